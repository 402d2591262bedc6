import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** `JRMI`, version 2 as Java has it (the specification stayed at 1), stream protocol. */
const header = Buffer.from('4a524d4900024b', 'hex');
const protocolAck = 0x4e;

/**
 * The header that begins a connection. It is acknowledged with our own address, as the server sees it; what would name
 * an object or call it comes after that, and isn't sent. Management by JMX begins in the same way.
 */
export const rmi: ProtocolProbe = {
	id: 'rmi',
	spec: 'Java Remote Method Invocation Specification, section 10.2',
	speaksFirst: 'client',
	ports: [1098, 1099, 7199],
	guessed: true,
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(header, (bytes) => bytes.length >= lengthOf(bytes));
	const host = answer.toString('latin1', 3, answer.length - 4);
	if (answer[0] !== protocolAck || answer.length !== lengthOf(answer) || !/^[\w.:%-]+$/.test(host)) return undefined;
	return { service: 'rmi', product: 'Java RMI', access: 'unknown', evidence: ['JRMI answered: ProtocolAck'] };
}

/** An acknowledgement, a host in so many bytes, and a port in four. */
function lengthOf(bytes: Buffer): number {
	if (bytes[0] !== protocolAck) return 1;
	return bytes.length < 3 ? 3 : 7 + bytes.readUInt16BE(1);
}
