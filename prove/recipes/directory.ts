import type { Recipe } from '../recipe.ts';
import { tcp } from '../recipe.ts';

/** Who people are. */
export const directory: readonly Recipe[] = [
	{
		service: 'ldap',
		package: 'slapd',
		packages: ['slapd'],
		answers: ['slapd slapd/password1 password secret', 'slapd slapd/password2 password secret'],
		doors: [tcp(389)],
	},
	{
		service: 'ldaps',
		package: 'slapd',
		packages: ['slapd', 'ssl-cert'],
		answers: ['slapd slapd/password1 password secret', 'slapd slapd/password2 password secret'],
		setUp: [
			'sed -i \'s|^SLAPD_SERVICES=.*|SLAPD_SERVICES="ldap:/// ldapi:/// ldaps:///"|\' /etc/default/slapd',
			'adduser --quiet openldap ssl-cert',
			"printf '%s\\n' 'dn: cn=config' 'changetype: modify' 'add: olcTLSCertificateFile' \\",
			"'olcTLSCertificateFile: /etc/ssl/certs/ssl-cert-snakeoil.pem' '-' 'add: olcTLSCertificateKeyFile' \\",
			"'olcTLSCertificateKeyFile: /etc/ssl/private/ssl-cert-snakeoil.key' > /tmp/tls.ldif",
			'runuser -u openldap -g openldap -G ssl-cert -- slapmodify -n 0 -F /etc/ldap/slapd.d -l /tmp/tls.ldif',
		].join('\n'),
		doors: [tcp(636, { bound: 'gone' })],
	},
	{
		service: 'kerberos',
		package: 'krb5-kdc',
		packages: ['krb5-kdc', 'krb5-admin-server'],
		answers: [
			'krb5-config krb5-config/default_realm string EXAMPLE.TEST',
			'krb5-config krb5-config/kerberos_servers string machine',
			'krb5-config krb5-config/admin_server string machine',
		],
		setUp: 'kdb5_util create -s -r EXAMPLE.TEST -P secret',
		doors: [tcp(88)],
	},
];
