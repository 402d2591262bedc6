import { ascii, repeat, uint16, uint32 } from '../../../source/scan/udp-requests/bytes.ts';
import type { UdpTranscript } from '../udp-transcript.ts';

/** Accepted, without a verifier, and a success (RFC 5531, section 9). */
const rpcSuccess = '0d0c0d0c0000000100000000000000000000000000000000';

export default [
	{
		name: 'a TFTP server without the file',
		source: 'tftpd-hpa 5.2, recorded',
		port: 69,
		replies: [Buffer.from('0005000146696c65206e6f7420666f756e6400', 'hex')],
		fromAnotherPort: true,
		identity: {
			service: 'tftp',
			access: 'open',
			remark: 'answers strangers without a password; can be abused to flood others',
		},
		evidence: /^read request for a file that is not there answered: error 1, File not found$/,
	},
	{
		name: 'a TFTP server that ends its text with a line end',
		source: 'RFC 1350, section 5',
		port: 69,
		replies: [Buffer.from('\0\x05\0\x01File not found\r\n\0')],
		fromAnotherPort: true,
		identity: { service: 'tftp', access: 'open' },
		evidence: /answered: error 1, File not found$/,
	},
	{
		name: 'a TFTP server that answers from the port that was asked, and refuses',
		source: 'RFC 1350, section 5 and appendix I',
		port: 69,
		replies: ['\0\x05\0\x02Access violation\0'],
		identity: { service: 'tftp', access: 'unknown' },
		evidence: /error 2, Access violation$/,
	},
	{
		name: 'a portmapper that lists its programs to strangers',
		source: 'rpcbind 1.2.6, recorded, with the programs of an NFS server',
		port: 111,
		replies: [
			Buffer.from(rpcSuccess, 'hex'),
			Buffer.from(
				[
					rpcSuccess,
					...['00000001000186a000000004000000060000006f', '00000001000186a000000002000000110000006f'],
					...['00000001000186a5000000030000001100004e50', '00000001000186a3000000040000000600000801'],
					'00000001000dead0000000010000001100004e51',
					'00000000',
				].join(''),
				'hex',
			),
		],
		identity: {
			service: 'rpcbind',
			access: 'open',
			remark: 'lists its services to strangers; can be abused to flood others',
		},
		evidence:
			/^NULL answered: success\nDUMP answered: portmapper \(111\), mountd \(20048\), nfs \(2049\), program 912080 \(20049\)$/,
	},
	{
		name: 'some other program of ONC RPC on the port of the portmapper',
		source: 'RFC 5531, section 9 (PROG_UNAVAIL)',
		port: 111,
		replies: [Buffer.from('0d0c0d0c0000000100000000000000000000000000000001', 'hex')],
		identity: { service: 'onc-rpc', access: 'unknown' },
		evidence: /^NULL answered: no such program$/,
	},
	{
		name: 'a portmapper that does not list them',
		source: 'RFC 5531, section 9 (MSG_DENIED, AUTH_ERROR)',
		port: 111,
		replies: [Buffer.from(rpcSuccess, 'hex'), Buffer.from('0d0c0d0c00000001000000010000000100000005', 'hex')],
		identity: { service: 'rpcbind', access: 'unknown' },
		evidence: /^DUMP answered: denied$/m,
	},
	{
		name: 'a display manager that is willing',
		source: 'xdm 1.1.11, recorded',
		port: 177,
		replies: [Buffer.from('00010005001900000002766d001157696c6c696e6720746f206d616e616765', 'hex')],
		identity: { service: 'xdmcp', access: 'unknown', remark: 'offers strangers a sign-in screen, unencrypted' },
		evidence: /^query answered: vm is willing, Willing to manage$/,
	},
	{
		name: 'a display manager that is unwilling',
		source: 'XDMCP 1.1 (X.Org), Unwilling',
		port: 177,
		replies: [
			Buffer.from([
				...uint16(1),
				...uint16(6),
				...uint16(2 + 4 + 2 + 6),
				...uint16(4),
				...ascii('desk'),
				...uint16(6),
				...ascii('go off'),
			]),
		],
		identity: { service: 'xdmcp', remark: 'refuses this address' },
		evidence: /^query answered: desk is unwilling, go off$/,
	},
	{
		name: 'a web server with HTTP/3',
		source: 'Caddy 2.6.2, recorded',
		port: 443,
		// Version 0, both connection ids, and versions 1, an early 2, draft 29 and one to be ignored.
		replies: [Buffer.from('e40000000008646f6f726368636b08646f6f726368636b00000001709a50c4ff00001deaaa5aea', 'hex')],
		identity: { service: 'https', access: 'unknown' },
		evidence: /^QUIC packet of an unknown version answered: speaks version 1, 0x709a50c4, draft 29$/,
	},
	{
		name: 'a Remote Desktop that takes connections over UDP',
		source: '[MS-RDPEUDP], sections 2.2.2.1, 2.2.2.5 and 3.1.5.1.3',
		port: 3389,
		replies: [
			Buffer.from([
				...[...uint32(0x0d0c0d0c), ...uint16(64), ...uint16(0x0005)],
				...[...uint32(0x01020304), ...uint16(1232), ...uint16(1232)],
				...repeat(0, 1216),
			]),
		],
		identity: { service: 'rdp', access: 'unknown' },
		evidence: /^SYN answered: SYN and ACK$/,
	},
	{
		name: 'a CoAP device',
		source: 'libcoap 4.3.1, recorded',
		port: 5683,
		replies: [Buffer.from('70000d0c', 'hex')],
		identity: { service: 'coap', access: 'unknown' },
	},
	{
		name: 'a memcached that answers over UDP',
		source: 'memcached 1.6.18, recorded',
		port: 11211,
		replies: ['\x0d\x0c\0\0\0\x01\0\0VERSION 1.6.18\r\n'],
		identity: {
			service: 'memcached',
			product: 'Memcached',
			version: '1.6.18',
			access: 'open',
			remark: 'answers strangers without a password; can be abused to flood others',
		},
		evidence: /^version answered: VERSION 1\.6\.18$/,
	},
	{
		name: 'a character generator',
		source: 'openbsd-inetd 0.20221205, recorded',
		port: 19,
		replies: [' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\n'],
		identity: { service: 'chargen', access: 'unknown' },
		evidence: /^an empty datagram was answered with 74 characters$/,
	},
	{
		name: 'a character generator that begins again in mid-line',
		source: 'RFC 864, UDP based service',
		port: 19,
		replies: ['uvwxyz{|}~ !"#$%&\'()*+,-./\r\nvwxyz{|}~ !"#$%&\'()*+,-./0\r\n'],
		identity: { service: 'chargen', access: 'unknown' },
	},
	{
		name: 'a server of quotations',
		source: 'RFC 865, UDP based service',
		port: 17,
		replies: ['"A door that nobody uses is a wall."\r\n'],
		identity: { service: 'qotd', access: 'unknown', remark: 'answers strangers; can be abused to flood others' },
		evidence: /^an empty datagram was answered with: "A door that nobody uses is a wall\."$/,
	},
	{
		name: 'a server of quotations in German',
		source: 'RFC 865, UDP based service, in UTF-8',
		port: 17,
		replies: ['Eine Tür, die niemand öffnet, ist eine Wand.\n'],
		identity: { service: 'qotd', access: 'unknown' },
		evidence: /^an empty datagram was answered with: Eine Tür, die niemand öffnet, ist eine Wand\.$/,
	},
] satisfies readonly UdpTranscript[];
