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
		packages: ['slapd'],
		answers: ['slapd slapd/password1 password secret', 'slapd slapd/password2 password secret'],
		setUp: 'sed -i \'s|^SLAPD_SERVICES=.*|SLAPD_SERVICES="ldap:/// ldapi:/// ldaps:///"|\' /etc/default/slapd',
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
