import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a telnetd that waits for answers to its options',
		source: 'inetutils-telnetd 2.4, recorded',
		port: 23,
		greeting: Buffer.from('fffb25fffb26fffd18fffd20fffd23fffd27fffd24', 'hex'),
		otherwise: 'stays silent',
		identity: { service: 'telnet', access: 'unknown' },
		evidence: /^negotiates WILL authentication, WILL encryption, DO terminal type, /,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a telnetd that asks who is there at once',
		source: 'RFC 854; options and words as of BusyBox',
		port: 23,
		greeting: Buffer.concat([
			Buffer.from('fffd01fffd1ffffb01fffb03', 'hex'),
			Buffer.from('\r\nDebian GNU/Linux 12\r\n\rubuntu-box login: '),
		]),
		otherwise: 'stays silent',
		identity: { service: 'telnet', access: 'protected', os: 'Debian', remark: 'asks for a password' },
		evidence: /^shows the prompt ubuntu-box login:/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a telnetd that starts a shell for everybody',
		source: 'RFC 854; options and words as of BusyBox',
		port: 2323,
		greeting: Buffer.concat([
			Buffer.from('fffd01fffd1ffffb01fffb03', 'hex'),
			Buffer.from('\r\n\r\nBusyBox v1.19.4 (2014-03-10 11:33:29 CST) built-in shell (ash)\r\n\r\n/ # '),
		]),
		otherwise: 'stays silent',
		identity: { service: 'telnet', product: 'BusyBox', version: '1.19.4', access: 'open' },
		evidence: /^shows the prompt \/ #$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a device that shows a prompt without any option',
		source: 'a prompt alone, as simple devices send it',
		port: 23,
		greeting: '\r\nUser Access Verification\r\n\r\nPassword: ',
		otherwise: 'stays silent',
		identity: { service: 'telnet', product: 'Cisco IOS', access: 'protected' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
