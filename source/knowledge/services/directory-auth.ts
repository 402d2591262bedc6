import { type ByPlatform, type ServiceEntry, type Step, stopScript } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { vaultImage, vaultPackages } from '../packages/monitoring.ts';
import { kerberosPackages, ldapPackages } from '../packages/network.ts';
import { journal, lastWith, looked } from '../usage.ts';

const ldapUsage = looked(
	{ rhel: lastWith('connection from', '/var/log/dirsrv/slapd-*/access') },
	'The addresses that connected to 389 Directory Server last.',
);

const domainControllerNeedsIt: readonly Step[] = [
	{
		kind: 'say',
		text: "A domain controller can't work without this port, so close it in the firewall: let in the domain's own networks only, and send people outside through a VPN.",
	},
];

const stopLdap: ByPlatform = {
	debian: [
		{ kind: 'say', text: 'Check first that nobody signs in through this directory, also not on other machines.' },
		stopScript('slapd'),
		{ kind: 'say', text: 'A Samba domain controller instead: systemctl disable --now samba-ad-dc.' },
	],
	rhel: [
		{ kind: 'say', text: 'Check first that nobody signs in through this directory, also not on other machines.' },
		{ kind: 'run', command: 'dsctl --list' },
		{ kind: 'say', text: 'INSTANCE stands for the name the list shows, without slapd- in front.' },
		{ kind: 'run', command: 'systemctl disable --now dirsrv@INSTANCE.service' },
		{ kind: 'say', text: 'OpenLDAP instead: systemctl disable --now slapd.' },
	],
	windows: domainControllerNeedsIt,
};

const bindLdap: ByPlatform = {
	debian: [
		{ kind: 'edit', file: '/etc/default/slapd', lines: ['SLAPD_SERVICES="ldap://127.0.0.1/ ldap://[::1]/ ldapi:///"'] },
		{ kind: 'run', command: 'systemctl restart slapd' },
		{ kind: 'say', text: 'Port 636 is closed with that too; add ldaps://127.0.0.1/ if a program here needs it.' },
	],
	rhel: [
		{ kind: 'say', text: '389 Directory Server; dsctl --list shows the name that INSTANCE stands for.' },
		{
			kind: 'run',
			command:
				'dsconf INSTANCE config replace nsslapd-listenhost=127.0.0.1 nsslapd-securelistenhost=127.0.0.1\ndsctl INSTANCE restart',
		},
	],
};

const hardenLdap: ByPlatform = {
	debian: [
		{
			kind: 'say',
			text: 'Answer only those who sign in, and take passwords only over an encrypted connection. Give slapd a certificate first.',
		},
		{
			kind: 'run',
			command: [
				"ldapmodify -Q -Y EXTERNAL -H ldapi:/// <<'EOF'",
				'dn: cn=config',
				'changetype: modify',
				'add: olcDisallows',
				'olcDisallows: bind_anon',
				'-',
				'replace: olcSecurity',
				'olcSecurity: simple_bind=64',
				'',
				'dn: olcDatabase={-1}frontend,cn=config',
				'changetype: modify',
				'add: olcRequires',
				'olcRequires: authc',
				'EOF',
			].join('\n'),
		},
	],
	rhel: [
		{
			kind: 'say',
			text: '389 Directory Server: nothing without a sign-in, and passwords only over an encrypted connection. dsctl --list shows the name that INSTANCE stands for.',
		},
		{
			kind: 'run',
			command:
				'dsconf INSTANCE config replace nsslapd-allow-anonymous-access=rootdse nsslapd-require-secure-binds=on\ndsctl INSTANCE restart',
		},
	],
	windows: [
		{
			kind: 'say',
			text: 'Refuse sign-ins that are neither signed nor encrypted. Look first for event 2887 in the Directory Service log: it counts who would be refused.',
		},
		{
			kind: 'run',
			command:
				"Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters' -Name LDAPServerIntegrity -Value 2",
		},
	],
};

const ldapPitfalls = [
	{
		on: ['debian', 'rhel', 'alpine', 'freebsd'],
		text: 'bind_anon alone is not enough for OpenLDAP: reading without signing in stays possible until olcRequires is set.',
	},
	{
		on: ['debian', 'rhel', 'alpine', 'freebsd'],
		text: 'Machines that look up accounts without a sign-in of their own (SSSD, nslcd) need one before you shut anonymous reading off.',
	},
	{
		on: ['rhel'],
		text: 'On a FreeIPA server leave the listening address alone, because its other parts use it; close the port in the firewall.',
	},
	{ on: ['windows'], text: 'A group policy for domain controllers wins over the registry value for signing.' },
] as const;

const ldapSources = [
	'https://www.openldap.org/doc/admin26/security.html',
	'https://manpages.debian.org/bookworm/slapd/slapd-config.5.en.html',
	'https://docs.redhat.com/en/documentation/red_hat_directory_server/11/html-single/configuration_command_and_file_reference/index',
	'https://docs.redhat.com/en/documentation/red_hat_directory_server/11/html/administration_guide/configuring-special-binds',
	'https://learn.microsoft.com/en-us/troubleshoot/windows-server/active-directory/enable-ldap-signing-in-windows-server',
	'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
] as const;

