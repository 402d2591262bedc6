import { type DaemonCases, type Recipe, write } from '../daemon-case.ts';

export default {
	firebird: {
		recipe: firebirdRecipe('Enabled'),
		doors: [
			{
				door: 'firebird',
				usualPort: 3050,
				identity: { service: 'firebird', product: 'Firebird', access: 'unknown' },
				evidence: /protocol 15, that of Firebird 3\.0/,
				connections: { usual: 1 },
			},
		],
	},
	/** As delivered. */
	'firebird-encrypted': {
		recipe: firebirdRecipe('Required'),
		doors: [
			{
				door: 'firebird',
				usualPort: 3050,
				identity: { service: 'firebird', product: 'Firebird', access: 'unknown' },
				evidence: /encryption is required/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;

function firebirdRecipe(encryption: string): Recipe {
	return {
		needs: ['/usr/sbin/firebird'],
		ports: ['firebird'],
		async prepare({ directory, ports }) {
			await write(directory, 'firebird.conf', ['RemoteBindAddress = 127.0.0.1', `WireCrypt = ${encryption}`]);
			return [
				{
					command: '/usr/sbin/firebird',
					args: ['-p', String(ports.firebird), '-e', directory],
					env: { FIREBIRD: directory, FIREBIRD_LOCK: directory, FIREBIRD_TMP: directory },
				},
			];
		},
	};
}
