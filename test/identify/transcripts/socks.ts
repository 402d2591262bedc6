import type { Transcript } from '../transcript.ts';

const [accepted, notAcceptable] = [Buffer.of(5, 0), Buffer.of(5, 0xff)];
const offersNone = /^\x05\x01\0$/;

export default [
	{
		name: 'a SOCKS proxy for everyone',
		source: 'microsocks 1.0.3, recorded',
		port: 1080,
		answers: [
			[offersNone, accepted],
			[/^GET \//, notAcceptable, 'hangs up'],
		],
		identity: { service: 'socks', access: 'open', remark: 'answers without a password' },
		evidence: /^SOCKS 5 without a password answered: accepted$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a SOCKS proxy with a password',
		source: 'microsocks 1.0.3, recorded',
		port: 1080,
		answers: [[/^/, notAcceptable, 'hangs up']],
		identity: { service: 'socks', access: 'protected', remark: 'asks for a password' },
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a SOCKS proxy that hangs up on everything else',
		source: 'dante-server 1.4.2, recorded',
		port: 1080,
		answers: [[offersNone, accepted]],
		identity: { service: 'socks', access: 'open' },
		connections: { usual: 1, elsewhere: 4 },
	},
	{
		name: "Tor's SOCKS port, which would rather be given a password",
		source: 'tor 0.4.9.11, recorded',
		port: 9050,
		answers: [
			[offersNone, accepted],
			[/^\x05\x02\0\x02$/, Buffer.of(5, 2)],
			[
				/^GET \//,
				'HTTP/1.0 501 Tor is not an HTTP Proxy\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html>\n<head>\n<title>This is a SOCKS Proxy, Not An HTTP Proxy</title>\n',
				'hangs up',
			],
		],
		identity: { service: 'socks', access: 'open' },
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