const kdcLocally = (file: string): Step => ({
	kind: 'edit',
	file,
	section: ['[kdcdefaults]'],
	lines: ['kdc_listen = 127.0.0.1:88 [::1]:88', 'kdc_tcp_listen = 127.0.0.1:88 [::1]:88'],
	replaces: ['kdc_listen', 'kdc_tcp_listen', 'kdc_ports', 'kdc_tcp_ports'],
});

const withoutOldPorts: Step = {
	kind: 'say',
	text: 'Remove every line with kdc_ports or kdc_tcp_ports, above all those under [realms]: they win over the lines below and keep the port open.',
};

const askForProofFirst: readonly Step[] = [
	{
		kind: 'say',
		text: 'Give nobody a ticket who has not shown that they know the password (pre-authentication); ALICE stands for each account.',
	},
	{ kind: 'run', command: "kadmin.local -q 'modify_principal +requires_preauth ALICE'" },
];

const stopVault: readonly Step[] = [
	{ kind: 'say', text: 'Programs that fetch their passwords from Vault fail once it is gone.' },
	{ kind: 'run', command: 'systemctl disable --now vault' },
];

const restartVault: readonly Step[] = [
	{
		kind: 'say',
		text: 'Have the unseal keys ready: after a restart Vault stays locked until it is unsealed. Repeat the last command with one key after the other until it says that Sealed is false.',
	},
	{ kind: 'run', command: 'systemctl restart vault\nvault operator unseal' },
];

const bindVault: readonly Step[] = [
	{
		kind: 'edit',
		file: '/etc/vault.d/vault.hcl',
		section: ['listener "tcp" {'],
		lines: ['address = "127.0.0.1:8200"'],
	},
	...restartVault,
];

const hardenVault: readonly Step[] = [
	{ kind: 'say', text: 'Speak TLS only; the files are your certificate and its key:' },
	{
		kind: 'edit',
		file: '/etc/vault.d/vault.hcl',
		section: ['listener "tcp" {'],
		lines: [
			'tls_disable = false',
			'tls_cert_file = "/opt/vault/tls/tls.crt"',
			'tls_key_file = "/opt/vault/tls/tls.key"',
		],
	},
	...restartVault,
	{
		kind: 'say',
		text: 'Write down who reads what, in a directory that Vault may write to; sign in with vault login first:',
	},
	{
		kind: 'run',
		command:
			'install -d -o vault -g vault -m 0750 /var/log/vault\nvault audit enable file file_path=/var/log/vault/audit.log',
	},
];

