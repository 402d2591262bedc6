import { type DaemonCases, makeCertificate, once, type Recipe } from '../daemon-case.ts';

export default {
	nats: {
		recipe: natsRecipe(),
		doors: [
			{
				door: 'nats',
				usualPort: 4222,
				identity: { service: 'nats', product: 'NATS', access: 'open', remark: 'answers without a password' },
				evidence: /^PING answered: PONG$/,
				tellsVersion: true,
				connections: once,
			},
		],
	},
	'nats-password': {
		recipe: natsRecipe('--user', 'doorcheck', '--pass', 'a long secret'),
		doors: [
			{
				door: 'nats',
				usualPort: 4222,
				identity: { service: 'nats', product: 'NATS', access: 'protected', remark: 'asks for a password' },
				evidence: /auth_required true/,
				tellsVersion: true,
				connections: once,
			},
		],
	},
	'nats-tls': {
		recipe: natsRecipe('--tls', '--tlscert', 'certificate.pem', '--tlskey', 'key.pem'),
		doors: [
			{
				door: 'nats',
				usualPort: 4222,
				identity: { service: 'nats', product: 'NATS', access: 'open' },
				evidence: /^TLSv1\.3, /,
				secure: true,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;

function natsRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/nats-server'],
		ports: ['nats'],
		version: ['/usr/sbin/nats-server', ['--version'], /v(\d[\d.]*)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			const args = ['--addr', '127.0.0.1', '--port', String(ports.nats), ...settings];
			return [{ command: '/usr/sbin/nats-server', args }];
		},
	};
}
