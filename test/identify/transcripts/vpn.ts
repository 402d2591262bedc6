import type { Transcript } from '../transcript.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** A text in 64 bytes. */
const field = (text: string) => Buffer.concat([Buffer.from(text), Buffer.alloc(64 - text.length)]).toString('hex');

const clientReset = /^\0\x0e\x38d\0{12}$/;

export default [
	{
		name: 'an OpenVPN server without tls-crypt',
		source: 'openvpn 2.6.3, recorded',
		port: 1194,
		// Length, kind, its session, one acknowledgement, our session, its number.
		answers: [[clientReset, hex('001a 40 77d4925d887ab8e2 01 00000000 6400000000000000 00000000')]],
		identity: { service: 'openvpn', product: 'OpenVPN', remark: 'answers strangers: no tls-auth or tls-crypt key' },
		connections: { usual: 1, elsewhere: 7 },
	},
	{
		name: 'pptpd',
		source: 'pptpd 1.4.0, recorded',
		port: 1723,
		answers: [
			[
				/^\0\x9c\0\x01\x1a\x2b\x3c\x4d\0\x01\0\0\x01\0\0\0\0\0\0\x03\0\0\0\x03\0\x01\0\0\0{128}$/,
				hex(`009c 0001 1a2b3c4d 0002 0000 0100 01 00 00000000 00000000 0001 0001 ${field('local')} ${field('linux')}`),
			],
			[
				/^\0\x10\0\x01\x1a\x2b\x3c\x4d\0\x03\0\0\x01\0\0\0$/,
				hex('0010 0001 1a2b3c4d 0004 0000 01 00 0000'),
				'hangs up',
			],
		],
		identity: { service: 'pptp', product: 'pptpd', access: 'unknown' },
		evidence: /^Start-Control-Connection-Request answered: success\nhost local, vendor linux$/,
		connections: { usual: 1 },
	},
	{
		name: 'PPTP of Windows',
		source: 'RFC 2637, section 2.2; the vendor is that of Windows',
		port: 1723,
		answers: [
			[
				/\x1a\x2b\x3c\x4d\0\x01/,
				hex(`009c 0001 1a2b3c4d 0002 0000 0100 01 00 00000003 00000003 0000 0000 ${field('')} ${field('Microsoft')}`),
			],
			[/\x1a\x2b\x3c\x4d\0\x03/, hex('0010 0001 1a2b3c4d 0004 0000 01 00 0000')],
		],
		identity: { service: 'pptp', product: 'Microsoft RRAS', os: 'Windows' },
		evidence: /host unnamed, vendor Microsoft$/,
		connections: { usual: 1 },
	},
	{
		name: 'PPTP for others',
		source: 'RFC 2637, section 2.2',
		port: 1723,
		answers: [
			[
				/\x1a\x2b\x3c\x4d\0\x01/,
				hex(`009c 0001 1a2b3c4d 0002 0000 0100 04 00 00000003 00000003 0000 0000 ${field('')} ${field('')}`),
				'hangs up',
			],
		],
		identity: { service: 'pptp', access: 'unknown' },
		evidence: /answered: not authorised$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