/** Who people are and what they may do: LDAP, Kerberos, Active Directory, Vault. */
export const directoryAuth: readonly ServiceEntry[] = [
	{
		id: 'ldap',
		name: 'LDAP',
		category: 'directory-auth',
		doors: [
			{
				port: 389,
				protocol: 'tcp',
				severity: 'high',
				why: 'Names, groups and passwords of your people, often unencrypted',
			},
			{
				port: 389,
				protocol: 'udp',
				name: 'CLDAP',
				severity: 'high',
				why: 'Short questions, long answers: amplifies attacks on others',
			},
		],
		what: 'The directory of people, groups and machines that others look up and sign in with: Active Directory, OpenLDAP, FreeIPA.',
		risk: "Strangers can try your people's passwords here, and many directories show names, addresses and groups to anyone who asks. Without TLS, passwords cross the network readable. The UDP port of a domain controller answers forged questions with far more data and so floods others.",
		need: 'Your own machines and applications, in your own network or through a VPN.',
		instructions: {
			usage: ldapUsage,
			stop: { ...stopLdap, ...ldapPackages.stop },
			bind: { ...bindLdap, ...ldapPackages.bind },
			harden: hardenLdap,
			pitfalls: [
				...ldapPitfalls,
				'UDP 389 is answered by domain controllers (Windows, Samba), not by OpenLDAP as packaged: block it in the firewall.',
			],
		},
		sources: [...ldapSources, ...ldapPackages.sources],
	},
	{
		id: 'ldaps',
		name: 'LDAP over TLS',
		category: 'directory-auth',
		doors: [
			{
				port: 636,
				protocol: 'tcp',
				severity: 'high',
				why: 'The directory of your people, open to questions and guessed passwords',
			},
		],
		what: 'The same directory as on port 389, encrypted from the first byte.',
		risk: 'Encryption keeps others from reading along, but strangers can still try passwords here and read whatever the directory shows without one. Names and groups of your people are a good start for the next attack.',
		need: 'Your own applications; an outside service that must use it has fixed addresses you can allow.',
		instructions: {
			usage: ldapUsage,
			stop: { ...stopLdap, ...ldapPackages.stop },
			bind: { ...bindLdap, ...ldapPackages.bind },
			harden: hardenLdap,
			pitfalls: ldapPitfalls,
		},
		sources: [...ldapSources, ...ldapPackages.sources],
	},
	{
		id: 'global-catalog',
		name: 'Active Directory global catalog',
		category: 'directory-auth',
		doors: [
			{
				port: 3268,
				protocol: 'tcp',
				severity: 'high',
				why: 'People, groups and machines of every domain you have',
			},
			{
				port: 3269,
				protocol: 'tcp',
				name: 'Active Directory global catalog over TLS',
				severity: 'high',
				why: 'People, groups and machines of every domain you have',
			},
		],
		what: 'An excerpt of all domains of an Active Directory, which domain controllers serve for searches.',
		risk: 'A domain controller is reachable from the internet, and it is the machine that decides who may do what in your whole network. Strangers can try passwords here and learn who works for you.',
		need: 'Machines of the domain, in your own network or through a VPN.',
		instructions: { stop: { windows: domainControllerNeedsIt } },
		sources: [
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
		],
	},
	{
		id: 'kerberos',
		name: 'Kerberos',
		category: 'directory-auth',
		doors: [
			{
				port: 88,
				protocol: 'tcp',
				severity: 'high',
				why: 'Shows which accounts exist and hands out material to crack passwords',
			},
			{
				port: 88,
				protocol: 'udp',
				severity: 'high',
				why: 'Shows which accounts exist and hands out material to crack passwords',
			},
		],
		what: 'Hands out the tickets by which people and programs sign in to a domain; on rare machines a web server uses this port instead.',
		risk: 'Strangers can find out which accounts exist and try passwords. For accounts with weak settings they get something that lets them guess the password at home, where nobody sees it. It usually means that a domain controller stands open to the internet.',
		need: 'Machines of the domain, in your own network or through a VPN.',
		instructions: {
			usage: looked(
				{ debian: journal('krb5kdc', 'AS_REQ'), rhel: lastWith('AS_REQ', '/var/log/krb5kdc.log') },
				'The address and the name behind each ticket that was asked for.',
			),
			stop: {
				debian: [
					{ kind: 'say', text: 'Nobody gets new tickets after this; check first that nothing depends on it.' },
					{ kind: 'run', command: 'systemctl disable --now krb5-kdc' },
				],
				rhel: [
					{ kind: 'say', text: 'Nobody gets new tickets after this; check first that nothing depends on it.' },
					{ kind: 'run', command: 'systemctl disable --now krb5kdc' },
				],
				windows: domainControllerNeedsIt,
				...kerberosPackages.stop,
			},
			bind: {
				debian: [
					withoutOldPorts,
					kdcLocally('/etc/krb5kdc/kdc.conf'),
					{ kind: 'run', command: 'systemctl restart krb5-kdc' },
				],
				rhel: [
					withoutOldPorts,
					kdcLocally('/var/kerberos/krb5kdc/kdc.conf'),
					{ kind: 'run', command: 'systemctl restart krb5kdc' },
				],
			},
			harden: { debian: askForProofFirst, rhel: askForProofFirst },
			pitfalls: [
				'Kerberos answers on UDP 88 as well, and is stopped and bound there by the same steps.',
				'The KDC does not start when one of its addresses is missing: leave [::1]:88 out where IPv6 is off.',
				'Password changes and administration have ports of their own, 464 and 749.',
			],
		},
		sources: [
			'https://web.mit.edu/kerberos/krb5-latest/doc/admin/conf_files/kdc_conf.html',
			'https://manpages.debian.org/bookworm/krb5-kdc/kdc.conf.5.en.html',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			...kerberosPackages.sources,
			fedoraPackage('krb5'),
		],
	},
	{
		id: 'vault',
		name: 'HashiCorp Vault',
		category: 'directory-auth',
		doors: [
			{
				port: 8200,
				protocol: 'tcp',
				severity: 'high',
				why: 'The store of your passwords and keys, one stolen token away',
			},
		],
		what: 'Keeps passwords, keys and certificates and hands them to programs that may have them.',
		risk: 'Everything else you run is opened by what is in here. Strangers can try stolen tokens and passwords, and use each new flaw in Vault until you have updated. Without TLS, the secrets travel readable.',
		need: 'Your own programs and administrators, in your own network.',
		instructions: {
			stop: { debian: stopVault, rhel: stopVault, ...vaultPackages.stop },
			bind: { debian: bindVault, rhel: bindVault, ...vaultPackages.bind, ...vaultImage.bind },
			harden: { debian: hardenVault, rhel: hardenVault },
			pitfalls: [
				'Port 8201 beside it connects the members of a cluster; strangers need it even less.',
				'In a cluster give the private address instead of 127.0.0.1, and set api_addr and cluster_addr to match.',
				'A server started with vault server -dev listens elsewhere only if told to, keeps everything in memory and is not for real secrets.',
			],
		},
		sources: [
			'https://developer.hashicorp.com/vault/docs/configuration/listener/tcp',
			'https://developer.hashicorp.com/vault/docs/commands/audit/enable',
			...vaultPackages.sources,
			...vaultImage.sources,
		],
	},
];
