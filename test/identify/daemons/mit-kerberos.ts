import { type DaemonCases, run, write } from '../daemon-case.ts';

export default {
	'mit-kerberos': {
		recipe: {
			needs: ['/usr/sbin/krb5kdc', '/usr/sbin/kdb5_util'],
			ports: ['kdc'],
			async prepare({ directory, ports }) {
				const listen = `127.0.0.1:${ports.kdc}`;
				const env = {
					KRB5_CONFIG: await write(directory, 'krb5.conf', [
						'[libdefaults]',
						'default_realm = DOORCHECK.TEST',
						'[logging]',
						`kdc = FILE:${directory}/log`,
					]),
					KRB5_KDC_PROFILE: await write(directory, 'kdc.conf', [
						'[kdcdefaults]',
						`kdc_listen = ${listen}`,
						`kdc_tcp_listen = ${listen}`,
						'[realms]',
						'DOORCHECK.TEST = {',
						`database_name = ${directory}/principal`,
						`key_stash_file = ${directory}/stash`,
						'}',
					]),
				};
				const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`);
				run('env', ...settings, 'kdb5_util', 'create', '-s', '-r', 'DOORCHECK.TEST', '-P', 'a long secret');
				return [{ command: '/usr/sbin/krb5kdc', args: ['-n'], env }];
			},
		},
		doors: [
			{
				door: 'kdc',
				usualPort: 88,
				identity: { service: 'kerberos', product: 'MIT Kerberos', access: 'unknown', remark: 'realm DOORCHECK.TEST' },
				evidence: /^AS-REQ without a name answered: error 6 \(client not found\)$/,
				connections: { usual: 2, elsewhere: 3 },
			},
		],
	},
} satisfies DaemonCases;
