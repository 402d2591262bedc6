import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * The port on which Erlang nodes meet: sends a name, as a node does that wants to connect, and reads the status and the
 * challenge. The challenge stays unanswered (that would be the sign-in), and the name is one that no node has.
 */
export const erlang: ProtocolProbe = {
	id: 'erlang',
	spec: 'Erlang distribution protocol: distribution handshake, send_name, recv_status and recv_challenge',
	speaksFirst: 'client',
	ports: [25672],
	converse,
};

/** What a hidden node of OTP 25 can do: one that can do less is turned away without a word. */
const flags = Buffer.from('0000000d07df7fbc', 'hex');
const nodeName = Buffer.from('doorcheck@invalid', 'latin1');

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const name = Buffer.concat([Buffer.from('N'), flags, uint32(1), uint16(nodeName.length), nodeName]);
	const request = Buffer.concat([uint16(name.length), name]);
	return identityOf(await conversation.exchange(request, (bytes) => isWhole(bytes)));
}

const statusTag = 0x73;

/** A status that ends it, or a challenge after the status. */
function isWhole(bytes: Buffer): boolean {
	const [status, challenge] = messagesIn(bytes);
	const isNone = bytes.length > 2 && bytes[2] !== statusTag;
	return isNone || challenge !== undefined || (status !== undefined && !goesOn(status));
}

function identityOf(bytes: Buffer): Identity | undefined {
	const [status, challenge] = messagesIn(bytes);
	const text = status?.toString('latin1');
	if (!status || text === undefined || !/^s(?:ok|ok_simultaneous|nok|not_allowed|alive)$/.test(text)) return undefined;
	const node = challenge && nodeIn(challenge);
	if (goesOn(status) && node === undefined) return undefined;
	return {
		service: 'rabbitmq',
		access: node === undefined ? 'unknown' : 'protected',
		evidence: [`name answered: ${text.slice(1)}`, ...(node ? [`name answered: challenge of node ${node}`] : [])],
		...(node === undefined ? {} : { remark: 'asks for the shared secret' }),
	};
}

function goesOn(status: Buffer): boolean {
	return status.toString('latin1', 0, 3) === 'sok';
}

/** Messages with their lengths (2). */
function messagesIn(bytes: Buffer): readonly Buffer[] {
	const messages: Buffer[] = [];
	for (let at = 0; at + 2 <= bytes.length && messages.length < 2; ) {
		const end = at + 2 + bytes.readUInt16BE(at);
		if (end > bytes.length) break;
		messages.push(bytes.subarray(at + 2, end));
		at = end;
	}
	return messages;
}

/**
 * `N`, flags (8), challenge (4), creation (4), a name with its length (2); from before OTP 23 `n`, version (2),
 * flags (4), challenge (4), the name.
 */
function nodeIn(challenge: Buffer): string | undefined {
	const tag = challenge.toString('latin1', 0, 1);
	const isNew = tag === 'N' && challenge.length > 19 && challenge.length >= 19 + challenge.readUInt16BE(17);
	if (!isNew && !(tag === 'n' && challenge.length > 11)) return undefined;
	const name = isNew ? challenge.toString('utf8', 19, 19 + challenge.readUInt16BE(17)) : challenge.toString('utf8', 11);
	return /^[^\s@]+@[^\s@]+$/.test(name) ? name : undefined;
}

function uint16(value: number): Buffer {
	return Buffer.of(value >> 8, value & 0xff);
}

function uint32(value: number): Buffer {
	return Buffer.concat([uint16(value >>> 16), uint16(value & 0xffff)]);
}
