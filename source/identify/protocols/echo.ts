import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

const line = 'doorcheck\r\n';

/** Only on its own port: elsewhere a terminal that shows what is typed would look the same. */
export const echo: ProtocolProbe = {
	id: 'echo',
	spec: 'RFC 862',
	speaksFirst: 'client',
	ports: [7],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(line, hasLine);
	if (answer.toString('latin1') !== line) return undefined;
	return { service: 'echo', access: 'unknown', evidence: ['sent back the line it got'] };
}
