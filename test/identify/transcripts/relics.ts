import type { Transcript } from '../transcript.ts';

/** The lines of chargen as inetd sends them. */
function ring(lines: number): string {
	const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
	return Array.from({ length: lines }, (_, line) => `${(printable + printable).slice(line, line + 72)}\r\n`).join('');
}

export default [
	{
		name: 'chargen',
		source: 'openbsd-inetd 0.20221205, recorded',
		port: 19,
		greeting: ring(95),
		identity: { service: 'chargen', access: 'unknown' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'daytime',
		source: 'openbsd-inetd 0.20221205, recorded',
		port: 13,
		greeting: 'Wed Nov 25 21:47:07 2026\r\n',
		identity: { service: 'daytime', access: 'unknown' },
		evidence: /^said Wed Nov 25 21:47:07 2026$/,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'time',
		source: 'openbsd-inetd 0.20221205, recorded',
		port: 37,
		greeting: Buffer.from('eeb1d5dc', 'hex'),
		identity: { service: 'time', access: 'unknown' },
		evidence: /^said 2026-11-25T21:47:08\.000Z$/,
		connections: { usual: 1 },
	},
	{
		name: 'echo',
		source: 'openbsd-inetd 0.20221205, recorded',
		port: 7,
		answers: [[/^doorcheck\r\n$/, 'doorcheck\r\n']],
		identity: { service: 'echo', access: 'unknown' },
		connections: { usual: 1 },
	},
	{
		name: 'a quotation of the day',
		source: 'RFC 865',
		port: 17,
		greeting: '"We have nothing to fear but fear itself."\r\n - Franklin D. Roosevelt\r\n',
		identity: { service: 'qotd', access: 'unknown' },
		evidence: /^said "We have nothing/,
		connections: { usual: 1 },
	},
	{
		name: 'a quotation of the day in a language without blanks',
		source: 'RFC 865, in UTF-8',
		port: 17,
		greeting: '千里之行，始于足下。\r\n',
		identity: { service: 'qotd', access: 'unknown' },
		evidence: /^said 千里之行，始于足下。$/,
		connections: { usual: 1 },
	},
	{
		name: 'a finger server',
		source: 'fingerd 0.17, recorded',
		port: 79,
		answers: [
			[/^doorcheck\r\n$/, 'finger: doorcheck: no such user.\r\n', 'hangs up'],
			[
				/^GET \//,
				'finger: GET: no such user.\r\nfinger: /: no such user.\r\nfinger: HTTP/1.0: no such user.\r\n',
				'hangs up',
			],
		],
		identity: { service: 'finger', access: 'unknown', remark: 'tells who has an account' },
		evidence: /^doorcheck answered: finger: doorcheck: no such user\.$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a finger server that says first where it is',
		source: 'RFC 1288, section 3.3: what is said is up to the server',
		port: 79,
		answers: [[/^doorcheck\r\n$/, '\r\n[host.example.com]\r\nfinger: doorcheck: no such user.\r\n', 'hangs up']],
		otherwise: 'stays silent',
		identity: { service: 'finger' },
		evidence: /^doorcheck answered: finger: doorcheck: no such user\.$/,
		connections: { usual: 1 },
	},
	{
		name: 'an ident server',
		source: 'oidentd 2.5.0, recorded',
		port: 113,
		answers: [[/^0, 0\r\n$/, '0,0:ERROR:INVALID-PORT\r\n', 'hangs up']],
		identity: { service: 'ident', access: 'unknown' },
		evidence: /^0, 0 answered: 0,0:ERROR:INVALID-PORT$/,
		connections: { usual: 1 },
	},
	{
		name: 'a whois server',
		source: 'RFC 3912, section 2, with the words of the RIPE database',
		port: 43,
		answers: [
			[
				/^doorcheck\.invalid\r\n$/,
				'% This is the example database query service.\r\n\r\n%ERROR:101: no entries found\r\n',
				'hangs up',
			],
		],
		identity: { service: 'whois', access: 'unknown' },
		evidence: /^doorcheck\.invalid answered: % This is the example database query service\.$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
