import type { UdpTranscript } from '../udp-transcript.ts';

export default [
	{
		name: 'a STUN server that names its software',
		source: 'coturn 4.6.1, recorded',
		port: 3478,
		replies: [
			Buffer.from(
				[
					'0101003c2112a442646f6f72636865636b2d3132',
					// The asker's address twice, those of the server, "Coturn-4.6.1 'Gorst'".
					'0020000800019f755e12a443000100080001be677f000001802b0008000150c67f00000180220014436f7475726e2d342e362e312027476f72737427',
				].join(''),
				'hex',
			),
		],
		identity: { service: 'stun', product: 'Coturn', version: '4.6.1', access: 'unknown' },
		evidence: /^binding request answered: success\nsoftware: Coturn-4\.6\.1 'Gorst'$/,
	},
	{
		name: 'a STUN server that wants a password',
		source: 'RFC 8489, sections 5, 9.2.4 and 14.8',
		port: 3478,
		replies: [Buffer.from('011100102112a442646f6f72636865636b2d31320009000c00000401556e617574683a21', 'hex')],
		identity: { service: 'stun', access: 'protected', remark: 'asks for a password' },
		evidence: /^binding request answered: error 401$/,
	},
	{
		name: 'a SIP server',
		source: 'Kamailio 5.6.3, recorded',
		port: 5060,
		replies: [sipReply('200 OK', 'Server: kamailio (5.6.3 (x86_64/linux))')],
		identity: { service: 'sip', product: 'Kamailio', version: '5.6.3', access: 'unknown' },
		evidence: /^OPTIONS answered: 200 OK\ncalls itself kamailio \(5\.6\.3 \(x86_64\/linux\)\)$/,
	},
	{
		name: 'a telephone system that wants a password',
		source: 'RFC 3261, sections 20.27 and 21.4.2; the name as Asterisk 18 gives it',
		port: 5060,
		replies: [
			sipReply(
				'401 Unauthorized',
				'Server: Asterisk PBX 18.10.0~dfsg+~cs6.10.40431411-2',
				'WWW-Authenticate: Digest realm="asterisk", nonce="1", algorithm=md5',
			),
		],
		identity: {
			service: 'sip',
			product: 'Asterisk',
			version: '18.10.0',
			access: 'protected',
			remark: 'asks for a password',
		},
	},
	{
		name: 'a telephone with short header names',
		source: 'RFC 3261, sections 7.3.3 and 21.4.1',
		port: 5060,
		replies: ['SIP/2.0 483 Too Many Hops\r\ni: doorcheck@doorcheck.invalid\r\nUser-Agent: FRITZ!OS\r\n\r\n'],
		identity: { service: 'sip', product: 'FRITZ!OS', access: 'unknown' },
		evidence: /^OPTIONS answered: 483 Too Many Hops$/m,
	},
] satisfies readonly UdpTranscript[];

function sipReply(status: string, ...fields: readonly string[]): string {
	return [
		`SIP/2.0 ${status}`,
		'Via: SIP/2.0/UDP doorcheck.invalid;branch=z9hG4bKdoorcheck;rport=59682;received=127.0.0.1',
		'From: <sip:doorcheck@doorcheck.invalid>;tag=doorcheck',
		'To: <sip:doorcheck.invalid>;tag=06d21a54fe5596b344496ff3d3e02e74.945c0000',
		'Call-ID: doorcheck@doorcheck.invalid',
		'CSeq: 1 OPTIONS',
		...fields,
		'Content-Length: 0',
		'',
		'',
	].join('\r\n');
}
