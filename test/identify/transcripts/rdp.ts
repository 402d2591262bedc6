import type { Transcript } from '../transcript.ts';

/** Connection requests (X.224) for TLS alone, and for TLS or NLA. */
const withoutNla = /^\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x01\0\0\0$/;
const withNla = /^\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x03\0\0\0$/;

/** Connection confirms with what was chosen (2) or why not (3). */
const confirm = (kind: '02' | '03', value: string) =>
	Buffer.from(`030000130ed00000123400${kind}000800${value}000000`, 'hex');

export default [
	{
		name: 'an xrdp without TLS',
		source: 'xrdp 0.9.21.1 with security_layer=rdp, recorded',
		port: 3389,
		answers: [
			[withoutNla, Buffer.from('030000130ed000001234000201080000000000', 'hex')],
			// A TLS handshake is answered with a disconnect ultimatum, a GET with silence.
			[/^\x16/, Buffer.from('0300000902f0802180', 'hex'), 'hangs up'],
		],
		otherwise: 'stays silent',
		identity: { service: 'rdp', access: 'unknown', remark: 'login screen reachable, NLA off' },
		evidence: /^connection request without NLA answered: agreed, with RDP's own encryption$/,
		connections: { usual: 1, elsewhere: 10 },
	},
	{
		name: 'a Windows that requires NLA',
		source: '[MS-RDPBCGR], sections 2.2.1.2.1 and 2.2.1.2.2',
		port: 3389,
		answers: [
			[withoutNla, confirm('03', '05'), 'hangs up'],
			[withNla, confirm('02', '02')],
		],
		identity: { service: 'rdp', access: 'protected', remark: 'NLA on' },
		evidence: /^connection request without NLA answered: NLA required$/,
		connections: { usual: 2, elsewhere: 11 },
	},
	{
		name: 'a Windows with nothing but the encryption of RDP',
		source: '[MS-RDPBCGR], section 2.2.1.2.2',
		port: 3389,
		answers: [[withoutNla, confirm('03', '02'), 'hangs up']],
		identity: { service: 'rdp', access: 'unknown', remark: 'login screen reachable, NLA off' },
		evidence: /TLS not allowed/,
		connections: { usual: 1, elsewhere: 10 },
	},
	{
		name: 'a Windows without a certificate',
		source: '[MS-RDPBCGR], section 2.2.1.2.2',
		port: 3389,
		answers: [[withoutNla, confirm('03', '03'), 'hangs up']],
		identity: { service: 'rdp', access: 'unknown', remark: undefined },
		evidence: /no certificate/,
		connections: { usual: 1, elsewhere: 10 },
	},
	{
		name: 'a Windows from before RDP knew TLS',
		source: '[MS-RDPBCGR], section 2.2.1.2: the confirm without negotiation data',
		port: 3389,
		answers: [[withoutNla, Buffer.from('0300000b06d00000123400', 'hex')]],
		identity: { service: 'rdp', access: 'unknown', remark: 'login screen reachable, NLA off' },
		connections: { usual: 1, elsewhere: 10 },
	},
] satisfies readonly Transcript[];
