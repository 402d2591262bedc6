import { type ByPlatform, type Instructions, onLinux, type ServiceEntry, type Step, withSystemd } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { dovecotPackages, dovecotPortLocally } from '../packages/mail.ts';
import { asked } from '../usage.ts';

type Protocol = 'imap' | 'pop3';

const dovecotOff: Step = {
	kind: 'say',
	text: 'Only if nobody reads mail here at all, stop Dovecot with every mailbox it serves: systemctl disable --now dovecot.',
};

const exchangeServices: Readonly<Record<Protocol, string>> = {
	imap: 'MSExchangeIMAP4, MSExchangeIMAP4BE',
	pop3: 'MSExchangePOP3, MSExchangePOP3BE',
};

const dovecotLocally: readonly Step[] = [
	{
		kind: 'say',
		text: 'This covers every port of Dovecot, encrypted or not. Web mail on the same machine goes on working.',
	},
	{ kind: 'edit', file: '/etc/dovecot/dovecot.conf', lines: ['listen = 127.0.0.1, ::1'] },
	{ kind: 'run', command: 'systemctl restart dovecot' },
];

const encryptionOnly: readonly Step[] = [
	{ kind: 'say', text: 'Refuse passwords on connections that are not encrypted:' },
	{ kind: 'edit', file: '/etc/dovecot/conf.d/10-ssl.conf', lines: ['ssl = required'] },
	{ kind: 'run', command: 'systemctl restart dovecot' },
	{
		kind: 'say',
		text: 'In 10-auth.conf beside it nothing may say disable_plaintext_auth = no (Dovecot 2.3) or auth_allow_cleartext = yes (2.4).',
	},
];

const shutOutGuessers: ByPlatform = {
	debian: [
		{ kind: 'say', text: 'Shut out addresses that guess passwords, with fail2ban:' },
		{ kind: 'run', command: 'apt-get install -y fail2ban python3-systemd' },
		{
			kind: 'write',
			file: '/etc/fail2ban/jail.d/dovecot.local',
			lines: ['[dovecot]', 'enabled = true', 'backend = systemd'],
		},
		{ kind: 'run', command: 'systemctl restart fail2ban' },
	],
	rhel: [
		{ kind: 'say', text: 'Shut out addresses that guess passwords, with fail2ban (from EPEL on RHEL and Rocky):' },
		{ kind: 'run', command: 'dnf install -y fail2ban' },
		{
			kind: 'write',
			file: '/etc/fail2ban/jail.d/dovecot.local',
			lines: ['[dovecot]', 'enabled = true', 'backend = systemd'],
		},
		{ kind: 'run', command: 'systemctl enable fail2ban\nsystemctl restart fail2ban' },
	],
};

const pitfalls = [
	'Commenting a listener out does not close it: Dovecot then takes its usual port, so write port = 0.',
	{
		on: withSystemd,
		text: 'dovecot.socket, if someone enabled it, holds 143 and 993 itself: systemctl disable --now dovecot.socket.',
	},
	'Courier and Cyrus are other mail servers with files of their own.',
] as const;

const sources = [
	'https://packages.debian.org/bookworm/dovecot-core',
	'https://doc.dovecot.org/2.3/configuration_manual/dovecot_ssl_configuration/',
	'https://doc.dovecot.org/2.4.0/installation/upgrade/2.3-to-2.4.html',
	'https://manpages.debian.org/bookworm/fail2ban/jail.conf.5.en.html',
	'https://learn.microsoft.com/en-us/exchange/plan-and-deploy/deployment-ref/services-overview',
	fedoraPackage('dovecot'),
	...dovecotPackages.sources,
] as const;

/** Steps that close one of Dovecot's listeners (`imap`, `imaps`, `pop3`, `pop3s`) and leave the others. */
function closeListener(protocol: Protocol, listener: string): readonly Step[] {
	return [
		{ kind: 'say', text: `Close this port and leave Dovecot's others open:` },
		{
			kind: 'edit',
			file: '/etc/dovecot/conf.d/10-master.conf',
			section: [`service ${protocol}-login {`, `inet_listener ${listener} {`],
			lines: ['port = 0'],
		},
		{ kind: 'run', command: 'systemctl restart dovecot' },
		dovecotOff,
	];
}

function readingInstructions(protocol: Protocol, listener: string, harden: ByPlatform): Instructions {
	const stop = closeListener(protocol, listener);
	const services = exchangeServices[protocol];
	return {
		usage: asked('doveadm who', 'Each user who reads mail now, the protocol, and the addresses they come from.'),
		stop: {
			debian: stop,
			rhel: stop,
			...dovecotPackages.stop,
			windows: [
				{ kind: 'say', text: 'Exchange; this closes the encrypted port of the same protocol too.' },
				{
					kind: 'run',
					command: `Stop-Service ${services}\n${services
						.split(', ')
						.map((service) => `Set-Service ${service} -StartupType Disabled`)
						.join('\n')}`,
				},
			],
		},
		bind: { ...onLinux(dovecotLocally), ...dovecotPackages.bind },
		harden,
		pitfalls,
	};
}

