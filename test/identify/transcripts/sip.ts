import { recordedId } from '../recorded-id.ts';
import type { Transcript } from '../transcript.ts';

const ours = [
	`Via: SIP/2.0/TCP doorcheck.invalid;branch=z9hG4bK${recordedId};rport=49246;received=127.0.0.1`,
	`From: <sip:doorcheck@doorcheck.invalid>;tag=${recordedId}`,
	'To: <sip:127.0.0.1>;tag=48b7221ad8a00165c48612ed2611e584.945c0000',
	`Call-ID: ${recordedId}@doorcheck.invalid`,
	'CSeq: 1 OPTIONS',
];
const request = /^OPTIONS sip:[\d.]+ SIP\/2\.0\r\n(?:[\w-]+: [^\r\n]+\r\n)+\r\n$/;

export default [
	{
		name: 'a proxy that may pass nothing on',
		source: 'kamailio 5.6.3, recorded',
		port: 5060,
		answers: [
			[
				request,
				[
					'SIP/2.0 483 Too Many Hops',
					...ours,
					'Server: kamailio (5.6.3 (x86_64/linux))',
					'Content-Length: 0',
					'\r\n',
				].join('\r\n'),
			],
		],
		identity: { service: 'sip', product: 'Kamailio', version: '5.6.3', access: 'unknown' },
		evidence: /^OPTIONS answered: SIP\/2\.0 483 Too Many Hops$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a telephone system that wants a password even for this',
		source: 'RFC 3261, section 22.2, with the Server field of Asterisk',
		port: 5060,
		answers: [
			[
				request,
				[
					...['SIP/2.0 401 Unauthorized', ...ours, 'WWW-Authenticate: Digest realm="asterisk",nonce="1/2"'],
					...['Server: Asterisk PBX 18.10.0', 'Content-Length:  0', '\r\n'],
				].join('\r\n'),
			],
		],
		identity: {
			...{ service: 'sip', product: 'Asterisk', version: '18.10.0' },
			...{ access: 'protected', remark: 'asks for a password' },
		},
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
