import type { Transcript } from '../transcript.ts';

const notHttp =
	"HTTP/1.0 501 Tor ControlPort is not an HTTP proxy\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<html>\n<head>\n<title>Tor's ControlPort is not an HTTP proxy</title>\n";

export default [
	{
		name: 'a control port for everyone',
		source: 'tor 0.4.9.11, recorded',
		port: 9051,
		answers: [
			[
				/^PROTOCOLINFO 1\r\n$/,
				'250-PROTOCOLINFO 1\r\n250-AUTH METHODS=NULL\r\n250-VERSION Tor="0.4.9.11"\r\n250 OK\r\n',
			],
			[/^QUIT\r\n$/, '250 closing connection\r\n', 'hangs up'],
			[/^GET \//, notHttp, 'hangs up'],
		],
		identity: { service: 'tor-control', product: 'Tor', version: '0.4.9.11', access: 'open' },
		evidence: /^PROTOCOLINFO answered: AUTH METHODS=NULL$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a control port that wants a cookie',
		source: 'tor 0.4.9.11, recorded; the path is another one',
		port: 9051,
		answers: [
			[
				/^PROTOCOLINFO 1\r\n$/,
				'250-PROTOCOLINFO 1\r\n250-AUTH METHODS=COOKIE,SAFECOOKIE COOKIEFILE="/run/tor/control.authcookie"\r\n250-VERSION Tor="0.4.9.11"\r\n250 OK\r\n',
			],
			[/^QUIT\r\n$/, '250 closing connection\r\n', 'hangs up'],
			[/^GET \//, notHttp, 'hangs up'],
		],
		identity: { service: 'tor-control', access: 'protected', remark: 'asks for a key from a file of its machine' },
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
