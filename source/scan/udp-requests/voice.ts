import { ascii, type Bytes } from './bytes.ts';
import type { UdpRequest } from './request.ts';
import { stunMessage } from './stun-message.ts';

const crLf = '\r\n';
const bindingRequest = 0x0001;

/** Calls over the internet. */
export const voice: readonly UdpRequest[] = [
	{
		port: 3478,
		name: 'a STUN binding request',
		spec: 'RFC 8489, section 5',
		bytes: stunMessage(bindingRequest),
	},
	{
		port: 5060,
		name: 'a SIP OPTIONS request that goes no further',
		spec: 'RFC 3261, sections 8.1.1 and 11; RFC 3581, section 3',
		bytes: sipOptions('doorcheck.invalid'),
	},
];

/** Max-Forwards 0: a proxy answers itself and passes nothing on (RFC 3261, sections 11 and 16.3). */
function sipOptions(host: string): Bytes {
	return ascii(
		[
			`OPTIONS sip:${host} SIP/2.0`,
			`Via: SIP/2.0/UDP ${host};branch=z9hG4bKdoorcheck;rport`,
			'Max-Forwards: 0',
			`From: <sip:doorcheck@${host}>;tag=doorcheck`,
			`To: <sip:${host}>`,
			`Call-ID: doorcheck@${host}`,
			'CSeq: 1 OPTIONS',
			`Contact: <sip:doorcheck@${host}>`,
			'Accept: application/sdp',
			'Content-Length: 0',
			crLf,
		].join(crLf),
	);
}
