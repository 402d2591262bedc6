import { recordedId } from '../recorded-id.ts';
import type { UdpTranscript } from '../udp-transcript.ts';

/** The asker's address twice, those of the server, "Coturn-4.6.1 'Gorst'". */
const coturnBinding = Buffer.from(
	[
		'0101003c2112a442646f6f72636865636b2d3132',
		'0020000800019f755e12a443000100080001be677f000001802b0008000150c67f00000180220014436f7475726e2d342e362e312027476f72737427',
	].join(''),
	'hex',
);

export default [
	{
		name: 'a relay that wants a password',
		source: 'coturn 4.6.1 with --lt-cred-mech, recorded',
		port: 3478,
		replies: [
			coturnBinding,
			Buffer.from(
				[
					// Error 401 "Unauthorized", and what to sign with.
					'011400482112a442646f6f72636865636b2d31320009001000000401556e617574686f72697a6564',
					'0015001036353436386433313137626133653934001400017800000080220014436f7475726e2d342e362e312027476f72737427',
				].join(''),
				'hex',
			),
		],
		identity: {
			service: 'stun',
			product: 'coturn',
			version: '4.6.1',
			access: 'protected',
			remark: 'relays only with a password',
		},
		evidence: /^Binding answered: success\nSOFTWARE: Coturn-4\.6\.1 'Gorst'\nRefresh answered: error 401$/,
	},
	{
		name: 'a relay for everyone',
		source: 'coturn 4.6.1 with --no-auth, recorded',
		port: 3478,
		replies: [
			coturnBinding,
			Buffer.from(
				// Error 437 "Invalid allocation".
				'011400342112a442646f6f72636865636b2d31320009001800000425496e76616c696420616c6c6f636174696f6e000080220014436f7475726e2d342e362e312027476f72737427',
				'hex',
			),
		],
		identity: { service: 'stun', access: 'open', remark: 'relays for anyone without a password' },
		evidence: /^Refresh answered: error 437$/m,
	},
	{
		name: 'a STUN server that relays nothing',
		source: 'coturn 4.6.1 with --stun-only, recorded: no answer to the second question',
		port: 3478,
		replies: [coturnBinding, 'silence'],
		identity: { service: 'stun', product: 'coturn', access: 'unknown' },
	},
	{
		name: 'a STUN server that wants a password',
		source: 'RFC 8489, sections 5, 9.2.4 and 14.8',
		port: 3478,
		replies: [
			Buffer.from('011100102112a442646f6f72636865636b2d31320009000c00000401556e617574683a21', 'hex'),
			Buffer.from('011400102112a442646f6f72636865636b2d31320009000c00000401556e617574683a21', 'hex'),
		],
		identity: { service: 'stun', access: 'protected' },
		evidence: /^Binding answered: error 401$/m,
	},
	{
		name: 'a SIP server',
		source: 'Kamailio 5.6.3, recorded',
		port: 5060,
		replies: [sipReply('200 OK', 'Server: kamailio (5.6.3 (x86_64/linux))')],
		identity: { service: 'sip', product: 'Kamailio', version: '5.6.3', access: 'unknown' },
		evidence: /^OPTIONS answered: SIP\/2\.0 200 OK\nServer: kamailio \(5\.6\.3 \(x86_64\/linux\)\)$/,
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
		replies: [`SIP/2.0 483 Too Many Hops\r\ni: ${recordedId}@doorcheck.invalid\r\nUser-Agent: FRITZ!OS\r\n\r\n`],
		identity: { service: 'sip', product: 'FRITZ!OS', access: 'unknown' },
		evidence: /^OPTIONS answered: SIP\/2\.0 483 Too Many Hops$/m,
	},
] satisfies readonly UdpTranscript[];

function sipReply(status: string, ...fields: readonly string[]): string {
	return [
		`SIP/2.0 ${status}`,
		`Via: SIP/2.0/UDP doorcheck.invalid;branch=z9hG4bK${recordedId};rport=59682;received=127.0.0.1`,
		`From: <sip:doorcheck@doorcheck.invalid>;tag=${recordedId}`,
		'To: <sip:doorcheck.invalid>;tag=06d21a54fe5596b344496ff3d3e02e74.945c0000',
		`Call-ID: ${recordedId}@doorcheck.invalid`,
		'CSeq: 1 OPTIONS',
		...fields,
		'Content-Length: 0',
		'',
		'',
	].join('\r\n');
}
