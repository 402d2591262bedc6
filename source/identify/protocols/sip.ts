import { randomUUID } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Identity } from '../../model.ts';
import { sipOptions } from '../../scan/udp-requests/sip-options.ts';
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

async function converse(conversation: Conversation, { address, secure }: Context): Promise<Identity | undefined> {
	const plain = address.replace(/%.*$/, '');
	const host = isIPv6(plain) ? `[${plain}]` : plain;
	const request = Buffer.from(sipOptions(secure ? 'TLS' : 'TCP', randomUUID(), host));
	const answer = await conversation.exchange(request, hasHeaders);
	return hasHeaders(answer) ? sipServer(answer, request) : undefined;
}
