import { type ServiceEntry, type Step, stopScript, when, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { rpcbindPackages } from '../packages/files.ts';
import { ntpSources, ntpSteps, snmpPackages, squidImage, squidPackages } from '../packages/network.ts';
import { containerLog, lastOf, lastWith, looked, onSystemd } from '../usage.ts';

const rpcbindStop: readonly Step[] = [
	{ kind: 'say', text: 'NFS version 3 and NIS need it, NFS version 4 does not: look at what is registered first.' },
	{ kind: 'run', command: 'rpcinfo -p' },
	{ kind: 'run', command: 'systemctl mask --now rpcbind.socket rpcbind.service' },
];

const rpcbindBind: readonly Step[] = [
	{ kind: 'run', command: 'mkdir -p /etc/systemd/system/rpcbind.socket.d' },
	{
		kind: 'write',
		file: '/etc/systemd/system/rpcbind.socket.d/local.conf',
		lines: [
			'[Socket]',
			'ListenStream=',
			'ListenStream=/run/rpcbind.sock',
			'ListenStream=127.0.0.1:111',
			'ListenDatagram=127.0.0.1:111',
			'ListenStream=[::1]:111',
			'ListenDatagram=[::1]:111',
		],
	},
	{ kind: 'say', text: 'The empty line takes the addresses of the packaged unit away; without it they stay.' },
	{
		kind: 'run',
		command: [
			'systemctl daemon-reload',
			'systemctl stop rpcbind.service rpcbind.socket',
			'systemctl start rpcbind.socket rpcbind.service',
		].join('\n'),
	},
];

const snmpBind: readonly Step[] = [
	{ kind: 'edit', file: '/etc/snmp/snmpd.conf', lines: ['agentaddress 127.0.0.1,[::1]'] },
	{ kind: 'run', command: 'systemctl restart snmpd' },
];

function snmpHarden(stateFile: string): readonly Step[] {
	return [
		{
			kind: 'say',
			text: 'Version 3 has users, passwords and encryption. Put two long passwords where AUTHPASS and PRIVPASS stand; snmpd replaces the line with keys when it starts.',
		},
		{ kind: 'run', command: 'systemctl stop snmpd' },
		{ kind: 'edit', file: stateFile, lines: ['createUser monitor SHA AUTHPASS AES PRIVPASS'], replaces: [] },
		{
			kind: 'edit',
			file: '/etc/snmp/snmpd.conf',
			lines: ['rouser monitor priv'],
			replaces: ['rocommunity', 'rocommunity6', 'rwcommunity', 'rwcommunity6', 'com2sec', 'com2sec6'],
		},
		{ kind: 'run', command: 'systemctl start snmpd' },
	];
}

const squidBind: readonly Step[] = [
	{ kind: 'edit', file: '/etc/squid/squid.conf', lines: ['http_port 127.0.0.1:3128', 'http_port [::1]:3128'] },
	{ kind: 'run', command: 'squid -k parse && systemctl restart squid' },
];

const squidHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Name the networks that may use it. Put yours where 192.168.10.0/24 stands.',
	},
	{
		kind: 'edit',
		file: '/etc/squid/squid.conf',
		lines: ['acl clients src 192.168.10.0/24', 'http_access allow clients', 'http_access deny all'],
		replaces: ['http_access deny all'],
	},
	{ kind: 'run', command: 'squid -k parse && systemctl reload squid' },
];

