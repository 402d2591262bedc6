import { execFileSync } from 'node:child_process';
import { type DaemonCases, write } from '../daemon-case.ts';

const realm = 'DOORCHECK.TEST';

export default {
	'krb5-udp': {
		recipe: {
			needs: ['/usr/sbin/krb5kdc', '/usr/sbin/kdb5_util'],
			ports: ['kerberos'],
			udpPorts: ['kerberos'],
			prepare: async ({ directory, ports }) => {
				const kdc = await write(directory, 'kdc.conf', [
					...['[kdcdefaults]', `kdc_listen = 127.0.0.1:${ports.kerberos}`, 'kdc_tcp_listen = ""'],
					...['[realms]', `${realm} = {`, `database_name = ${directory}/principal`],
					...[`key_stash_file = ${directory}/stash`, '}', '[logging]', 'kdc = STDERR'],
				]);
				const krb5 = await write(directory, 'krb5.conf', ['[libdefaults]', `default_realm = ${realm}`]);
				const env = { KRB5_CONFIG: krb5, KRB5_KDC_PROFILE: kdc };
				execFileSync('/usr/sbin/kdb5_util', ['create', '-s', '-P', 'secret', '-r', realm], {
					stdio: 'ignore',
					env: { ...process.env, ...env },
				});
				return [{ command: '/usr/sbin/krb5kdc', args: ['-n', '-P', `${directory}/pid`], env }];
			},
		},
		doors: [
			{
				door: 'kerberos',
				protocol: 'udp',
				usualPort: 88,
				identity: { service: 'kerberos', product: 'MIT Kerberos', access: 'unknown' },
				evidence: /^AS-REQ without a name answered: error 6 \(client not found\)$/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
