import { once } from 'node:events';
import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { type Secured, tlsEvidence } from '../tls.ts';

/** SSLRequest: length 8, code 80877103. */
const sslRequest = Buffer.from('0000000804d2162f', 'hex');

/**
 * Asks whether TLS is offered, and looks at the certificate if it is: a server that said yes would log an error
 * if the handshake didn't follow. Version and access would need a login attempt.
 */
export const postgresql: ProtocolProbe = {
	id: 'postgresql',
	spec: 'PostgreSQL frontend/backend protocol 3.0: SSL session encryption, SSLRequest',
	speaksFirst: 'client',
	ports: [5432, 5433, 6432],
	guessed: true,
	converse,
};

async function converse(conversation: Conversation, { serverName }: Context): Promise<Identity | undefined> {
	await conversation.exchange(sslRequest, hasBytes(1));
	// Exactly one byte: a text that begins with S or N is somebody else.
	const answer = (await conversation.receive(hasBytes(2), 50)).toString('latin1');
	const found = { service: 'postgresql', access: 'unknown' } as const;
	if (answer === 'N') {
		return { ...found, evidence: ['SSLRequest answered: N (offers no TLS)'], remark: 'no encryption offered' };
	}
	if (answer !== 'S') return undefined;
	const secured = await conversation.startTls(serverName);
	const facts = typeof secured === 'string' ? undefined : secured.facts;
	if (typeof secured !== 'string') await takeLeave(secured);
	return {
		...found,
		evidence: ['SSLRequest answered: S (offers TLS)', ...(facts ? tlsEvidence(facts) : [])],
		...(facts ? { tls: facts } : {}),
	};
}

/** Ends the connection in order: one that is cut is an error in the server's log. */
async function takeLeave({ stream }: Secured): Promise<void> {
	stream.resume().end();
	await once(stream, 'close', { signal: AbortSignal.timeout(500) }).catch(() => {});
}
