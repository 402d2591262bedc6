import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, makeCertificate, type Recipe, write } from '../daemon-case.ts';

export default {
	openldap: {
		recipe: slapd(),
		doors: [
			{
				door: 'ldap',
				usualPort: 389,
				identity: { service: 'ldap', product: 'OpenLDAP', access: 'unknown' },
				evidence: /^offers StartTLS$/,
				connections: { usual: 1, elsewhere: 11 },
			},
			{
				door: 'ldaps',
				usualPort: 636,
				identity: { service: 'ldaps', product: 'OpenLDAP', remark: 'self-signed certificate' },
				secure: true,
				evidence: /^names end in dc=example,dc=org$/,
				connections: { usual: 2 },
			},
		],
	},
	'openldap-closed': {
		recipe: slapd('require authc'),
		doors: [
			{
				door: 'ldap',
				usualPort: 389,
				identity: { service: 'ldap', access: 'protected', remark: 'asks for a password' },
				evidence: /result 53 \(authentication required\)/,
				connections: { usual: 1, elsewhere: 11 },
			},
		],
	},
} satisfies DaemonCases;

function slapd(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/slapd'],
		ports: ['ldap', 'ldaps'],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			await mkdir(join(directory, 'data'));
			const file = await write(directory, 'slapd.conf', [
				'include /etc/ldap/schema/core.schema',
				`TLSCertificateFile ${directory}/certificate.pem`,
				`TLSCertificateKeyFile ${directory}/key.pem`,
				'modulepath /usr/lib/ldap',
				'moduleload back_mdb',
				...settings,
				'database mdb',
				'suffix "dc=example,dc=org"',
				`directory ${directory}/data`,
			]);
			const addresses = `ldap://127.0.0.1:${ports.ldap} ldaps://127.0.0.1:${ports.ldaps}`;
			return [{ command: '/usr/sbin/slapd', args: ['-d', '0', '-f', file, '-h', addresses] }];
		},
	};
}
