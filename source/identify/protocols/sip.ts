import { isIPv6 } from 'node:net';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { hasHeaders } from '../headers.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { sipServer } from '../sip-server.ts';

/** Asks what the server can do; nobody is registered or called. */
export const sip: ProtocolProbe = {
	id: 'sip',
	spec: 'RFC 3261, sections 7.2, 8.1.1, 11 and 18; RFC 3581',
	speaksFirst: 'client',
	ports: [5060, 5062, 5080],
	tlsPorts: [5061],
	recognise: (bytes) => (hasHeaders(bytes) ? sipServer(bytes) : undefined),
	converse,
};

/** Max-Forwards 0: a proxy answers itself and passes nothing on (RFC 3261, section 16.3). */
async function converse(conversation: Conversation, { address, secure }: Context): Promise<Identity | undefined> {
	const plain = address.replace(/%.*$/, '');
	const host = isIPv6(plain) ? `[${plain}]` : plain;
	const lines = [
		`OPTIONS sip:${host} SIP/2.0`,
		`Via: SIP/2.0/${secure ? 'TLS' : 'TCP'} doorcheck.invalid;branch=z9hG4bKdoorcheck;rport`,
		'Max-Forwards: 0',
		'From: <sip:doorcheck@doorcheck.invalid>;tag=doorcheck',
		`To: <sip:${host}>`,
		'Call-ID: doorcheck@doorcheck.invalid',
		'CSeq: 1 OPTIONS',
		'Contact: <sip:doorcheck@doorcheck.invalid>',
		'Accept: application/sdp',
		'Content-Length: 0',
		'\r\n',
	];
	const request = Buffer.from(lines.join('\r\n'));
	const answer = await conversation.exchange(request, hasHeaders);
	return hasHeaders(answer) ? sipServer(answer, request) : undefined;
}
