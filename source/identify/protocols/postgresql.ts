import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** SSLRequest: length 8, code 80877103. */
const sslRequest = Buffer.from('0000000804d2162f', 'hex');

/**
 * Asks only whether TLS is offered: one byte comes back, and nothing appears in the server's log. Version and
 * access would need a login attempt.
 */
export const postgresql: ProtocolProbe = {
	id: 'postgresql',
	spec: 'PostgreSQL frontend/backend protocol 3.0: SSLRequest',
	speaksFirst: 'client',
	ports: [5432, 5433, 6432],
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	await conversation.exchange(sslRequest, hasBytes(1));
	// Exactly one byte: a text that begins with S or N is somebody else.
	const answer = (await conversation.receive(hasBytes(2), 50)).toString('latin1');
	if (answer !== 'S' && answer !== 'N') return undefined;
	const encrypted = answer === 'S';
	return {
		service: 'postgresql',
		access: 'unknown',
		evidence: [`SSLRequest answered: ${answer} (${encrypted ? 'offers TLS' : 'offers no TLS'})`],
		...(encrypted ? {} : { remark: 'no encryption offered' }),
	};
}
