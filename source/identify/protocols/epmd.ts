import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** NAMES_REQ with its length. */
const namesRequest = Buffer.from('00016e', 'hex');

/**
 * Asks for the names of the nodes. Everyone may, on every machine: that it answers says nothing about who gets into
 * those nodes.
 */
export const epmd: ProtocolProbe = {
	id: 'epmd',
	spec: 'Erlang distribution protocol: EPMD protocol, NAMES_REQ',
	speaksFirst: 'client',
	ports: [4369],
	converse,
};

/** The port it listens on itself (4), a line for each node; then it closes. */
async function converse(conversation: Conversation, { port }: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(namesRequest, (bytes) => bytes.length >= 4 && !isPort(bytes));
	const lines = answer.toString('utf8', 4);
	if (answer.length < 4 || !isPort(answer) || !/^(?:name \S+ at port \d{1,5}\n)*$/.test(lines)) return undefined;
	if (lines === '' && answer.readUInt32BE(0) !== port) return undefined;
	const nodes = [...lines.matchAll(/^name (\S+) at port (\d+)$/gm)].map(([, name, port]) => `${name} on ${port}`);
	return {
		service: 'epmd',
		access: 'unknown',
		evidence: [`NAMES answered: ${nodes.join(', ') || 'no nodes'}`],
		...(nodes.length > 0 ? { remark: `names ${nodes.join(', ')}` } : {}),
	};
}

function isPort(bytes: Buffer): boolean {
	return bytes.readUInt32BE(0) <= 65_535;
}
