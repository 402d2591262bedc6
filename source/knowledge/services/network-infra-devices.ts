import { type ServiceEntry, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';

/** Routers, switches and the protocols with which devices of a home or office find each other. */
export const networkDevices: readonly ServiceEntry[] = [
	{
		id: 'slp',
		name: 'SLP service location',
		category: 'network-infra',
		doors: [
			{
				port: 427,
				protocol: 'tcp',
				severity: 'high',
				why: 'Way into VMware ESXi for ransomware: CVE-2019-5544, CVE-2020-3992',
			},
			{
				port: 427,
				protocol: 'udp',
				severity: 'high',
				why: 'Can flood others with up to 2,200 times what it gets; CVE-2023-29552',
			},
		],
		what: 'SLP lets machines of a local network find printers, storage and VMware ESXi hosts.',
		risk: 'On VMware ESXi flaws in it let strangers run programs on the host, and ransomware has come in that way. Anyone can also store long entries in it and then have it flood others with answers up to 2,200 times longer than the question (CVE-2023-29552, 2023).',
		need: 'Nobody over the internet; on a local network only tools that look for such devices.',
		instructions: {
			stop: {
				rhel: [{ kind: 'run', command: 'systemctl disable --now slpd' }],
			},
			pitfalls: [
				'On VMware ESXi: in the vSphere Client under Configure, System, Services, stop slpd and set its startup policy to "Start and stop manually".',
			],
		},
		sources: [
			'https://www.stigviewer.com/stig/vmware_vsphere_7.0_esxi/2023-06-21/finding/V-256435',
			'https://www.cisa.gov/news-events/alerts/2023/04/25/abuse-service-location-protocol-may-lead-dos-attacks',
			fedoraPackage('openslp'),
			'https://nvd.nist.gov/vuln/detail/CVE-2019-5544',
			'https://nvd.nist.gov/vuln/detail/CVE-2020-3992',
		],
	},
	{
		id: 'smart-install',
		name: 'Cisco Smart Install',
		category: 'network-infra',
		doors: [
			{
				port: 4786,
				protocol: 'tcp',
				severity: 'critical',
				why: 'Strangers read or replace the switch configuration; CVE-2018-0171',
			},
		],
		what: 'Smart Install sets up new Cisco switches over the network, without a password by design.',
		risk: 'Whoever reaches it can read the configuration with its passwords, replace it, or load other software. A flaw from 2018 (CVE-2018-0171) is still used in attacks. For years switches came with it switched on.',
		need: 'Nobody, unless you are installing switches right now.',
		instructions: {
			pitfalls: [
				'It is a setting of the switch: "no vstack" in its configuration turns Smart Install off, and "show vstack config" shows the result.',
				'Some old software versions have no such command: there an access list on the switch has to shut port 4786.',
			],
		},
		sources: [
			'https://www.cisco.com/c/en/us/support/docs/csa/cisco-sa-20180409-smi.html',
			'https://www.cisco.com/en/US/docs/switches/lan/smart_install/configuration/guide/commands.html',
		],
	},
	{
		id: 'mikrotik',
		name: 'MikroTik RouterOS management',
		category: 'network-infra',
		doors: [
			{
				port: 8291,
				protocol: 'tcp',
				name: 'MikroTik Winbox',
				severity: 'high',
				why: 'Router administration that is attacked in bulk',
			},
			{
				port: 8728,
				protocol: 'tcp',
				name: 'MikroTik API',
				severity: 'high',
				why: 'Router administration without encryption, attacked in bulk',
			},
		],
		what: 'Winbox and the API administer a MikroTik router.',
		risk: 'Whoever gets in owns the router and everything that passes through it. In 2018 a flaw in Winbox (CVE-2018-14847) gave strangers the passwords of a great many routers, and guessing goes on all the time.',
		need: 'Its administrators, from the inside network or through a VPN.',
		instructions: {
			pitfalls: [
				'It is a setting of the router: "/ip service disable api" turns the API off, and "/ip service set winbox address=192.168.88.0/24" lets only that network use Winbox.',
				'Set the address to the network you sit in yourself, or you lock yourself out.',
			],
		},
		sources: [
			'https://help.mikrotik.com/docs/display/ROS/Securing+your+router',
			'https://blog.mikrotik.com/security/winbox-vulnerability.html',
		],
	},
	{
		id: 'cwmp',
		name: 'CWMP / TR-069',
		category: 'network-infra',
		doors: [
			{
				port: 7547,
				protocol: 'tcp',
				severity: 'high',
				why: 'Remote management of home routers, abused by Mirai variants',
			},
		],
		what: 'Through CWMP an internet provider manages the router at its customer.',
		risk: 'It should answer the provider only. In November 2016 an attack on this port knocked about 900,000 routers of one German provider off the net. A router that answers strangers here needs an update or a different provider setting.',
		need: "The internet provider's own management servers.",
		sources: ['https://www.telekom.com/en/media/media-information/archive/information-on-current-problems-444862'],
	},
	{
		id: 'sccp',
		name: 'Cisco SCCP / MikroTik bandwidth test',
		category: 'network-infra',
		doors: [
			{
				port: 2000,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Phone signalling, or a test that uses up your bandwidth',
			},
		],
		what: 'Either the signalling of Cisco desk phones or the bandwidth test server of a MikroTik router.',
		risk: 'What it means depends on what answers. Through phone signalling strangers can learn about your phones and make calls at your cost; the bandwidth test lets them use up your line. Neither belongs on the internet.',
		need: 'Phones inside the network, or nobody.',
		instructions: {
			pitfalls: [
				'On a MikroTik router "/tool bandwidth-server set enabled=no" turns the bandwidth test off.',
				'A telephone system needs this port from its own phones only: shut it for everyone else in the firewall in front of it.',
			],
		},
		sources: ['https://help.mikrotik.com/docs/display/ROS/Securing+your+router'],
	},
	{
		id: 'ssdp',
		name: 'SSDP / UPnP discovery',
		category: 'network-infra',
		doors: [
			{ port: 1900, protocol: 'udp', severity: 'high', why: 'Describes your devices and amplifies attacks on others' },
		],
		what: 'With SSDP televisions, media servers and routers announce themselves on a home network.',
		risk: 'Strangers get a description of the device and where its settings are. Its answers are much longer than the questions, so attackers use it to flood others from your address. A router that answers here may even open ports for strangers.',
		need: 'Devices on the same home network, never the internet.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'Media servers are the usual reason. For MiniDLNA:' },
					{ kind: 'run', command: 'systemctl disable --now minidlna' },
				],
				windows: [
					{
						kind: 'run',
						command:
							'Stop-Service upnphost, SSDPSRV -Force\nSet-Service upnphost -StartupType Disabled\nSet-Service SSDPSRV -StartupType Disabled',
					},
				],
			},
			pitfalls: ['On a router, look for UPnP in its settings and turn it off, at least towards the internet.'],
		},
		sources: [
			'https://packages.debian.org/bookworm/amd64/minidlna/filelist',
			'https://learn.microsoft.com/en-us/windows-server/security/windows-services/security-guidelines-for-disabling-system-services-in-windows-server',
		],
	},
	{
		id: 'ws-discovery',
		name: 'WS-Discovery',
		category: 'network-infra',
		doors: [
			{
				port: 3702,
				protocol: 'udp',
				severity: 'medium',
				why: 'Describes your devices and amplifies attacks on others',
			},
		],
		what: 'With WS-Discovery cameras, printers and Windows machines find each other on a local network.',
		risk: 'Strangers learn what kind of device answers. Its answers are much longer than the questions, and attackers use it to flood others. It was never meant to leave the local network.',
		need: 'Devices on the same local network, never the internet.',
		instructions: {
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'Debian 12 calls the unit wsdd, later packages wsdd-server; the one that is not installed is reported as missing.',
					},
					{ kind: 'run', command: 'systemctl disable --now wsdd\nsystemctl disable --now wsdd-server' },
					...when('wsdd2', [
						{ kind: 'say', text: 'For the package wsdd2, the only one of them in Debian 13:' },
						{ kind: 'run', command: 'systemctl disable --now wsdd2' },
					]),
				],
				windows: [
					{ kind: 'say', text: 'The machine then no longer shows up by itself under Network in other machines.' },
					{ kind: 'run', command: 'Stop-Service FDResPub\nSet-Service FDResPub -StartupType Disabled' },
				],
			},
			bind: {
				debian: when('wsdd', [
					{
						kind: 'say',
						text: 'It never uses the loopback interface: name the inside network, here eth1. Where the unit is wsdd-server, systemctl cat wsdd-server shows the file that takes the place of this one.',
					},
					{ kind: 'edit', file: '/etc/default/wsdd', lines: ['WSDD_PARAMS="-i eth1"'] },
					{ kind: 'run', command: 'systemctl restart wsdd' },
				]),
			},
			pitfalls: [
				'Cameras and printers have a switch for it, often called ONVIF discovery or WSD, in their own settings.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/wsdd/wsdd.8.en.html',
			'https://packages.debian.org/bookworm/all/wsdd/filelist',
			'https://packages.debian.org/trixie/all/wsdd-server/filelist',
			'https://learn.microsoft.com/en-us/windows-server/security/windows-services/security-guidelines-for-disabling-system-services-in-windows-server',
		],
	},
	{
		id: 'nat-pmp',
		name: 'NAT-PMP',
		category: 'network-infra',
		doors: [
			{ port: 5351, protocol: 'udp', severity: 'high', why: 'Strangers could have the router open ports for them' },
		],
		what: 'With NAT-PMP programs inside a network ask the router to open a port for them.',
		risk: 'A router that answers on its internet side may open ports, redirect traffic or give away inside addresses to strangers. It must answer its inside network only, so this is a mistake in its setup.',
		need: 'Programs on the inside network, never the internet.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'For miniupnpd:' },
					{ kind: 'run', command: 'systemctl disable --now miniupnpd' },
				],
			},
			pitfalls: ['On a router, turn off NAT-PMP and UPnP in its settings, or at least towards the internet.'],
		},
		sources: ['https://packages.debian.org/bookworm/amd64/miniupnpd/filelist'],
	},
	{
		id: 'ubiquiti-discovery',
		name: 'Ubiquiti discovery',
		category: 'network-infra',
		doors: [
			{
				port: 10001,
				protocol: 'udp',
				severity: 'high',
				why: 'Tells strangers about the device and amplifies attacks on others',
			},
		],
		what: 'With this protocol Ubiquiti antennas, routers and cameras announce themselves.',
		risk: 'Strangers get the model, the software version, the name and the inside addresses of the device. Its answers are longer than the questions, so attackers use it to flood others from your address. It was meant for the local network.',
		need: "Ubiquiti's own tools on the same local network.",
	},
];
