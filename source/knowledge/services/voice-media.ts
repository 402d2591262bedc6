import { onRelease, type ServiceEntry, type Step, stopScript, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { asteriskPackages } from '../packages/network.ts';
import { looked, onSystemd } from '../usage.ts';

const asteriskBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'For Asterisk: in each section with type=transport, with the port that stands there; where the address is an IPv6 one, bind=[::1]:5060. Phones outside this machine can then no longer sign in.',
	},
	{
		kind: 'edit',
		file: '/etc/asterisk/pjsip.conf',
		lines: ['bind=127.0.0.1:5060'],
		byHand: 'It is in several sections of any name',
	},
	{ kind: 'say', text: 'A reload leaves transports as they were, so restart it; calls in progress end.' },
	{ kind: 'run', command: 'systemctl restart asterisk' },
];

const mumbleSetting = (line: string): readonly Step[] => [
	{ kind: 'say', text: 'Where Debian 12 has this file:' },
	...onRelease('Debian 12', [{ kind: 'edit', file: '/etc/mumble-server.ini', lines: [line], above: '[Ice]' }]),
	{ kind: 'say', text: 'Where Debian 13 has it (systemctl cat mumble-server shows which it reads):' },
	...onRelease('Debian 13', [{ kind: 'edit', file: '/etc/mumble/mumble-server.ini', lines: [line], above: '[Ice]' }]),
	{ kind: 'run', command: 'systemctl restart mumble-server' },
];

const asteriskStop: readonly Step[] = [
	{ kind: 'say', text: 'For Asterisk; calls in progress end.' },
	{ kind: 'run', command: 'systemctl disable --now asterisk' },
];

const kamailioBind: readonly Step[] = when('kamailio', [
	{ kind: 'say', text: 'For Kamailio; without such lines it takes every address of the machine:' },
	{
		kind: 'edit',
		file: '/etc/kamailio/kamailio.cfg',
		lines: ['listen=udp:127.0.0.1:5060', 'listen=tcp:127.0.0.1:5060'],
	},
	{ kind: 'run', command: 'kamailio -c -f /etc/kamailio/kamailio.cfg && systemctl restart kamailio' },
]);

const kamailioStop: readonly Step[] = when('kamailio', [
	{ kind: 'say', text: 'For Kamailio:' },
	{ kind: 'run', command: 'systemctl disable --now kamailio' },
]);

const asteriskHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'For Asterisk: let only your provider and your own networks talk to it. Put theirs where 192.168.10.0/24 stands, one permit line each.',
	},
	{
		kind: 'edit',
		file: '/etc/asterisk/pjsip.conf',
		section: ['[acl]'],
		lines: ['type=acl', 'deny=0.0.0.0/0.0.0.0', 'deny=::/0', 'permit=192.168.10.0/24'],
	},
	{ kind: 'run', command: "asterisk -rx 'module reload res_pjsip.so'" },
	{
		kind: 'say',
		text: 'Give every phone a long random password of its own, and have your provider cap the cost of calls abroad.',
	},
];

function coturnBind(file: string): readonly Step[] {
	return [
		{ kind: 'edit', file, lines: ['listening-ip=127.0.0.1', 'listening-ip=::1'] },
		{ kind: 'run', command: 'systemctl restart coturn' },
	];
}

function coturnHarden(file: string): readonly Step[] {
	return [
		{
			kind: 'say',
			text: 'Ask for a password, and do not pass traffic on into this machine or your own networks. SECRET stands for a long random text that your application has to know too.',
		},
		{
			kind: 'edit',
			file,
			lines: [
				'use-auth-secret',
				'static-auth-secret=SECRET',
				'no-multicast-peers',
				'no-cli',
				'denied-peer-ip=0.0.0.0-0.255.255.255',
				'denied-peer-ip=10.0.0.0-10.255.255.255',
				'denied-peer-ip=100.64.0.0-100.127.255.255',
				'denied-peer-ip=127.0.0.0-127.255.255.255',
				'denied-peer-ip=169.254.0.0-169.254.255.255',
				'denied-peer-ip=172.16.0.0-172.31.255.255',
				'denied-peer-ip=192.168.0.0-192.168.255.255',
				'denied-peer-ip=::1',
				'denied-peer-ip=fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
				'denied-peer-ip=fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
			],
		},
		{ kind: 'run', command: 'systemctl restart coturn' },
	];
}