const hardenCleartext: ByPlatform = onLinux(encryptionOnly);

/** Reading mail: IMAP and POP3. */
export const mailReading: readonly ServiceEntry[] = [
	{
		id: 'imap',
		name: 'IMAP',
		category: 'mail',
		doors: [
			{
				port: 143,
				protocol: 'tcp',
				severity: 'low',
				why: 'Mailbox passwords in the open unless encryption is forced',
			},
		],
		what: 'The port by which mail programs read mailboxes on the server.',
		risk: 'Bots guess passwords here, and a mailbox opens many other accounts through "forgot my password". Where the server accepts passwords before encryption starts, they travel readable. Mail programs do well with port 993 alone.',
		need: 'Mail programs that know only this port; nearly all know 993.',
		instructions: readingInstructions('imap', 'imap', hardenCleartext),
		sources,
	},
	{
		id: 'imaps',
		name: 'IMAP over TLS',
		category: 'mail',
		doors: [
			{
				port: 993,
				protocol: 'tcp',
				severity: 'info',
				why: 'Normal on mail servers; passwords are guessed here',
			},
		],
		what: 'Reading mailboxes on the server, encrypted from the first byte.',
		risk: 'On a mail server this has to be open. Bots guess passwords here, and a mailbox opens many other accounts through "forgot my password", so good passwords and a limit on attempts matter.',
		need: 'People who read their mail on this server.',
		instructions: readingInstructions('imap', 'imaps', shutOutGuessers),
		sources,
	},
	{
		id: 'pop3',
		name: 'POP3',
		category: 'mail',
		doors: [
			{
				port: 110,
				protocol: 'tcp',
				severity: 'low',
				why: 'Mailbox passwords in the open unless encryption is forced',
			},
		],
		what: 'The old port by which mail programs fetch mail from the server.',
		risk: 'Bots guess passwords here, and a mailbox opens many other accounts through "forgot my password". Where the server accepts passwords before encryption starts, they travel readable. Port 995 does the same encrypted.',
		need: 'Old mail programs and devices; others use 995 or IMAP.',
		instructions: readingInstructions('pop3', 'pop3', hardenCleartext),
		sources,
	},
	{
		id: 'pop3s',
		name: 'POP3 over TLS',
		category: 'mail',
		doors: [
			{
				port: 995,
				protocol: 'tcp',
				severity: 'info',
				why: 'Normal on mail servers; passwords are guessed here',
			},
		],
		what: 'Fetching mail from the server, encrypted from the first byte.',
		risk: 'On a mail server whose people use POP3 this has to be open. Bots guess passwords here, so good passwords and a limit on attempts matter; if nobody uses POP3, close it.',
		need: 'People whose mail programs fetch mail by POP3.',
		instructions: readingInstructions('pop3', 'pop3s', shutOutGuessers),
		sources,
	},
	{
		id: 'managesieve',
		name: 'ManageSieve',
		category: 'mail',
		doors: [
			{
				port: 4190,
				protocol: 'tcp',
				severity: 'low',
				why: 'Mailbox passwords are guessed here too; few people need it',
			},
		],
		what: 'The port by which mail programs change the rules that sort mail on the server.',
		risk: 'The passwords are those of the mailboxes, so bots that guess them are as welcome here as at IMAP. Whoever gets in can have all mail forwarded without its owner noticing. Web mail on the same machine needs no open port.',
		need: 'People who change their mail rules with a program of their own, not in web mail.',
		instructions: {
			stop: onLinux([
				{ kind: 'say', text: 'Close this port and leave the others of Dovecot open:' },
				{
					kind: 'edit',
					file: '/etc/dovecot/conf.d/20-managesieve.conf',
					section: ['service managesieve-login {', 'inet_listener sieve {'],
					lines: ['port = 0'],
				},
				{ kind: 'run', command: 'systemctl restart dovecot' },
			]),
			bind: dovecotPortLocally({
				file: '/etc/dovecot/conf.d/20-managesieve.conf',
				section: ['service managesieve-login {', 'inet_listener sieve {'],
			}),
			harden: onLinux(encryptionOnly),
			pitfalls: ['Web mail that offers rules connects here: let it use 127.0.0.1 before you close the port.'],
		},
		sources: [
			'https://packages.debian.org/bookworm/dovecot-managesieved',
			'https://doc.dovecot.org/2.4.0/installation/upgrade/2.3-to-2.4.html',
			'https://doc.dovecot.org/2.3/configuration_manual/dovecot_ssl_configuration/',
			fedoraPackage('dovecot'),
		],
	},
];
