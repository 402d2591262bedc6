import { type ServiceEntry, type Step, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { looked, onSystemd, onUnix } from '../usage.ts';

const openvpnStop: readonly Step[] = [
	{
		kind: 'say',
		text: 'This names the servers, each after its file in /etc/openvpn/server; openvpn-server@server below is the usual one.',
	},
	{ kind: 'run', command: "systemctl list-units --no-pager 'openvpn-server@*'" },
	{ kind: 'run', command: 'systemctl disable --now openvpn-server@server' },
];

const openvpnHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'A shared key makes it silent to strangers (OpenVPN 2.5 and later). NAME stands for the name of the file in /etc/openvpn/server.',
	},
	{ kind: 'run', command: 'openvpn --genkey tls-crypt /etc/openvpn/server/tls-crypt.key' },
	{
		kind: 'say',
		text: 'Give each client this key file and a tls-crypt line first: one without them gets no answer any more. The line takes the place of tls-auth if there is one.',
	},
	{
		kind: 'edit',
		file: '/etc/openvpn/server/NAME.conf',
		lines: ['tls-crypt tls-crypt.key', 'tls-version-min 1.2', 'remote-cert-tls client'],
		byHand: 'NAME is your own',
	},
	{ kind: 'run', command: 'systemctl restart openvpn-server@NAME' },
];

const wireguardStop: readonly Step[] = [
	{ kind: 'say', text: 'This names the interfaces; wg0 below is the usual one.' },
	{ kind: 'run', command: 'wg show interfaces' },
	{ kind: 'run', command: 'systemctl disable --now wg-quick@wg0' },
];

function frrStop(daemon: 'bgpd' | 'ripd'): readonly Step[] {
	return [
		{ kind: 'say', text: 'For FRR. Restarting it drops all its routing sessions for a moment.' },
		{ kind: 'edit', file: '/etc/frr/daemons', lines: [`${daemon}=no`] },
		{ kind: 'run', command: 'systemctl restart frr' },
	];
}

const bgpBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'For FRR: add -p 0 to the options that stand there. It then calls its neighbours itself and no longer waits for calls.',
	},
	{ kind: 'edit', file: '/etc/frr/daemons', lines: ['bgpd_options="   -A 127.0.0.1 -p 0"'] },
	{ kind: 'run', command: 'systemctl restart frr' },
];

const bgpHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'For each neighbour, here 192.0.2.1, under router bgp: a password, and no packets from further away than one hop. The neighbour needs both too, with the same password, or the session ends.',
	},
	{
		kind: 'edit',
		file: '/etc/frr/frr.conf',
		lines: [' neighbor 192.0.2.1 password SECRET', ' neighbor 192.0.2.1 ttl-security hops 1'],
		byHand: 'The neighbours are your own',
	},
	{ kind: 'run', command: 'systemctl reload frr' },
];