/** Telephony, video calls, cameras and media servers. */
export const voiceMedia: readonly ServiceEntry[] = [
	{
		id: 'sip',
		name: 'SIP telephony',
		category: 'voice-media',
		doors: [
			{ port: 5060, protocol: 'udp', severity: 'high', why: 'Strangers guess extensions and make calls at your cost' },
			{ port: 5060, protocol: 'tcp', severity: 'high', why: 'Strangers guess extensions and make calls at your cost' },
			{
				port: 5061,
				protocol: 'tcp',
				name: 'SIP over TLS',
				severity: 'medium',
				why: 'Encrypted, but strangers still guess passwords for calls',
			},
		],
		what: 'SIP signs phones in to a telephone system and sets up their calls.',
		risk: 'Programs try extensions and passwords on every open SIP port, day and night. Whoever gets in calls expensive numbers abroad, and the bill for one weekend can run into thousands. Your telephone provider has fixed addresses that a firewall can name.',
		need: 'Your telephone provider and your own phones, from known addresses where possible.',
		instructions: {
			usage: looked(
				{ ...onSystemd("asterisk -rx 'pjsip show contacts'"), alpine: "asterisk -rx 'pjsip show contacts'" },
				'The phones that are signed in to Asterisk, and their addresses.',
			),
			stop: {
				debian: [...when('asterisk', asteriskStop), ...kamailioStop],
				rhel: asteriskStop,
				...asteriskPackages.stop,
			},
			bind: {
				debian: [...when('asterisk', asteriskBind), ...kamailioBind],
				rhel: asteriskBind,
				...asteriskPackages.bind,
			},
			harden: { debian: asteriskHarden, rhel: asteriskHarden },
			pitfalls: ['Voice itself runs over other UDP ports: shutting only SIP cuts new calls, not those in progress.'],
		},
		sources: [
			'https://github.com/asterisk/asterisk/blob/master/configs/samples/pjsip.conf.sample',
			'https://github.com/asterisk/asterisk/blob/master/configs/samples/acl.conf.sample',
			'https://docs.asterisk.org/Configuration/Channel-Drivers/SIP/Configuring-res_pjsip/Configuring-res_pjsip-for-IPv6',
			...asteriskPackages.sources,
			fedoraPackage('asterisk'),
		],
	},
	{
		id: 'stun',
		name: 'STUN / TURN',
		category: 'voice-media',
		doors: [
			{
				port: 3478,
				protocol: 'tcp',
				severity: 'low',
				why: 'Expected for video calls; without a password it relays traffic',
			},
			{
				port: 3478,
				protocol: 'udp',
				severity: 'medium',
				why: 'Expected for video calls; reflects or relays traffic for strangers',
			},
		],
		what: 'STUN and TURN help video calls through firewalls: the first tells callers their address, the second relays their traffic.',
		risk: 'For video calls it has to be open. A TURN relay without a password passes on anything for strangers, also to machines inside your network. Forged requests turn the answers of STUN against others.',
		need: 'Everyone who takes part in your video calls.',
		instructions: {
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now coturn' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now coturn' }],
			},
			bind: {
				debian: coturnBind('/etc/turnserver.conf'),
				rhel: coturnBind('/etc/coturn/turnserver.conf'),
			},
			harden: {
				debian: coturnHarden('/etc/turnserver.conf'),
				rhel: coturnHarden('/etc/coturn/turnserver.conf'),
			},
			pitfalls: ['Video calls between networks stop working without it, often only for some callers.'],
		},
		sources: [
			'https://manpages.debian.org/bookworm/coturn/turnserver.1.en.html',
			'https://github.com/coturn/coturn/blob/master/examples/etc/turnserver.conf',
			fedoraPackage('coturn'),
		],
	},
	{
		id: 'rtsp',
		name: 'RTSP video stream',
		category: 'voice-media',
		doors: [
			{
				port: 554,
				protocol: 'tcp',
				severity: 'high',
				why: 'Camera pictures that often can be watched without a password',
			},
		],
		what: 'RTSP delivers the live picture of cameras and video recorders.',
		risk: 'Many cameras show their picture without a password, or with the one from the manual. Strangers then look into your rooms, and whole websites collect such cameras. Camera software is also rarely updated.',
		need: 'The video recorder on the same network; you yourself through a VPN.',
	},
	{
		id: 'h323',
		name: 'H.323 video conferencing',
		category: 'voice-media',
		doors: [
			{
				port: 1720,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Room systems take calls from strangers or call at your cost',
			},
		],
		what: 'H.323 sets up calls between video conference systems and older telephone systems.',
		risk: 'Programs ring every open system, and some systems pick up by themselves and show the room. Where it is connected to the telephone network, strangers make calls at your cost.',
		need: 'Video conference partners, or a gateway in front of the system.',
	},
	{
		id: 'mumble',
		name: 'Mumble voice chat',
		category: 'voice-media',
		doors: [
			{
				port: 64738,
				protocol: 'tcp',
				severity: 'low',
				why: 'Made for the public, but only if you mean to run a voice server',
			},
		],
		what: 'A server on which groups talk to each other, encrypted.',
		risk: 'Without a password for the server everyone may join and listen in on open channels. It tells every visitor its version and the system it runs on, so keep both up to date.',
		need: 'The people who talk to each other on it.',
		instructions: {
			stop: {
				debian: [stopScript('mumble-server')],
			},
			bind: {
				debian: mumbleSetting('host=127.0.0.1'),
			},
			harden: {
				debian: [
					{ kind: 'say', text: 'Ask everyone who joins for a password:' },
					...mumbleSetting('serverpassword=YOUR LONG PASSWORD'),
				],
			},
			pitfalls: ['Voice itself runs over UDP with the same number: shut or open both.'],
		},
		sources: [
			'https://packages.debian.org/bookworm/mumble-server',
			'https://packages.debian.org/trixie/amd64/mumble-server/filelist',
			'https://github.com/mumble-voip/mumble/blob/master/docs/dev/network-protocol/establishing_connection.md',
		],
	},
	{
		id: 'plex',
		name: 'Plex media server',
		category: 'voice-media',
		doors: [{ port: 32400, protocol: 'tcp', severity: 'low', why: 'Fine if you share media; keep it up to date' }],
		what: 'Plex streams films and music to televisions, phones and browsers.',
		risk: 'It asks for a Plex account, so an open port is a choice rather than a fault. What remains are flaws in versions that were not updated, and those have been used to get into the machine behind it.',
		need: 'People who watch your media from outside.',
	},
];
