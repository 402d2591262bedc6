import { onLinux, type ServiceEntry, type Step, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { prosodyPackages } from '../packages/messaging.ts';
import { looked, onSystemd } from '../usage.ts';

const xmppHarden: readonly Step[] = [
	{ kind: 'say', text: 'Prosody: encrypted connections only, and accounts only from you.' },
	{
		kind: 'edit',
		file: '/etc/prosody/prosody.cfg.lua',
		lines: ['c2s_require_encryption = true', 's2s_secure_auth = true', 'allow_registration = false'],
		above: 'VirtualHost',
	},
	{ kind: 'run', command: 'prosodyctl check config && systemctl try-restart prosody' },
];

const prosodyBind: readonly Step[] = when('prosody', [
	{ kind: 'say', text: 'If it is Prosody:' },
	{
		kind: 'edit',
		file: '/etc/prosody/prosody.cfg.lua',
		lines: ['interfaces = { "127.0.0.1", "::1" }'],
		above: 'VirtualHost',
	},
	{ kind: 'run', command: 'systemctl try-restart prosody' },
]);

/** Chat and news servers. */
export const messagingChat: readonly ServiceEntry[] = [
	{
		id: 'xmpp',
		name: 'XMPP (Jabber)',
		category: 'messaging',
		doors: [
			{
				port: 5222,
				protocol: 'tcp',
				severity: 'low',
				why: 'Made for the public, but only if you mean to run a chat server',
			},
		],
		what: 'A chat server; this is the port its users connect to.',
		risk: 'A chat server is meant to be reached, so this is fine if you run one on purpose. Passwords can be guessed here, and a server with open registration is soon used for spam. If you do not know why it is there, it may have come along with a video conference or another program.',
		need: 'Users of your own chat server.',
		instructions: {
			usage: looked(
				{
					...onSystemd('prosodyctl shell c2s show'),
					alpine: 'prosodyctl shell c2s show',
					freebsd: 'prosodyctl shell c2s show',
				},
				'For Prosody 0.12 and later, one line for each user who is signed in. For ejabberd: ejabberdctl connected_users_info.',
			),
			stop: {
				debian: [
					...when('prosody', [
						{ kind: 'say', text: 'If it is Prosody:' },
						{ kind: 'run', command: 'systemctl disable --now prosody' },
					]),
					...when('ejabberd', [
						{ kind: 'say', text: 'If it is ejabberd:' },
						{ kind: 'run', command: 'systemctl disable --now ejabberd' },
					]),
				],
				rhel: [
					...when('prosody', [
						{ kind: 'say', text: 'If it is Prosody:' },
						{ kind: 'run', command: 'systemctl disable --now prosody' },
					]),
					...when('ejabberd', [
						{ kind: 'say', text: 'If it is ejabberd:' },
						{ kind: 'run', command: 'systemctl disable --now ejabberd' },
					]),
				],
				...prosodyPackages.stop,
			},
			bind: {
				debian: [
					...prosodyBind,
					...when('ejabberd', [
						{
							kind: 'say',
							text: 'If it is ejabberd, change the address (ip) of the listener with port 5222 and keep its other lines:',
						},
						{
							kind: 'edit',
							file: '/etc/ejabberd/ejabberd.yml',
							lines: ['listen:', '  -', '    port: 5222', '    ip: "127.0.0.1"', '    module: ejabberd_c2s'],
							byHand: 'It is one of a list of listeners',
						},
						{ kind: 'run', command: 'systemctl try-restart ejabberd' },
					]),
				],
				rhel: prosodyBind,
				...prosodyPackages.bind,
			},
			harden: onLinux(xmppHarden),
			pitfalls: [
				'Jitsi Meet uses Prosody inside: do not stop it there; let it listen on this machine if all parts of Jitsi run here.',
				'ejabberd has one listener for each port: 5223, 5269, 5280, 5443 and 1883 keep their own address.',
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/prosody',
			'https://manpages.debian.org/bookworm/ejabberd/ejabberd.yml.5.en.html',
			...prosodyPackages.sources,
			fedoraPackage('prosody'),
			fedoraPackage('ejabberd'),
		],
	},
	{
		id: 'nntp',
		name: 'NNTP (Usenet news)',
		category: 'messaging',
		doors: [
			{
				port: 119,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Strangers read and post where no password is asked for',
			},
			{
				port: 563,
				protocol: 'tcp',
				name: 'NNTP over TLS',
				severity: 'low',
				why: 'Strangers read and post where no password is asked for',
			},
		],
		what: 'A server for news groups, which people read and servers exchange with each other.',
		risk: 'If it lets strangers post, spam goes out under your name, and other servers soon refuse your articles. If it lets them read, they may fetch without end. On port 119 passwords travel readable.',
		need: 'Your readers, and the servers that you exchange news with.',
		instructions: {
			stop: {
				debian: [
					...when('inn2', [
						{ kind: 'say', text: 'If it is INN:' },
						{ kind: 'run', command: 'systemctl disable --now inn2' },
					]),
					...when('leafnode', [
						{ kind: 'say', text: 'If it is Leafnode:' },
						{ kind: 'run', command: 'systemctl disable --now leafnode.socket' },
					]),
				],
			},
		},
		sources: [
			'https://packages.debian.org/bookworm/amd64/inn2/filelist',
			'https://packages.debian.org/bookworm/amd64/leafnode/filelist',
		],
	},
	{
		id: 'irc',
		name: 'IRC',
		category: 'messaging',
		doors: [
			{
				port: 6667,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Chat without encryption; if nobody installed it, suspect an intruder',
			},
		],
		what: 'A chat server for Internet Relay Chat, unencrypted on this port.',
		risk: 'If you run an IRC network, passwords and messages can be read on the way; offer TLS on 6697 instead. If nobody installed a chat server here, look closer: intruders use IRC to steer machines they have taken over. Find out which program has the port before you stop it.',
		need: 'Users of your own IRC network, better over TLS on 6697.',
		instructions: {
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'If you did not install it, note the program and its files first; you may need them to find out what happened.',
					},
					{ kind: 'run', command: "ss -ltnp 'sport = :6667'" },
					...when('ngircd', [
						{ kind: 'say', text: 'If it is ngIRCd:' },
						{ kind: 'run', command: 'systemctl disable --now ngircd' },
					]),
					...when('inspircd', [
						{ kind: 'say', text: 'If it is InspIRCd:' },
						{ kind: 'run', command: 'systemctl disable --now inspircd' },
					]),
				],
				rhel: [
					{
						kind: 'say',
						text: 'If you did not install it, note the program and its files first; you may need them to find out what happened.',
					},
					{ kind: 'run', command: "ss -ltnp 'sport = :6667'" },
					...when('ngircd', [
						{ kind: 'say', text: 'If it is ngIRCd:' },
						{ kind: 'run', command: 'systemctl disable --now ngircd' },
					]),
					...when('inspircd', [
						{ kind: 'say', text: 'If it is InspIRCd:' },
						{ kind: 'run', command: 'systemctl disable --now inspircd' },
					]),
				],
			},
			bind: {
				debian: [
					...when('ngircd', [
						{ kind: 'say', text: 'If it is ngIRCd:' },
						{ kind: 'edit', file: '/etc/ngircd/ngircd.conf', section: ['[Global]'], lines: ['Listen = 127.0.0.1,::1'] },
						{ kind: 'run', command: 'systemctl try-restart ngircd' },
					]),
					...when('inspircd', [
						{ kind: 'say', text: 'If it is InspIRCd, one line for each port:' },
						{
							kind: 'edit',
							file: '/etc/inspircd/inspircd.conf',
							lines: ['<bind address="127.0.0.1" port="6667" type="clients">'],
							byHand: 'There is one for each port',
						},
						{ kind: 'run', command: 'systemctl try-restart inspircd' },
					]),
				],
			},
		},
		sources: [
			'https://manpages.debian.org/bookworm/ngircd/ngircd.conf.5.en.html',
			'https://packages.debian.org/bookworm/inspircd',
			fedoraPackage('ngircd'),
		],
	},
];
