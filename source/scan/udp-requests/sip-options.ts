import { ascii, type Bytes } from './bytes.ts';

/** No such name exists (RFC 6761, section 6.4). */
const ourHost = 'doorcheck.invalid';

/**
 * An OPTIONS request (RFC 3261, sections 8.1.1 and 11) with Max-Forwards 0: a proxy answers itself and passes nothing on
 * (section 16.3). The answer comes back the way it was asked (RFC 3581, section 3).
 *
 * @param host whose abilities are asked for.
 */
export function sipOptions(transport: 'UDP' | 'TCP' | 'TLS', host = ourHost): Bytes {
	const lines = [
		`OPTIONS sip:${host} SIP/2.0`,
		`Via: SIP/2.0/${transport} ${ourHost};branch=z9hG4bKdoorcheck;rport`,
		'Max-Forwards: 0',
		`From: <sip:doorcheck@${ourHost}>;tag=doorcheck`,
		`To: <sip:${host}>`,
		`Call-ID: doorcheck@${ourHost}`,
		'CSeq: 1 OPTIONS',
		`Contact: <sip:doorcheck@${ourHost}>`,
		'Accept: application/sdp',
		'Content-Length: 0',
	];
	return ascii([...lines, '', ''].join('\r\n'));
}