/** Tunnels into a network, and the protocols routers speak with each other. */
export const tunnelsAndRouting: readonly ServiceEntry[] = [
	{
		id: 'openvpn',
		name: 'OpenVPN',
		category: 'network-infra',
		doors: [
			{
				port: 1194,
				protocol: 'tcp',
				name: 'OpenVPN over TCP',
				severity: 'info',
				why: 'A VPN is meant to be reachable; keep it up to date',
			},
			{ port: 1194, protocol: 'udp', severity: 'info', why: 'A VPN is meant to be reachable; keep it up to date' },
		],
		what: 'OpenVPN lets people into a network through an encrypted tunnel.',
		risk: 'An open VPN port is normal where people dial in. What remains is the risk of old versions and of stolen keys or passwords. If nobody dials in here, it is a door without a purpose.',
		need: 'Everyone who dials into this network from outside.',
		instructions: {
			usage: looked(
				onSystemd('cat /run/openvpn-server/status-*.log'),
				'Who is connected, from which address and since when.',
			),
			stop: { debian: openvpnStop, rhel: openvpnStop },
			harden: { debian: openvpnHarden, rhel: openvpnHarden },
			pitfalls: [
				'If you came in through this VPN yourself, stopping it ends your session: have another way in first.',
				{ on: withSystemd, text: 'A file directly in /etc/openvpn belongs to the older unit openvpn@NAME.' },
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/openvpn/openvpn.8.en.html',
			'https://packages.debian.org/bookworm/amd64/openvpn/filelist',
			fedoraPackage('openvpn'),
		],
	},
	{
		id: 'wireguard',
		name: 'WireGuard',
		category: 'network-infra',
		doors: [
			{
				port: 51820,
				protocol: 'udp',
				severity: 'info',
				why: 'A VPN is meant to be reachable, and this one is silent to strangers',
			},
		],
		what: 'WireGuard lets machines into a network through an encrypted tunnel.',
		risk: 'It answers only packets that were made with a key it knows, so strangers cannot even tell that it is there. If nobody uses this tunnel any more, close it together with its keys.',
		need: 'The machines whose keys are listed in its configuration.',
		instructions: {
			usage: looked(
				onUnix('wg show'),
				'latest handshake under a peer: within the last minutes, it is connected; without that line, it never was since the start.',
			),
			stop: { debian: wireguardStop, rhel: wireguardStop },
			pitfalls: [
				'If you came in through this tunnel yourself, stopping it ends your session: have another way in first.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/wireguard-tools/wg-quick.8.en.html',
			fedoraPackage('wireguard-tools'),
		],
	},
	{
		id: 'ipsec',
		name: 'IKE / IPsec VPN',
		category: 'network-infra',
		doors: [
			{ port: 500, protocol: 'udp', severity: 'info', why: 'A VPN is meant to be reachable; keep it up to date' },
			{
				port: 4500,
				protocol: 'udp',
				name: 'IPsec through address translation',
				severity: 'info',
				why: 'A VPN is meant to be reachable; keep it up to date',
			},
		],
		what: 'IKE agrees the keys for an IPsec tunnel between sites or to people outside.',
		risk: 'An open port is normal where such tunnels end. Old setups that use version 1 in aggressive mode with a shared password hand strangers something to guess it from. If no tunnel ends here, close it.',
		need: 'The other ends of its tunnels, often with fixed addresses that a firewall can name.',
		instructions: {
			usage: looked(
				onSystemd('swanctl --list-sas || ipsec status'),
				'The tunnels that are up now, with the address of the other end.',
			),
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'strongSwan has one of the first two units, Libreswan the third; the others are reported as missing.',
					},
					{
						kind: 'run',
						command:
							'systemctl disable --now strongswan-starter\nsystemctl disable --now strongswan\nsystemctl disable --now ipsec',
					},
				],
				rhel: [
					{ kind: 'say', text: 'For Libreswan:' },
					{ kind: 'run', command: 'systemctl disable --now ipsec' },
				],
			},
			pitfalls: ['A tunnel also uses UDP port 4500 and the protocol ESP: close them together with this port.'],
		},
		sources: [
			'https://packages.debian.org/bookworm/amd64/strongswan-starter/filelist',
			'https://packages.debian.org/bookworm/amd64/charon-systemd/filelist',
			'https://packages.debian.org/bookworm/amd64/libreswan/filelist',
			fedoraPackage('libreswan'),
		],
	},
	{
		id: 'pptp',
		name: 'PPTP VPN',
		category: 'network-infra',
		doors: [{ port: 1723, protocol: 'tcp', severity: 'high', why: 'Its sign-in was broken in 2012; use a modern VPN' }],
		what: 'PPTP is a VPN of the 1990s that old Windows clients and routers still offer.',
		risk: 'Its usual sign-in, MS-CHAPv2, was broken for good in 2012: whoever records one can work out the password and read along. Strangers can also guess passwords here. Move to WireGuard, OpenVPN or IPsec.',
		need: 'Nobody any more; a modern VPN does the same safely.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now pptpd' }],
				windows: [
					{
						kind: 'say',
						text: 'This stops every kind of VPN and routing that the Routing and Remote Access role offers.',
					},
					{ kind: 'run', command: 'Stop-Service RemoteAccess\nSet-Service RemoteAccess -StartupType Disabled' },
				],
			},
			pitfalls: ['If you came in through this VPN yourself, stopping it ends your session: have another way in first.'],
		},
		sources: [
			'https://packages.debian.org/bookworm/amd64/pptpd/filelist',
			'https://learn.microsoft.com/en-us/troubleshoot/windows-server/networking/service-overview-and-network-port-requirements',
			'https://learn.microsoft.com/en-us/security-updates/SecurityAdvisories/2012/2743314',
		],
	},
	{
		id: 'bgp',
		name: 'BGP',
		category: 'network-infra',
		doors: [
			{
				port: 179,
				protocol: 'tcp',
				severity: 'high',
				why: 'Routers should accept this from their known neighbours only',
			},
		],
		what: 'BGP is how routers tell each other which networks they can reach.',
		risk: 'Strangers can try to reset its sessions or to be taken for a neighbour, and so redirect or cut your traffic. A router knows its neighbours, so nobody else needs to reach this port.',
		need: 'The neighbouring routers, by their addresses.',
		instructions: {
			usage: looked(
				onSystemd("vtysh -c 'show bgp summary'"),
				'The neighbours, and under Up/Down since when each is connected.',
			),
			stop: { debian: frrStop('bgpd'), rhel: frrStop('bgpd') },
			bind: { debian: bgpBind, rhel: bgpBind },
			harden: { debian: bgpHarden, rhel: bgpHarden },
			pitfalls: [
				'With -p 0 on both ends no session comes up: one side has to listen.',
				'Reloading FRR needs the package frr-pythontools.',
			],
		},
		sources: [
			'https://docs.frrouting.org/en/latest/bgp.html',
			'https://manpages.debian.org/bookworm/frr/frr-bgpd.8.en.html',
			fedoraPackage('frr'),
		],
	},
	{
		id: 'rip',
		name: 'RIP',
		category: 'network-infra',
		doors: [
			{
				port: 520,
				protocol: 'udp',
				severity: 'medium',
				why: 'Strangers can inject routes, and it amplifies attacks on others',
			},
		],
		what: 'RIP is an old way for routers of one network to tell each other their routes.',
		risk: 'Version 1 believes everyone, so strangers can plant false routes. Its answers are longer than the questions, so attackers use it to flood others from your address. It has no business outside a local network.',
		need: 'Routers of the same local network, if any still speak it.',
		instructions: {
			stop: { debian: frrStop('ripd'), rhel: frrStop('ripd') },
		},
		sources: ['https://packages.debian.org/bookworm/amd64/frr/filelist', fedoraPackage('frr')],
	},
];
