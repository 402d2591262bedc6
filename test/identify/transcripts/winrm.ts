import type { Transcript } from '../transcript.ts';

const wsman = /^GET \/wsman HTTP\/1\.1\r\n/;
const server = 'Server: Microsoft-HTTPAPI/2.0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

export default [
	{
		name: 'a WinRM that wants a login',
		source: '[MS-WSMV]; RFC 9110, section 11.6.1; header fields as of HTTP.sys',
		port: 5985,
		answers: [
			[wsman, `HTTP/1.1 401 \r\nWWW-Authenticate: Negotiate\r\nWWW-Authenticate: Kerberos\r\n${server}`, 'hangs up'],
		],
		identity: { service: 'winrm', access: 'protected', os: 'Windows', remark: 'asks for a password' },
		evidence: /^asks for Negotiate/m,
		connections: { usual: 1 },
	},
	{
		name: 'a WinRM that takes no GET',
		source: '[MS-WSMV]; RFC 9110, section 15.5.6; header fields as of HTTP.sys',
		port: 5985,
		answers: [[wsman, `HTTP/1.1 405 \r\nAllow: POST\r\n${server}`, 'hangs up']],
		identity: { service: 'winrm', access: 'unknown', os: 'Windows' },
		evidence: /^GET \/wsman answered: HTTP\/1\.1 405/,
		connections: { usual: 1 },
	},
	{
		name: 'a web server of Windows that is no WinRM',
		source: 'RFC 9110, section 15.5.5; header fields as of HTTP.sys',
		port: 5985,
		answers: [[/^GET /, `HTTP/1.1 404 Not Found\r\n${server}`, 'hangs up']],
		identity: { service: 'http', access: 'unknown' },
		connections: { usual: 2 },
	},
] satisfies readonly Transcript[];
