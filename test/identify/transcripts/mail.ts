import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'Exim that takes passwords before encryption too',
		source: 'exim4-daemon-light 4.96, recorded',
		port: 25,
		greeting: '220 mail.example.com ESMTP Exim 4.96 Wed, 25 Nov 2026 21:51:09 +0000\r\n',
		answers: [
			[
				/^EHLO doorcheck\.invalid\r\n$/,
				'250-mail.example.com Hello doorcheck.invalid [127.0.0.1]\r\n250-SIZE 52428800\r\n250-8BITMIME\r\n250-PIPELINING\r\n250-PIPECONNECT\r\n250-AUTH PLAIN\r\n250-CHUNKING\r\n250-STARTTLS\r\n250-SMTPUTF8\r\n250 HELP\r\n',
			],
			[/^QUIT\r\n$/, '221 mail.example.com closing connection\r\n', 'hangs up'],
		],
		identity: {
			...{ service: 'smtp', product: 'Exim', version: '4.96' },
			...{ access: 'unknown', remark: 'takes passwords without encryption too' },
		},
		evidence: /^offers STARTTLS$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'OpenSMTPD as packaged',
		source: 'opensmtpd 6.8.0p2, recorded',
		port: 25,
		greeting: '220 mail.example.com ESMTP OpenSMTPD\r\n',
		answers: [
			[
				/^EHLO/,
				'250-mail.example.com Hello doorcheck.invalid [127.0.0.1], pleased to meet you\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250-SIZE 36700160\r\n250-DSN\r\n250 HELP\r\n',
			],
			[/^QUIT/, '221 2.0.0 Bye\r\n', 'hangs up'],
		],
		identity: { service: 'smtp', product: 'OpenSMTPD', remark: undefined },
		evidence: /^offers no STARTTLS$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'LMTP that greets like SMTP',
		source: 'dovecot-lmtpd 2.3.19.1, recorded',
		port: 24,
		greeting: '220 mail.example.com Dovecot (Debian) ready.\r\n',
		answers: [
			[/^EHLO/, '500 5.5.1 Unknown command\r\n'],
			[
				/^LHLO doorcheck\.invalid\r\n$/,
				'250-mail.example.com\r\n250-8BITMIME\r\n250-CHUNKING\r\n250-ENHANCEDSTATUSCODES\r\n250-PIPELINING\r\n250 STARTTLS\r\n',
			],
			[/^QUIT/, '221 2.0.0 Bye\r\n', 'hangs up'],
		],
		identity: { service: 'lmtp', product: 'Dovecot', os: 'Debian', remark: 'offers no sign-in' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'LMTP that says what it is and refuses the hello',
		source: 'RFC 2033, section 4; RFC 5321, section 4.2.3',
		port: 24,
		greeting: '220 mail.example.com Cyrus LMTP 3.6.1 server ready\r\n',
		answers: [
			[/^LHLO/, '430 Authentication required\r\n'],
			[/^QUIT/, '221 2.0.0 Bye\r\n', 'hangs up'],
		],
		identity: { service: 'lmtp', product: 'Cyrus IMAP', version: '3.6.1' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'ManageSieve without encryption',
		source: 'dovecot-managesieved 0.5.19, recorded',
		port: 4190,
		greeting:
			'"IMPLEMENTATION" "Dovecot (Debian) Pigeonhole"\r\n"SIEVE" "fileinto reject envelope vacation"\r\n"NOTIFY" "mailto"\r\n"SASL" "PLAIN"\r\n"VERSION" "1.0"\r\nOK "Dovecot (Debian) ready."\r\n',
		answers: [
			[/^LOGOUT\r\n$/, 'OK "Logout completed."\r\n', 'hangs up'],
			[/^/, 'NO "Error in MANAGESIEVE command received by server."\r\n'],
		],
		identity: {
			...{ service: 'managesieve', product: 'Dovecot', os: 'Debian' },
			...{ access: 'unknown', remark: 'takes passwords without encryption' },
		},
		evidence: /^greeted with Dovecot \(Debian\) Pigeonhole\nSASL: PLAIN$/,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'ManageSieve that wants encryption first',
		source: 'RFC 5804, section 1.7',
		port: 4190,
		greeting:
			'"IMPLEMENTATION" "Example1 ManageSieved v001"\r\n"VERSION" "1.0"\r\n"SASL" ""\r\n"SIEVE" "fileinto vacation"\r\n"STARTTLS"\r\nOK\r\n',
		answers: [[/^LOGOUT/, 'OK\r\n', 'hangs up']],
		identity: { service: 'managesieve', remark: undefined },
		evidence: /^SASL: none yet\noffers STARTTLS$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
