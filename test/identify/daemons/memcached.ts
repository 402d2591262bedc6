import { type DaemonCases, makeCertificate, type Recipe, write } from '../daemon-case.ts';

const open = {
	service: 'memcached',
	product: 'Memcached',
	access: 'open',
	remark: 'answers without a password',
} as const;
const shut = { service: 'memcached', access: 'protected', remark: 'asks for a password' } as const;

export default {
	memcached: {
		recipe: memcachedRecipe(),
		doors: [
			{
				door: 'memcached',
				usualPort: 11211,
				identity: open,
				evidence: /^version answered: VERSION 1/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 5 },
			},
		],
	},
	'memcached-password': {
		recipe: memcachedRecipe('-Y', 'passwords'),
		doors: [
			{
				door: 'memcached',
				usualPort: 11211,
				identity: shut,
				evidence: /CLIENT_ERROR unauthenticated/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'memcached-binary': {
		recipe: memcachedRecipe('-B', 'binary'),
		doors: [
			{
				door: 'memcached',
				usualPort: 11211,
				identity: open,
				evidence: /^no-op \(binary\) answered: status 0/,
				tellsVersion: true,
				connections: { usual: 2 },
			},
		],
	},
	'memcached-sasl': {
		recipe: {
			...memcachedRecipe('-S'),
			needs: ['/usr/bin/memcached', '/usr/lib/x86_64-linux-gnu/sasl2/libplain.so'],
		},
		doors: [
			{
				door: 'memcached',
				usualPort: 11211,
				identity: shut,
				evidence: /^no-op \(binary\) answered: Auth failure/,
				tellsVersion: true,
				connections: { usual: 2 },
			},
		],
	},
	'memcached-tls': {
		recipe: memcachedRecipe('-Z', '-o', 'ssl_chain_cert=certificate.pem,ssl_key=key.pem'),
		doors: [
			{
				door: 'memcached',
				usualPort: 11211,
				identity: open,
				tellsVersion: true,
				secure: true,
				connections: { usual: 3 },
			},
		],
	},
} satisfies DaemonCases;

function memcachedRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/memcached'],
		needsRoot: true,
		ports: ['memcached'],
		version: ['/usr/bin/memcached', ['-V'], /memcached (\S+)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			await write(directory, 'passwords', ['somebody:a long secret']);
			await write(directory, 'memcached.conf', ['mech_list: plain']);
			const args = ['-u', 'root', '-l', '127.0.0.1', '-p', String(ports.memcached), '-m', '8', ...settings];
			return [{ command: '/usr/bin/memcached', args, env: { SASL_CONF_PATH: directory } }];
		},
	};
}