/** Servers that a network's machines lean on. */
export const networkServers: readonly ServiceEntry[] = [
	{
		id: 'rpcbind',
		name: 'rpcbind / portmapper',
		category: 'network-infra',
		doors: [
			{ port: 111, protocol: 'tcp', severity: 'medium', why: 'Lists the NFS and other RPC services to attack next' },
			{
				port: 111,
				protocol: 'udp',
				severity: 'medium',
				why: 'Answers forged requests, so it amplifies attacks on others',
			},
		],
		what: 'rpcbind tells clients on which port NFS and other RPC services listen.',
		risk: 'Strangers get a list of your RPC services, NFS above all, and where to reach each. Over UDP its answers are larger than the questions, so attackers use it to flood others from your address. It is often open only because a package brought it along.',
		need: 'Only machines that use NFS version 3 or NIS from this server, and never over the internet.',
		instructions: {
			stop: { debian: rpcbindStop, rhel: rpcbindStop, ...rpcbindPackages.stop },
			bind: { debian: rpcbindBind, rhel: rpcbindBind },
			pitfalls: [
				{
					on: withSystemd,
					text: 'Stopping only rpcbind.service changes nothing: the socket unit listens and starts it again.',
				},
				{ on: withSystemd, text: 'On an NFS server the NFS units start rpcbind.socket again unless it is masked.' },
				{
					on: withSystemd,
					text: 'The option -h of rpcbind restricts UDP only, and not the sockets that systemd opens.',
				},
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/rpcbind/rpcbind.8.en.html',
			'https://manpages.debian.org/bookworm/nfs-common/nfs.systemd.7.en.html',
			'https://www.freedesktop.org/software/systemd/man/latest/systemd.socket.html',
			...rpcbindPackages.sources,
			fedoraPackage('rpcbind'),
		],
	},
	{
		id: 'msrpc',
		name: 'Windows RPC endpoint mapper',
		category: 'network-infra',
		doors: [
			{
				port: 135,
				protocol: 'tcp',
				severity: 'high',
				why: 'Way into Windows RPC services; never needed from the internet',
			},
		],
		what: 'The RPC endpoint mapper tells clients on which port the RPC services of a Windows machine listen.',
		risk: 'Strangers learn which Windows services run and can try their flaws and your passwords. In 2003 the Blaster worm spread through this port. Windows itself needs it inside, so shut it in the firewall rather than stop it.',
		need: 'Other Windows machines of the same network or domain, never the internet.',
		instructions: {
			stop: {
				windows: [
					{
						kind: 'say',
						text: 'Windows depends on this service (RpcSs) and does not let you stop it: shut the port in the firewall below.',
					},
				],
			},
			bind: {
				windows: [
					{
						kind: 'say',
						text: 'It listens on every address and has no supported setting for that: use the firewall below.',
					},
				],
			},
		},
		sources: [
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			'https://learn.microsoft.com/en-us/security-updates/securitybulletins/2003/ms03-026',
		],
	},
	{
		id: 'dynamic-rpc',
		name: 'Windows dynamic RPC / UPnP device',
		category: 'network-infra',
		doors: [
			{
				port: 49152,
				protocol: 'tcp',
				severity: 'medium',
				why: 'First of the dynamic ports: the firewall lets them through',
			},
		],
		what: 'The first of the dynamic ports, which Windows RPC services take at start and some UPnP devices use for their description.',
		risk: 'What it means depends on what answers: a Windows RPC service, or the settings page of a camera or router. Either way it is a sign that the firewall lets a whole range of ports through. Look at that range, not just at this port.',
		need: 'Windows machines of the same network, or devices at home; nobody over the internet.',
	},
	{
		id: 'dhcp',
		name: 'DHCP server',
		category: 'network-infra',
		doors: [
			{ port: 67, protocol: 'udp', severity: 'medium', why: 'Hands out addresses; belongs on the local network only' },
		],
		what: 'A DHCP server gives the machines of a local network their addresses.',
		risk: 'It should answer on the network it serves and nowhere else. From outside strangers can learn your address plan or use up its addresses. On a rented server it may also answer the neighbours, who then lose their connection.',
		need: 'Only the local network whose addresses it hands out.',
		instructions: {
			usage: looked(
				{
					debian: lastWith('lease', '/var/lib/dhcp/dhcpd.leases'),
					rhel: lastWith('lease', '/var/lib/dhcpd/dhcpd.leases'),
					windows: 'Get-DhcpServerv4Scope | Get-DhcpServerv4Lease | Format-Table IPAddress, HostName, LeaseExpiryTime',
				},
				'The addresses that it handed out last.',
			),
			stop: {
				debian: [
					...when('isc-dhcp-server', [
						{ kind: 'say', text: 'If it is the ISC server:' },
						stopScript('isc-dhcp-server'),
					]),
					...when('kea-dhcp4-server', [
						{ kind: 'say', text: 'If it is Kea:' },
						{ kind: 'run', command: 'systemctl disable --now kea-dhcp4-server' },
					]),
				],
				rhel: [
					{ kind: 'say', text: 'Use the name of the one that is installed; the other is reported as missing.' },
					{ kind: 'run', command: 'systemctl disable --now dhcpd\nsystemctl disable --now kea-dhcp4' },
				],
				windows: [{ kind: 'run', command: 'Stop-Service DHCPServer\nSet-Service DHCPServer -StartupType Disabled' }],
			},
			bind: {
				debian: [
					{
						kind: 'say',
						text: 'A DHCP server has to answer its own network: name that interface, here eth1, and no other.',
					},
					...when('isc-dhcp-server', [
						{ kind: 'edit', file: '/etc/default/isc-dhcp-server', lines: ['INTERFACESv4="eth1"'] },
						{ kind: 'run', command: 'systemctl restart isc-dhcp-server' },
					]),
					...when('kea-dhcp4-server', [
						{ kind: 'say', text: 'With Kea, the line inside the interfaces-config block of its own file:' },
						{
							kind: 'edit',
							file: '/etc/kea/kea-dhcp4.conf',
							lines: ['"interfaces": [ "eth1" ]'],
							byHand: 'It is JSON',
						},
						{ kind: 'run', command: 'systemctl restart kea-dhcp4-server' },
					]),
				],
			},
			pitfalls: [
				'A DHCP server reads packets before the firewall sees them, so only its own interface setting keeps it off a network.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/isc-dhcp-server/dhcpd.8.en.html',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			'https://packages.debian.org/bookworm/amd64/kea-dhcp4-server/filelist',
			fedoraPackage('dhcp'),
			fedoraPackage('kea'),
		],
	},
	{
		id: 'ntp',
		name: 'NTP time server',
		category: 'network-infra',
		doors: [
			{ port: 123, protocol: 'udp', severity: 'medium', why: 'Old servers amplify attacks through monlist and mode 6' },
		],
		what: 'NTP gives other machines the time.',
		risk: 'Old or carelessly set up servers answer small forged questions with long lists, and so flood others from your address. In February 2014 such answers made one of the largest attacks seen until then. A server that only sets its own clock need not answer anybody.',
		need: 'Machines that take their time from this one; a public time server only if you mean to run one.',
		instructions: {
			usage: looked(
				{ ...onSystemd('chronyc clients'), alpine: 'chronyc clients' },
				'The machines that asked chrony for the time, how often and how long ago.',
			),
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'Keep the clock right: chrony as a pure client has no open port. It replaces ntpd and ntpsec.',
					},
					{ kind: 'run', command: 'apt-get install -y chrony' },
					{ kind: 'write', file: '/etc/chrony/conf.d/client-only.conf', lines: ['port 0'] },
					{ kind: 'run', command: 'systemctl restart chrony' },
				],
				rhel: [
					{ kind: 'say', text: 'Keep the clock right: chrony as a pure client has no open port.' },
					{ kind: 'edit', file: '/etc/chrony.conf', lines: ['port 0'] },
					{ kind: 'run', command: 'systemctl restart chronyd' },
				],
				windows: [
					{
						kind: 'say',
						text: 'This stops answering others and goes on setting its own clock. Leave it on for domain controllers.',
					},
					{
						kind: 'run',
						command:
							"Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\W32Time\\TimeProviders\\NtpServer' -Name Enabled -Value 0\nRestart-Service W32Time",
					},
				],
				...ntpSteps,
			},
			bind: {
				debian: [
					{ kind: 'say', text: 'A time server for this machine only is a client: the line port 0 from above does it.' },
				],
				rhel: [
					{ kind: 'say', text: 'A time server for this machine only is a client: the line port 0 from above does it.' },
				],
			},
			harden: {
				debian: [
					{ kind: 'say', text: 'Name the networks that may ask, and leave out every allow line without one.' },
					{ kind: 'write', file: '/etc/chrony/conf.d/server.conf', lines: ['allow 192.168.10.0/24', 'ratelimit'] },
					{ kind: 'run', command: 'systemctl restart chrony' },
					{ kind: 'say', text: 'With ntpsec, this line keeps strangers from more than the time itself:' },
					{
						kind: 'edit',
						file: '/etc/ntpsec/ntp.conf',
						lines: ['restrict default kod nomodify nopeer noquery limited'],
						replaces: ['restrict default'],
					},
				],
				rhel: [
					{ kind: 'say', text: 'Name the networks that may ask, and leave out every allow line without one.' },
					{ kind: 'edit', file: '/etc/chrony.conf', lines: ['allow 192.168.10.0/24', 'ratelimit'] },
					{ kind: 'run', command: 'systemctl restart chronyd' },
				],
			},
			pitfalls: [
				'Shutting UDP 123 for outgoing packets as well would stop this machine from setting its own clock.',
				'ntpd and ntpsec ask from port 123 themselves: a firewall that drops all that comes to it stops their clock too, so put chrony in their place first.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/chrony/chrony.conf.5.en.html',
			'https://packages.debian.org/bookworm/amd64/ntpsec/filelist',
			'https://learn.microsoft.com/en-us/windows/win32/sysinfo/registering-a-time-provider',
			'https://blog.cloudflare.com/technical-details-behind-a-400gbps-ntp-amplification-ddos-attack/',
			...ntpSources,
			fedoraPackage('chrony'),
		],
	},
	{
		id: 'snmp',
		name: 'SNMP',
		category: 'network-infra',
		doors: [
			{
				port: 161,
				protocol: 'udp',
				severity: 'high',
				why: 'The usual community name reads or changes the configuration',
			},
		],
		what: 'SNMP lets monitoring systems read, and sometimes set, the state of servers, switches and printers.',
		risk: 'Versions 1 and 2 know no password but one word that all share, the community name, sent in the clear and often still "public". With it strangers read addresses, processes and routes, and with a writable one they change settings. Its long answers also serve to flood others from your address.',
		need: 'The monitoring system that polls this machine, from its own address.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now snmpd' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now snmpd' }],
				windows: [{ kind: 'run', command: 'Stop-Service SNMP\nSet-Service SNMP -StartupType Disabled' }],
				...snmpPackages.stop,
			},
			bind: { debian: snmpBind, rhel: snmpBind, ...snmpPackages.bind },
			harden: {
				debian: snmpHarden('/var/lib/snmp/snmpd.conf'),
				rhel: snmpHarden('/var/lib/net-snmp/snmpd.conf'),
			},
			pitfalls: [
				'Without an agentaddress line snmpd listens on every IPv4 address; the packages of Debian and Ubuntu set it to this machine.',
				'A new community name is no password: it still crosses the network in the clear.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/snmpd/snmpd.conf.5.en.html',
			'https://manpages.debian.org/bookworm/snmpd/snmpd.8.en.html',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			...snmpPackages.sources,
			fedoraPackage('net-snmp'),
		],
	},
	{
		id: 'socks',
		name: 'SOCKS proxy',
		category: 'network-infra',
		doors: [
			{ port: 1080, protocol: 'tcp', severity: 'high', why: 'An open proxy sends strangers out under your address' },
		],
		what: 'A SOCKS proxy passes any connection on to somewhere else.',
		risk: 'If it asks for no password, strangers go out through your server: spam and attacks then carry your address. They may also reach machines behind it that are not on the internet. Open proxies are soon found and used.',
		need: 'The people or programs that go out through it, from known addresses or with a password.',
		instructions: {
			stop: {
				debian: [
					...when('dante-server', [
						{ kind: 'say', text: 'For the Dante server:' },
						{ kind: 'run', command: 'systemctl disable --now danted' },
					]),
				],
			},
			bind: {
				debian: [
					...when('dante-server', [
						{ kind: 'say', text: 'For the Dante server:' },
						{ kind: 'edit', file: '/etc/danted.conf', lines: ['internal: 127.0.0.1 port = 1080'] },
						{ kind: 'run', command: 'systemctl restart danted' },
					]),
				],
			},
			pitfalls: [
				'The process may be ssh: its option -D opens such a proxy, to everyone if GatewayPorts or an address like 0.0.0.0 is given.',
				'A proxy that nobody here set up is a common sign of a break-in: find out what started it before you remove it.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/dante-server/danted.conf.5.en.html',
			'https://man.openbsd.org/ssh#D',
		],
	},
	{
		id: 'tor-control',
		name: 'Tor control port',
		category: 'network-infra',
		doors: [
			{ port: 9051, protocol: 'tcp', severity: 'high', why: 'Whoever gets in steers Tor and sees where its users go' },
		],
		what: 'By this port programs steer the Tor daemon: change its settings, watch its circuits, publish hidden services.',
		risk: 'It is made for programs on the same machine. Whoever gets in sees where the users of this Tor go and can switch off what protects them. A password sent here crosses the network in the clear.',
		need: 'Programs on this machine, best through a socket file.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'This comments out each line that opens the port; Tor itself goes on.' },
					{ kind: 'run', command: "sed -i 's/^ControlPort/#&/' /etc/tor/torrc\nsystemctl restart tor" },
				],
			},
			bind: {
				debian: [
					{ kind: 'edit', file: '/etc/tor/torrc', lines: ['ControlPort 127.0.0.1:9051', 'CookieAuthentication 1'] },
					{ kind: 'run', command: 'systemctl restart tor' },
				],
			},
			pitfalls: [
				"Debian's Tor has a control socket at /run/tor/control anyway, which most programs can use instead.",
				'A torrc that asks for neither a cookie nor a password lets every program on the machine in.',
			],
		},
		sources: ['https://manpages.debian.org/bookworm/tor/torrc.5.en.html'],
	},
	{
		id: 'squid',
		name: 'Squid proxy',
		category: 'network-infra',
		doors: [
			{
				port: 3128,
				protocol: 'tcp',
				severity: 'high',
				why: 'An open web proxy sends strangers out under your address',
			},
		],
		what: 'Squid fetches web pages for others and keeps copies of them.',
		risk: 'If its rules are too wide, strangers surf, scan and attack under your address. They can also reach web pages inside your network that trust this server. Open proxies are soon found, and your address ends up on block lists.',
		need: 'The machines that go to the web through it, from known networks.',
		instructions: {
			usage: looked(
				{
					...onSystemd(lastOf('/var/log/squid/access.log')),
					alpine: lastOf('/var/log/squid/access.log'),
					freebsd: lastOf('/var/log/squid/access.log'),
					docker: containerLog,
				},
				'One line for each page; the third column is the address that asked for it.',
			),
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now squid' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now squid' }],
				...squidPackages.stop,
			},
			bind: { debian: squidBind, rhel: squidBind, ...squidPackages.bind, ...squidImage.bind },
			harden: { debian: squidHarden, rhel: squidHarden },
			pitfalls: [
				'The first http_access line that matches decides, so an allow line above yours can still let everyone in.',
			],
		},
		sources: [
			'https://www.squid-cache.org/Doc/config/http_port/',
			'https://www.squid-cache.org/Doc/config/http_access/',
			...squidPackages.sources,
			...squidImage.sources,
			fedoraPackage('squid'),
		],
	},
	{
		id: 'qotd',
		name: 'QOTD',
		category: 'network-infra',
		doors: [
			{
				port: 17,
				protocol: 'udp',
				severity: 'medium',
				why: 'Answers forged requests, so it amplifies attacks on others',
			},
			{
				port: 17,
				protocol: 'tcp',
				severity: 'low',
				why: 'Sends a quotation to anyone who connects; a relic nobody needs',
			},
		],
		what: 'A test service of the 1980s that answers each packet with a quotation.',
		risk: 'Nobody needs it any more. Attackers send it requests with the address of their victim, and your server floods that victim with the answers.',
		need: 'Nobody; it is a relic.',
		instructions: {
			stop: {
				windows: [
					{
						kind: 'say',
						text: 'On Windows it belongs to Simple TCP/IP Services, together with chargen, echo and daytime.',
					},
					{ kind: 'run', command: 'Stop-Service simptcp\nSet-Service simptcp -StartupType Disabled' },
				],
			},
			pitfalls: ['On Linux it is started by inetd or xinetd: look there for a line or file that names qotd.'],
		},
		sources: [
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
		],
	},
	{
		id: 'chargen',
		name: 'chargen',
		category: 'network-infra',
		doors: [
			{
				port: 19,
				protocol: 'udp',
				severity: 'medium',
				why: 'Answers forged requests, so it amplifies attacks on others',
			},
			{
				port: 19,
				protocol: 'tcp',
				severity: 'low',
				why: 'Sends characters without end to anyone; a relic nobody needs',
			},
		],
		what: 'A test service of the 1980s that answers each packet with a long line of characters.',
		risk: 'Nobody needs it any more, except old printers that never had it switched off. Attackers send it requests with the address of their victim, and your server floods that victim with much longer answers.',
		need: 'Nobody; it is a relic.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'For xinetd, in the file that names it:' },
					{ kind: 'edit', file: '/etc/xinetd.d/chargen-udp', lines: ['disable = yes'] },
					{ kind: 'run', command: 'systemctl restart xinetd' },
					{ kind: 'say', text: 'For inetd; this comments out its lines in /etc/inetd.conf for good:' },
					{ kind: 'run', command: "update-inetd --multi --comment-chars '#' --disable chargen" },
				],
				rhel: [
					{ kind: 'say', text: 'For xinetd, in the file that names it:' },
					{ kind: 'edit', file: '/etc/xinetd.d/chargen-dgram', lines: ['disable = yes'] },
					{ kind: 'run', command: 'systemctl restart xinetd' },
				],
				windows: [
					{ kind: 'say', text: 'On Windows it belongs to Simple TCP/IP Services, together with echo and daytime.' },
					{ kind: 'run', command: 'Stop-Service simptcp\nSet-Service simptcp -StartupType Disabled' },
				],
			},
			pitfalls: ['Printers and other devices have a switch for it in their own settings.'],
		},
		sources: [
			'https://manpages.debian.org/bookworm/xinetd/xinetd.conf.5.en.html',
			'https://manpages.debian.org/bookworm/update-inetd/update-inetd.8.en.html',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			fedoraPackage('xinetd'),
		],
	},
];
