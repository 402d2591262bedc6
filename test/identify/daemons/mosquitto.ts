import { join } from 'node:path';
import { type DaemonCases, makeCertificate, type Place, type Recipe, run, write } from '../daemon-case.ts';

export default {
	mosquitto: {
		recipe: mosquittoRecipe(['allow_anonymous true']),
		doors: [
			{
				door: 'mqtt',
				usualPort: 1883,
				identity: { service: 'mqtt', access: 'open', remark: 'answers without a password' },
				evidence: /^CONNECT answered: connection accepted$/,
				connections: { usual: 1, elsewhere: 6 },
			},
			{
				door: 'mqtts',
				usualPort: 8883,
				identity: { service: 'mqtt', access: 'open' },
				secure: true,
				connections: { usual: 2 },
			},
		],
	},
	'mosquitto-password': {
		recipe: mosquittoRecipe(['allow_anonymous false', 'password_file passwords']),
		doors: [
			{
				door: 'mqtt',
				usualPort: 1883,
				identity: { service: 'mqtt', access: 'protected', remark: 'asks for a password' },
				evidence: /^CONNECT answered: not authorized$/,
				connections: { usual: 1, elsewhere: 6 },
			},
			{
				door: 'mqtts',
				usualPort: 8883,
				identity: { service: 'mqtt', access: 'protected', remark: 'self-signed certificate' },
				secure: true,
				connections: { usual: 2 },
			},
		],
	},
} satisfies DaemonCases;

function mosquittoRecipe(settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/mosquitto', '/usr/bin/mosquitto_passwd'],
		ports: ['mqtt', 'mqtts'],
		async prepare({ directory, ports }: Place) {
			makeCertificate(directory);
			run('mosquitto_passwd', '-b', '-c', join(directory, 'passwords'), 'doorcheck', 'a long secret');
			run('chmod', '-R', 'a+rX', directory);
			const file = await write(directory, 'mosquitto.conf', [
				...settings,
				`listener ${ports.mqtt} 127.0.0.1`,
				`listener ${ports.mqtts} 127.0.0.1`,
				'certfile certificate.pem',
				'keyfile key.pem',
			]);
			return [{ command: '/usr/sbin/mosquitto', args: ['-c', file] }];
		},
	};
}
