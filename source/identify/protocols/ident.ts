import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks about a connection between ports that can't exist, so that nobody's name is told. */
export const ident: ProtocolProbe = {
	id: 'ident',
	spec: 'RFC 1413, sections 4 to 6',
	speaksFirst: 'client',
	ports: [113],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = (await conversation.exchange('0, 0\r\n', hasLine)).toString('utf8');
	const line = /^ *0 *, *0 *: *(?:ERROR|USERID) *:[^\r\n]*(?=\r?\n)/.exec(answer)?.[0];
	if (line === undefined) return undefined;
	return { service: 'ident', access: 'unknown', evidence: [`0, 0 answered: ${line}`] };
}
