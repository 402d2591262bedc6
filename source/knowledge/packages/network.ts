import { contained } from '../contained.ts';
import type { ByPlatform, Step } from '../entry.ts';
import { freebsdManual, homebrew, packaged } from '../packaged.ts';

export const bindLines = ['listen-on { 127.0.0.1; };', 'listen-on-v6 { ::1; };'] as const;
const unboundLines = ['interface: 127.0.0.1', 'interface: ::1'] as const;
export const dnsmasqLines = ['bind-interfaces', 'listen-address=127.0.0.1,::1'] as const;

const bindIn = (file: string): readonly Step[] => [{ kind: 'edit', file, section: ['options {'], lines: bindLines }];
const unboundIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, section: ['server:'], lines: unboundLines },
];
const dnsmasqIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, lines: dnsmasqLines, replaces: ['bind-interfaces', 'listen-address', 'interface'] },
];

const asksItself =
	'If this machine asks itself (nameserver 127.0.0.1 in /etc/resolv.conf), give it another name server first, or it finds nothing any more.';

export const dnsPackages = packaged(
	{
		alpine: [
			{
				name: 'BIND',
				from: 'main/bind',
				services: ['named'],
				bind: bindIn('/etc/bind/named.conf'),
				check: 'named-checkconf',
			},
			{
				name: 'Unbound',
				from: 'main/unbound',
				bind: unboundIn('/etc/unbound/unbound.conf'),
				check: 'unbound-checkconf',
			},
			{
				name: 'dnsmasq',
				from: 'main/dnsmasq',
				bind: dnsmasqIn('/etc/dnsmasq.conf'),
				check: 'dnsmasq --test',
			},
		],
		freebsd: [
			{
				name: 'BIND',
				from: 'dns/bind920',
				services: ['named'],
				bind: bindIn('/usr/local/etc/namedb/named.conf'),
				check: 'named-checkconf',
			},
			{
				name: 'Unbound',
				from: 'dns/unbound',
				bind: unboundIn('/usr/local/etc/unbound/unbound.conf'),
				check: 'unbound-checkconf',
			},
			{
				name: 'dnsmasq',
				from: 'dns/dnsmasq',
				bind: dnsmasqIn('/usr/local/etc/dnsmasq.conf'),
				check: 'dnsmasq --test',
			},
		],
		macos: [
			{ name: 'dnsmasq', from: 'dnsmasq', bind: dnsmasqIn(`${homebrew}/etc/dnsmasq.conf`), check: 'dnsmasq --test' },
			{
				name: 'Unbound',
				from: 'unbound',
				bind: unboundIn(`${homebrew}/etc/unbound/unbound.conf`),
				check: 'unbound-checkconf',
			},
		],
	},
	asksItself,
);

const snmpIn = (file: string): readonly Step[] => [{ kind: 'edit', file, lines: ['agentaddress 127.0.0.1,[::1]'] }];

export const snmpPackages = packaged({
	alpine: [{ name: 'Net-SNMP', from: 'main/net-snmp', services: ['snmpd'], bind: snmpIn('/etc/snmp/snmpd.conf') }],
	freebsd: [
		{
			name: 'Net-SNMP',
			from: 'net-mgmt/net-snmp',
			services: ['snmpd'],
			bind: [
				{
					kind: 'say',
					text: 'If this names files, the line belongs in one of them in place of the file below, and the others may have none such, because they add up:',
				},
				{ kind: 'run', command: 'sysrc -in snmpd_conffile' },
				...snmpIn('/usr/local/etc/snmp/snmpd.conf'),
			],
		},
		{
			name: 'bsnmpd, which FreeBSD brings along',
			from: 'bsnmpd',
			source: freebsdManual('bsnmpd', 1),
		},
	],
});

const squidIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, lines: ['http_port 127.0.0.1:3128', 'http_port [::1]:3128'] },
];

export const squidPackages = packaged({
	alpine: [{ name: 'Squid', from: 'main/squid', bind: squidIn('/etc/squid/squid.conf'), check: 'squid -k parse' }],
	freebsd: [
		{ name: 'Squid', from: 'www/squid', bind: squidIn('/usr/local/etc/squid/squid.conf'), check: 'squid -k parse' },
	],
	macos: [{ name: 'Squid', from: 'squid', bind: squidIn(`${homebrew}/etc/squid.conf`), check: 'squid -k parse' }],
});

export const squidImage = contained({ image: 'ubuntu/squid', ports: ['3128'] });

export const ldapPackages = packaged({
	alpine: [
		{
			name: 'OpenLDAP',
			from: 'main/openldap',
			services: ['slapd'],
			bind: [
				{
					kind: 'edit',
					file: '/etc/conf.d/slapd',
					lines: ['listen_uris="ldap://127.0.0.1/ ldap://[::1]/"'],
				},
			],
		},
	],
	freebsd: [
		{
			name: 'OpenLDAP',
			from: 'net/openldap26-server',
			services: ['slapd'],
			bind: [
				{
					kind: 'run',
					command: `sysrc slapd_flags='-h "ldapi://%2fvar%2frun%2fopenldap%2fldapi/ ldap://127.0.0.1/ ldap://[::1]/"'`,
				},
			],
		},
	],
});

const noNewTickets = 'Nobody gets new tickets after this; check first that nothing depends on it.';

export const kerberosPackages = packaged(
	{
		alpine: [{ name: 'MIT Kerberos', from: 'main/krb5', services: ['krb5kdc'] }],
		freebsd: [
			{
				name: 'Kerberos',
				from: 'kdc',
				source: freebsdManual('kdc'),
			},
		],
	},
	noNewTickets,
);

const sipIn = (file: string): readonly Step[] => [
	{
		kind: 'say',
		text: 'In each section with type=transport, with the port that stands there; where the address is an IPv6 one, bind=[::1]:5060. Phones outside this machine can then no longer sign in.',
	},
	{ kind: 'edit', file, lines: ['bind=127.0.0.1:5060'], byHand: 'It is in several sections of any name' },
];

export const asteriskPackages = packaged({
	alpine: [
		{
			name: 'Asterisk',
			from: 'main/asterisk',
			bind: sipIn('/etc/asterisk/pjsip.conf'),
			note: 'Calls in progress end.',
		},
	],
});

const withoutServing: Step = { kind: 'say', text: 'Keep the clock right: chrony as a pure client has no open port.' };

/** A clock has to be set by something, so that this is a matter of settings rather than of stopping. */
export const ntpSteps = {
	alpine: [
		withoutServing,
		{ kind: 'edit', file: '/etc/chrony/chrony.conf', lines: ['port 0'] },
		{ kind: 'run', command: 'rc-service chronyd restart' },
	],
	freebsd: [
		withoutServing,
		{
			kind: 'say',
			text: 'It takes the place of ntpd, which FreeBSD brings along and which cannot do without the port:',
		},
		{ kind: 'run', command: 'pkg install -y chrony' },
		{ kind: 'edit', file: '/usr/local/etc/chrony.conf', lines: ['port 0'] },
		{
			kind: 'run',
			command: 'service ntpd stop\nservice ntpd disable\nservice chronyd enable\nservice chronyd start',
		},
	],
} as const satisfies ByPlatform;

export const ntpSources = [
	'https://gitlab.alpinelinux.org/alpine/aports/-/tree/master/main/chrony',
	'https://cgit.freebsd.org/ports/tree/net/chrony',
] as const;
