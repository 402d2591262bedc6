import { onLinux, type ServiceEntry, type Step, stopScript, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { dovecotPortLocally, postfixSources, postfixWithout, smtpPackages } from '../packages/mail.ts';
import { journal, lastWith, looked, onSystemd } from '../usage.ts';

const stopSmtp = (exim: 'exim4' | 'exim'): readonly Step[] => [
	{
		kind: 'say',
		text: 'This machine then sends no mail either, such as warnings from its own programs. To keep that, let it listen on this machine only.',
	},
	...when('postfix', [
		{ kind: 'say', text: 'If it is Postfix:' },
		{ kind: 'run', command: 'systemctl disable --now postfix' },
	]),
	...when(eximPackage(exim), [{ kind: 'say', text: 'If it is Exim:' }, stopScript(exim)]),
];

const postfixLocally: readonly Step[] = when('postfix', [
	{ kind: 'say', text: 'If it is Postfix; a reload is not enough for this setting:' },
	{ kind: 'run', command: "postconf -e 'inet_interfaces = loopback-only'\nsystemctl restart postfix" },
]);

function eximPackage(unit: 'exim4' | 'exim'): string {
	return unit === 'exim4' ? 'exim4-base' : 'exim';
}

const relayOnlyOwnMail: readonly Step[] = [
	{ kind: 'say', text: 'Postfix: see whose mail it passes on to the world.' },
	{ kind: 'run', command: 'postconf mynetworks smtpd_relay_restrictions' },
	{
		kind: 'expect',
		text: 'mynetworks names only your own machines; the restrictions end with reject_unauth_destination or defer_unauth_destination.',
	},
	{
		kind: 'say',
		text: "Offer encryption, for which Postfix needs a certificate, and don't tell strangers which addresses exist:",
	},
	{
		kind: 'run',
		command:
			"postconf -e 'smtpd_tls_security_level = may' 'smtpd_tls_auth_only = yes' 'disable_vrfy_command = yes'\nsystemctl reload postfix",
	},
];

const exchangeReceives: readonly Step[] = [
	{ kind: 'say', text: 'Exchange: this service takes mail from outside. Without it nothing arrives.' },
	{
		kind: 'run',
		command: 'Stop-Service MSExchangeFrontEndTransport\nSet-Service MSExchangeFrontEndTransport -StartupType Disabled',
	},
];

const stopSubmission = postfixWithout(
	'submission/inet',
	'Postfix: take the service out of master.cf; mail from other servers still arrives on 25.',
);

const hardenSubmission: readonly Step[] = [
	{ kind: 'say', text: 'Postfix: encrypted connections only, and only people who sign in may send.' },
	{
		kind: 'run',
		command:
			'postconf -P submission/inet/smtpd_tls_security_level=encrypt submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject\nsystemctl reload postfix',
	},
];

const stopSmtps = postfixWithout(
	'submissions/inet smtps/inet',
	'Postfix: take the service out of master.cf; it has one of these two names, and the warning about the other is harmless.',
);

const hardenSmtps: readonly Step[] = [
	{
		kind: 'say',
		text: 'Postfix: only people who sign in may send. On older systems the service is called smtps in place of submissions.',
	},
	{
		kind: 'run',
		command:
			'postconf -P submissions/inet/smtpd_sasl_auth_enable=yes submissions/inet/smtpd_relay_restrictions=permit_sasl_authenticated,reject\nsystemctl reload postfix',
	},
];

const clamdLocally = ['TCPSocket 3310', 'TCPAddr 127.0.0.1'] as const;

const cpanelFirewall: readonly Step[] = [
	{
		kind: 'say',
		text: "cPanel's own server answers here and on the ports of cPanel and WHM, and stopping it stops them all. Close the port in the firewall instead.",
	},
];

const cpanelTls: readonly Step[] = [
	{ kind: 'say', text: 'Send everyone who comes without encryption to the encrypted ports:' },
	{ kind: 'run', command: 'whmapi1 set_tweaksetting key=requiressl value=1' },
];

/** Taking mail in and sending it on, with what belongs around it. */
export const mailSending: readonly ServiceEntry[] = [
	{
		id: 'smtp',
		name: 'SMTP',
		category: 'mail',
		doors: [
			{
				port: 25,
				protocol: 'tcp',
				severity: 'info',
				why: 'Normal on mail servers; elsewhere nothing should answer here',
			},
		],
		what: 'The port on which mail servers hand mail to each other.',
		risk: 'On a mail server this has to be open. One that passes on mail for anybody (an open relay) is soon found by spammers, and then your own mail is refused elsewhere. On a server that only sends, nothing needs to listen to the outside.',
		need: 'Mail servers that receive mail for a domain.',
		instructions: {
			usage: looked(
				{
					...onSystemd(journal('postfix/smtpd', 'connect from')),
					alpine: lastWith('connect from', '/var/log/messages'),
					freebsd: lastWith('connect from', '/var/log/maillog'),
				},
				'The servers that brought mail to Postfix last.',
			),
			stop: {
				debian: stopSmtp('exim4'),
				rhel: stopSmtp('exim'),
				windows: exchangeReceives,
				...smtpPackages.stop,
			},
			bind: {
				debian: [
					...postfixLocally,
					...when('exim4-base', [
						{ kind: 'say', text: 'If it is Exim:' },
						{
							kind: 'edit',
							file: '/etc/exim4/update-exim4.conf.conf',
							lines: ["dc_local_interfaces='127.0.0.1 ; ::1'"],
						},
						{ kind: 'run', command: 'update-exim4.conf && systemctl try-restart exim4' },
					]),
				],
				rhel: [
					...postfixLocally,
					...when('exim', [
						{ kind: 'say', text: 'If it is Exim:' },
						{
							kind: 'edit',
							file: '/etc/exim/exim.conf',
							lines: ['local_interfaces = <; 127.0.0.1 ; ::1'],
							above: 'begin',
						},
						{ kind: 'run', command: 'systemctl try-restart exim' },
					]),
				],
				...smtpPackages.bind,
			},
			harden: onLinux(relayOnlyOwnMail),
			pitfalls: [
				'A reload of Postfix leaves the old addresses open: inet_interfaces needs a stop and a start.',
				'loopback-only closes 465 and 587 as well.',
				'Many hosters block port 25 by themselves, so a test from outside may say closed when it is open elsewhere.',
				'On a mail server that receives, a closed port 25 means lost mail after some days.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/postfix/postconf.5.en.html',
			'https://manpages.debian.org/bookworm/exim4-config/update-exim4.conf.8.en.html',
			'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-starting_the_daemon_and_the_use_of_network_interfaces.html',
			'https://learn.microsoft.com/en-us/exchange/plan-and-deploy/deployment-ref/services-overview',
			...smtpPackages.sources,
			fedoraPackage('postfix'),
			fedoraPackage('exim'),
		],
	},
	{
		id: 'submission',
		name: 'Mail submission',
		category: 'mail',
		doors: [
			{
				port: 587,
				protocol: 'tcp',
				severity: 'info',
				why: 'Normal on mail servers; must ask for encryption and a sign-in',
			},
		],
		what: "The port on which your people's mail programs hand in the mail they send.",
		risk: 'It has to be open where people send mail from anywhere. Bots guess passwords here, and one guessed password sends spam in your name until your mail is refused everywhere. Without forced encryption, passwords travel readable.',
		need: 'People who send mail through this server.',
		instructions: {
			usage: looked(
				onSystemd(journal('postfix/submission/smtpd', 'sasl_username')),
				'Who sent mail through Postfix last, and from which address.',
			),
			stop: stopSubmission,
			bind: {
				debian: [
					{
						kind: 'say',
						text: 'Postfix; the lines under the one that is replaced stay.',
					},
					{
						kind: 'edit',
						file: '/etc/postfix/master.cf',
						lines: ['127.0.0.1:submission inet n       -       y       -       -       smtpd'],
						replaces: ['submission inet'],
					},
					{ kind: 'run', command: 'systemctl restart postfix' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'Postfix; the lines under the one that is replaced stay.',
					},
					{
						kind: 'edit',
						file: '/etc/postfix/master.cf',
						lines: ['127.0.0.1:submission inet n       -       n       -       -       smtpd'],
						replaces: ['submission inet'],
					},
					{ kind: 'run', command: 'systemctl restart postfix' },
				],
			},
			harden: onLinux(hardenSubmission),
			pitfalls: [
				'Web mail on the same machine often sends through this port at localhost; keep it there.',
				'Guessed passwords show in the mail log as SASL authentication failed; fail2ban can shut out who tries.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/postfix/postconf.1.en.html',
			'https://manpages.debian.org/bookworm/postfix/master.5.en.html',
			'https://www.postfix.org/TLS_README.html',
			...postfixSources,
			fedoraPackage('postfix'),
		],
	},
	{
		id: 'smtps',
		name: 'Mail submission over TLS',
		category: 'mail',
		doors: [
			{
				port: 465,
				protocol: 'tcp',
				severity: 'info',
				why: 'Normal on mail servers; passwords are guessed here',
			},
		],
		what: 'The same as port 587, encrypted from the first byte; the way recommended today.',
		risk: 'It has to be open where people send mail from anywhere. Bots guess passwords here too, and one guessed password sends spam in your name.',
		need: 'People who send mail through this server.',
		instructions: {
			stop: stopSmtps,
			harden: onLinux(hardenSmtps),
			pitfalls: [
				'Guessed passwords show in the mail log as SASL authentication failed; fail2ban can shut out who tries.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/postfix/postconf.1.en.html',
			'https://www.postfix.org/TLS_README.html',
			...postfixSources,
			fedoraPackage('postfix'),
		],
	},
	{
		id: 'lmtp',
		name: 'LMTP',
		category: 'mail',
		doors: [
			{
				port: 24,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Takes mail straight into mailboxes, past every spam filter',
			},
		],
		what: 'By LMTP a mail server hands mail over to the program that puts it into the mailboxes.',
		risk: 'It trusts whoever connects and asks for no password. Strangers put mail straight into your mailboxes, past the spam and virus filters of your mail server, and learn which mailboxes there are.',
		need: 'Your own mail servers, which a firewall can name; on one machine a socket file does.',
		instructions: {
			bind: dovecotPortLocally(
				{ file: '/etc/dovecot/conf.d/10-master.conf', section: ['service lmtp {', 'inet_listener lmtp {'] },
				['port = 24'],
			),
			pitfalls: [
				'If the mail server runs on another machine, no mail arrives any more: let the firewall allow it alone.',
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/dovecot-lmtpd',
			'https://doc.dovecot.org/2.4.0/installation/upgrade/2.3-to-2.4.html',
			fedoraPackage('dovecot'),
		],
	},
	{
		id: 'clamav',
		name: 'ClamAV',
		category: 'mail',
		doors: [
			{
				port: 3310,
				protocol: 'tcp',
				severity: 'medium',
				why: 'Takes commands from anyone, often also the one to shut down',
			},
		],
		what: 'The virus scanner that mail servers ask about attachments.',
		risk: 'It has no passwords: strangers can keep it busy with huge files, have it look at files on your machine, and shut it down unless its settings forbid that. When it is gone, your mail goes through unchecked or not at all.',
		need: 'Your own mail servers, usually on the same machine.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'Mail may wait or go through unchecked once the scanner is gone.' },
					{ kind: 'run', command: 'systemctl disable --now clamav-daemon.socket clamav-daemon.service' },
				],
				rhel: [
					{ kind: 'say', text: 'Mail may wait or go through unchecked once the scanner is gone.' },
					{ kind: 'run', command: 'systemctl disable --now clamd@scan' },
				],
			},
			bind: {
				debian: [
					{
						kind: 'say',
						text: "Debian has systemd open the ports of this service; what clamd.conf says of them counts only where its socket unit isn't used.",
					},
					{
						kind: 'write',
						file: '/etc/systemd/system/clamav-daemon.socket.d/zz-local.conf',
						lines: ['[Socket]', 'ListenStream=', 'ListenStream=/run/clamav/clamd.ctl', 'ListenStream=127.0.0.1:3310'],
					},
					{ kind: 'edit', file: '/etc/clamav/clamd.conf', lines: clamdLocally },
					{
						kind: 'run',
						command: 'systemctl daemon-reload\nsystemctl restart clamav-daemon.socket clamav-daemon.service',
					},
				],
				rhel: [
					{ kind: 'edit', file: '/etc/clamd.d/scan.conf', lines: clamdLocally },
					{ kind: 'run', command: 'systemctl restart clamd@scan' },
				],
			},
			pitfalls: [
				'Every TCPAddr line adds an address: remove the others.',
				'When everything that asks runs on this machine, take both lines out; the socket file (LocalSocket) is enough.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/clamav-daemon/clamd.conf.5.en.html',
			'https://docs.clamav.net/manual/Usage/Configuration.html',
			fedoraPackage('clamav'),
		],
	},
	{
		id: 'cpanel-webmail',
		name: 'cPanel webmail',
		category: 'mail',
		doors: [
			{
				port: 2095,
				protocol: 'tcp',
				name: 'cPanel webmail without encryption',
				severity: 'medium',
				why: 'Mail passwords in the open unless it sends visitors on to TLS',
			},
			{
				port: 2096,
				protocol: 'tcp',
				name: 'cPanel webmail over TLS',
				severity: 'low',
				why: 'Sign-in to mailboxes; expected on shared hosting',
			},
		],
		what: 'Reading mail in the browser on servers with cPanel.',
		risk: 'Bots guess mail passwords here, and a mailbox opens many other accounts through "forgot my password". On port 2095 the password travels readable, unless the server sends visitors on to the encrypted port.',
		need: 'Customers of a hosting server who read mail in the browser, on 2096.',
		instructions: {
			stop: onLinux(cpanelFirewall),
			harden: onLinux(cpanelTls),
		},
		sources: [
			'https://docs.cpanel.net/whm/server-configuration/tweak-settings/',
			'https://api.docs.cpanel.net/openapi/whm/operation/set_tweaksetting/',
		],
	},
];
