import { type ServiceEntry, type Step, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { bindLines, dnsmasqLines, dnsPackages } from '../packages/network.ts';

const lookUpsElsewhereFirst: Step = {
	kind: 'say',
	text: 'If this machine asks itself (nameserver 127.0.0.1 in /etc/resolv.conf), give it another name server first, or it finds nothing any more.',
};

const stopNameServers: readonly Step[] = [
	{ kind: 'run', command: 'grep nameserver /etc/resolv.conf' },
	lookUpsElsewhereFirst,
	{ kind: 'say', text: 'Stop whichever of BIND, Unbound and dnsmasq runs:' },
	{
		kind: 'run',
		command:
			'for unit in named named-chroot unbound dnsmasq; do\n  if systemctl is-active --quiet "$unit"; then systemctl disable --now "$unit"; fi\ndone',
	},
];

/** Its interface lines add up, wherever they stand, so the others have to go. RHEL's file has tabs before them. */
const unboundLocally = (folder: string, indent: ' *' | '[[:space:]]*'): readonly Step[] =>
	when('unbound', [
		{ kind: 'say', text: 'If it is Unbound, comment out the addresses that are set now, and name your own:' },
		{ kind: 'run', command: `sed -i 's/^${indent}interface:/#&/' /etc/unbound/unbound.conf ${folder}/*.conf` },
		{
			kind: 'write',
			file: `${folder}/listen.conf`,
			lines: ['server:', '  interface: 127.0.0.1', '  interface: ::1'],
		},
		{ kind: 'run', command: 'unbound-checkconf && systemctl try-restart unbound' },
	]);

const dnsmasqLocally: readonly Step[] = when('dnsmasq', [
	{ kind: 'say', text: 'If it is dnsmasq, comment out the addresses that are set now, and name your own:' },
	{
		kind: 'run',
		command: "sed -i -E 's/^(interface|except-interface|listen-address)=/#&/' /etc/dnsmasq.conf /etc/dnsmasq.d/*",
	},
	{ kind: 'write', file: '/etc/dnsmasq.d/listen.conf', lines: dnsmasqLines },
	{ kind: 'run', command: 'dnsmasq --test && systemctl try-restart dnsmasq' },
]);

const bindForOwnNetworks = [
	'allow-recursion { localhost; localnets; };',
	'allow-query-cache { localhost; localnets; };',
	'allow-transfer { none; };',
] as const;

const unboundForOwnNetworks = ['server:', '  access-control: 10.0.0.0/8 allow'] as const;

const stopAvahi: readonly Step[] = when('avahi-daemon', [
	{ kind: 'run', command: 'systemctl disable --now avahi-daemon.socket avahi-daemon.service' },
]);

const avahiOnOwnNetwork: readonly Step[] = [
	{
		kind: 'say',
		text: 'Answer on the inner network only; eth1 stands for its interface. The port stays open, the outside gets no answer.',
	},
	{ kind: 'edit', file: '/etc/avahi/avahi-daemon.conf', section: ['[server]'], lines: ['allow-interfaces=eth1'] },
	{ kind: 'run', command: 'systemctl restart avahi-daemon' },
];

const resolvedWithoutMdns: readonly Step[] = when('systemd-resolved', [
	{ kind: 'say', text: 'If systemd-resolved holds the port:' },
	{ kind: 'run', command: 'mkdir -p /etc/systemd/resolved.conf.d' },
	{ kind: 'write', file: '/etc/systemd/resolved.conf.d/no-mdns.conf', lines: ['[Resolve]', 'MulticastDNS=no'] },
	{ kind: 'run', command: 'systemctl restart systemd-resolved' },
]);

/** Names into addresses: DNS and mDNS. */
export const nameService: readonly ServiceEntry[] = [
	{
		id: 'dns',
		name: 'DNS',
		category: 'name-service',
		doors: [
			{
				port: 53,
				protocol: 'tcp',
				name: 'DNS over TCP',
				severity: 'low',
				why: 'Only name servers of a domain need it public; zone copies tell too much',
			},
			{
				port: 53,
				protocol: 'udp',
				severity: 'medium',
				why: 'A server that looks up names for anyone amplifies attacks on others',
			},
		],
		what: 'Turns names into addresses, either for your own domains or as a helper that looks up any name.',
		risk: 'A server that looks up names for anyone (an open resolver) is used to flood others: a small forged question brings them a large answer from you. One that gives copies of a whole zone to strangers lists every machine you have. The name servers of your domains must be public, and nothing else.',
		need: 'The name servers that your domains name; helpers for your own network need no port to the outside.',
		instructions: {
			stop: {
				debian: stopNameServers,
				rhel: stopNameServers,
				windows: [
					{
						kind: 'say',
						text: 'Check first that no machine asks this server; a domain controller needs its DNS. Otherwise:',
					},
					{ kind: 'run', command: 'Stop-Service DNS\nSet-Service DNS -StartupType Disabled' },
				],
				...dnsPackages.stop,
			},
			bind: {
				debian: [
					...when('bind9', [
						{ kind: 'say', text: 'If it is BIND:' },
						{ kind: 'edit', file: '/etc/bind/named.conf.options', section: ['options {'], lines: bindLines },
						{ kind: 'run', command: 'named-checkconf && systemctl try-restart named' },
					]),
					...unboundLocally('/etc/unbound/unbound.conf.d', ' *'),
					...dnsmasqLocally,
				],
				rhel: [
					...when('bind', [
						{ kind: 'say', text: 'If it is BIND:' },
						{ kind: 'edit', file: '/etc/named.conf', section: ['options {'], lines: bindLines },
						{ kind: 'run', command: 'named-checkconf && systemctl try-restart named' },
					]),
					...unboundLocally('/etc/unbound/conf.d', '[[:space:]]*'),
					...dnsmasqLocally,
				],
				windows: [
					{ kind: 'say', text: 'Let it listen on its inner address only; 10.0.0.5 stands for it.' },
					{ kind: 'run', command: 'dnscmd /ResetListenAddresses 10.0.0.5\nRestart-Service DNS' },
				],
				...dnsPackages.bind,
			},
			harden: {
				debian: [
					{
						kind: 'say',
						text: 'BIND: look up names for your own networks only and give no zone copies:',
					},
					{ kind: 'edit', file: '/etc/bind/named.conf.options', section: ['options {'], lines: bindForOwnNetworks },
					{ kind: 'run', command: 'named-checkconf && systemctl try-restart named' },
					{ kind: 'say', text: 'Or Unbound; 10.0.0.0/8 stands for your network, everyone else is refused by default:' },
					{ kind: 'write', file: '/etc/unbound/unbound.conf.d/access.conf', lines: unboundForOwnNetworks },
					{ kind: 'run', command: 'unbound-checkconf && systemctl try-restart unbound' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'BIND: look up names for your own networks only and give no zone copies:',
					},
					{ kind: 'edit', file: '/etc/named.conf', section: ['options {'], lines: bindForOwnNetworks },
					{ kind: 'run', command: 'named-checkconf && systemctl try-restart named' },
					{ kind: 'say', text: 'Or Unbound; 10.0.0.0/8 stands for your network, everyone else is refused by default:' },
					{ kind: 'write', file: '/etc/unbound/conf.d/access.conf', lines: unboundForOwnNetworks },
					{ kind: 'run', command: 'unbound-checkconf && systemctl try-restart unbound' },
				],
				windows: [
					{ kind: 'say', text: 'If it serves your domains to the world and looks up nothing for your own machines:' },
					{ kind: 'run', command: 'Set-DnsServerRecursion -Enable $false' },
				],
			},
			pitfalls: [
				'Secondary name servers fetch zone copies: name their addresses in allow-transfer in place of none.',
				'localnets means every network this machine has an address in, at some hosters the neighbours too.',
				'dnsmasq without bind-interfaces opens the port on every address, even with interface=lo.',
				{ on: withSystemd, text: "127.0.0.53 belongs to systemd-resolved and can't be reached from outside." },
				{
					on: withSystemd,
					text: 'dnsmasq may belong to libvirt, LXD or NetworkManager, which start it with settings of their own.',
				},
			],
		},
		sources: [
			'https://bind9.readthedocs.io/en/latest/reference.html',
			'https://manpages.debian.org/bookworm/unbound/unbound.conf.5.en.html',
			'https://manpages.debian.org/bookworm/dnsmasq-base/dnsmasq.8.en.html',
			'https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/dnscmd',
			'https://learn.microsoft.com/en-us/powershell/module/dnsserver/set-dnsserverrecursion',
			...dnsPackages.sources,
			fedoraPackage('bind'),
			fedoraPackage('unbound'),
			fedoraPackage('dnsmasq'),
		],
	},
	{
		id: 'mdns',
		name: 'mDNS (Bonjour, Avahi)',
		category: 'name-service',
		doors: [
			{
				port: 5353,
				protocol: 'udp',
				severity: 'medium',
				why: 'Lists names and services of this machine; amplifies attacks on others',
			},
		],
		what: 'Finds printers, speakers and machines in the same network without a name server.',
		risk: "It is meant for one local network. Answering the internet, it tells strangers the machine's name and what it offers, and forged questions turn its answers against others.",
		need: 'Machines in the same local network; servers seldom need it at all.',
		instructions: {
			stop: {
				debian: [...stopAvahi, ...resolvedWithoutMdns],
				rhel: [...stopAvahi, ...resolvedWithoutMdns],
				windows: [
					{ kind: 'say', text: 'Windows answers by itself; this ends it after a restart:' },
					{
						kind: 'run',
						command:
							"Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters' -Name EnableMDNS -Value 0 -Type DWord",
					},
				],
			},
			harden: { debian: avahiOnOwnNetwork, rhel: avahiOnOwnNetwork },
			pitfalls: [
				'Printers found by themselves vanish from the list without Avahi; add them by hand.',
				{ on: withSystemd, text: 'Stopping avahi-daemon.service alone is not enough: its socket starts it again.' },
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/avahi-daemon/avahi-daemon.conf.5.en.html',
			'https://manpages.debian.org/bookworm/systemd-resolved/resolved.conf.5.en.html',
			'https://techcommunity.microsoft.com/blog/networkingblog/mdns-in-the-enterprise/3275777',
			fedoraPackage('avahi'),
		],
	},
];
