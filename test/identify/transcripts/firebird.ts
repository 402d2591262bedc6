import type { Transcript } from '../transcript.ts';

/** op_connect for op_attach: no file name, ten versions, six bytes of user identification (no encryption). */
const opConnect = /^\0\0\0\x01\0\0\0\x13\0\0\0\x03\0\0\0\x01\0\0\0\0\0\0\0\x0a\0\0\0\x06\x0b\x04\0\0\0\0\0\0/;
const opDisconnect = /^\0\0\0\x06$/;

export default [
	{
		name: 'a Firebird that does without encryption',
		source: 'Firebird 3.0.11 with WireCrypt = Enabled, recorded',
		port: 3050,
		answers: [
			// op_accept, version 15, architecture 1, type 5.
			[opConnect, Buffer.from('00000003ffff800f0000000100000005', 'hex')],
			[opDisconnect, '', 'hangs up'],
		],
		identity: { service: 'firebird', product: 'Firebird', access: 'unknown' },
		evidence: /^op_connect answered: protocol 15, that of Firebird 3\.0$/,
		connections: { usual: 1 },
	},
	{
		name: 'a Firebird that wants encryption, as delivered,',
		source: 'Firebird 3.0.11, recorded',
		port: 3050,
		answers: [
			// op_response: object, blob, data, then error 335545064 and the end.
			[opConnect, Buffer.from('000000090000000000000000000000000000000000000001140002e800000000', 'hex')],
			[opDisconnect, '', 'hangs up'],
		],
		identity: { service: 'firebird', product: 'Firebird', access: 'unknown' },
		evidence: /^op_connect answered: encryption is required$/,
		connections: { usual: 1 },
	},
	{
		name: 'an InterBase, or a Firebird of the time when they were the same,',
		source: 'Firebird source, src/remote/protocol.h: version 10 is the last without the high bits',
		port: 3050,
		answers: [[opConnect, Buffer.from('000000030000000a0000000100000003', 'hex')]],
		identity: { service: 'firebird', access: 'unknown' },
		evidence: /protocol 10, that of Firebird 2\.0 or InterBase$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
