import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a server that says nothing before it is asked',
		source: 'ngircd 26.1, recorded',
		port: 6667,
		answers: [
			[/^QUIT\r\n$/, 'ERROR :Closing connection\r\n', 'hangs up'],
			[/^GET \/ /, 'ERROR :"Oops, HTTP request received? This is IRC!"\r\n', 'hangs up'],
		],
		otherwise: 'stays silent',
		identity: { service: 'irc', access: 'unknown' },
		evidence: /^said ERROR :Closing connection$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a server that greets with a notice to *',
		source: 'inspircd 3.15.0, recorded',
		port: 6667,
		greeting: ':irc.doorcheck.test NOTICE * :*** Looking up your hostname...\r\n',
		answers: [[/^QUIT\r\n$/, 'ERROR :Closing link: (1DCAAAAAB@127.0.0.1) [Client exited]\r\n', 'hangs up']],
		otherwise: 'stays silent',
		identity: { service: 'irc', access: 'unknown' },
		evidence: /^said :irc\.doorcheck\.test NOTICE \* :/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a server that greets with several notices',
		source: 'ircd-hybrid 8.2.43, recorded',
		port: 6667,
		greeting:
			':hybrid8.debian.local NOTICE * :*** Looking up your hostname\r\n:hybrid8.debian.local NOTICE * :*** Checking Ident\r\n:hybrid8.debian.local NOTICE * :*** No Ident response\r\n',
		answers: [[/^QUIT\r\n$/, 'ERROR :Closing Link: 127.0.0.1 (Quit: )\r\n', 'hangs up']],
		otherwise: 'stays silent',
		identity: { service: 'irc', access: 'unknown', remark: undefined },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a server that was visited too often',
		source: 'ircd-hybrid 8.2.43, recorded',
		port: 6667,
		greeting: 'ERROR :Your host is trying to (re)connect too fast -- throttled.\r\n',
		identity: { service: 'irc', access: 'unknown', remark: 'turns this address away' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a server that greets as they did in the nineties',
		source: 'RFC 1459, section 4.6.4, with NOTICE AUTH as ircd 2.8 has it',
		port: 6667,
		greeting: 'NOTICE AUTH :*** Looking up your hostname...\r\n',
		answers: [[/^QUIT\r\n$/, '', 'hangs up']],
		identity: { service: 'irc', access: 'unknown' },
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
