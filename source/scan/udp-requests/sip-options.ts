import { ascii, type Bytes } from './bytes.ts';

/** No such name exists (RFC 6761, section 6.4). */
const ourHost = 'doorcheck.invalid';

/**
 * An OPTIONS request (RFC 3261, sections 8.1.1 and 11) with Max-Forwards 0: a proxy answers itself and passes nothing on
 * (section 16.3). The answer comes back the way it was asked (RFC 3581, section 3).
 *
 * @param id makes the request's branch, tag and Call-ID unique: one that a server has seen is a repetition, and answered
 * where the first one came from (RFC 3261, sections 8.1.1.7 and 17.2.3).
 * @param host whose abilities are asked for.
 */
export function sipOptions(transport: 'UDP' | 'TCP' | 'TLS', id: string, host = ourHost): Bytes {
	const lines = [
		`OPTIONS sip:${host} SIP/2.0`,
		`Via: SIP/2.0/${transport} ${ourHost};branch=z9hG4bK${id};rport`,
		'Max-Forwards: 0',
		`From: <sip:doorcheck@${ourHost}>;tag=${id}`,
		`To: <sip:${host}>`,
		`Call-ID: ${id}@${ourHost}`,
		'CSeq: 1 OPTIONS',
		`Contact: <sip:doorcheck@${ourHost}>`,
		'Accept: application/sdp',
		'Content-Length: 0',
	];
	return ascii([...lines, '', ''].join('\r\n'));
}
