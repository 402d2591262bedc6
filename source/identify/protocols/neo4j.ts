import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Agrees on a version of the protocol and says no more: the next message is the login. */
export const neo4j: ProtocolProbe = {
	id: 'neo4j',
	spec: 'Bolt protocol: handshake, version negotiation',
	speaksFirst: 'client',
	ports: [7687],
	converse,
};

const magic = Buffer.from('6060b017', 'hex');

/** Four offers, best first; each: zero, how many minor versions below this one too, minor version, major version. */
const offers = [
	[0, 8, 8, 5],
	[0, 2, 4, 4],
	[0, 0, 1, 4],
	[0, 0, 0, 3],
] as const;

const answerLength = 4;

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const handshake = Buffer.concat([magic, ...offers.map((offer) => Buffer.from(offer))]);
	const answer = await conversation.exchange(handshake, (bytes) => bytes.length >= answerLength);
	const [zero, range, minor, major] = answer;
	if (answer.length !== answerLength || zero !== 0 || range !== 0 || minor === undefined) return undefined;
	const chosen = offers.some(
		([, count, newest, offered]) => offered === major && minor <= newest && minor >= newest - count,
	);
	if (!chosen) return undefined;
	return {
		service: 'neo4j',
		access: 'unknown',
		evidence: [`Bolt handshake answered: version ${major}.${minor}`],
	};
}
