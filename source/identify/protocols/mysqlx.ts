import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks for the capabilities of the connection, and closes it as the protocol has it. Newer servers greet before. */
export const mysqlx: ProtocolProbe = {
	id: 'mysql',
	spec: 'MySQL X Protocol: Mysqlx.Connection (CapabilitiesGet, Close), Mysqlx.Notice (SERVER_HELLO)',
	speaksFirst: 'client',
	ports: [33060],
	recognise,
	converse,
};

const capabilitiesGet = Buffer.from('0100000001', 'hex');
const close = Buffer.from('0100000003', 'hex');

/** Types of messages from the server. */
const error = 1;
const capabilities = 2;
const notice = 11;

/** A notice of type 5, SERVER_HELLO, with nothing or an empty payload in it. */
const serverHello = /^\x08\x05(?:\x1a\x00)?$/;

function recognise(bytes: Buffer): Identity | undefined {
	const [first] = messagesIn(bytes);
	if (first?.type !== notice || !serverHello.test(first.payload.toString('latin1', 0, 5))) return undefined;
	return { ...found, evidence: ['greeted as X Protocol (SERVER_HELLO)'] };
}

const found = { service: 'mysql', product: 'MySQL', access: 'unknown' } as const;

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const bytes = await conversation.exchange(
		capabilitiesGet,
		(bytes) => isForeign(bytes) || answerIn(bytes) !== undefined,
	);
	const answer = answerIn(bytes);
	if (!answer) return recognise(bytes);
	const names = answer.type === capabilities ? namesIn(answer.payload) : undefined;
	if (!names) return recognise(bytes);
	conversation.send(close);
	const encrypted = names.includes('tls');
	return {
		...found,
		evidence: [`CapabilitiesGet answered: ${names.join(', ')}`, encrypted ? 'offers TLS' : 'offers no TLS'],
		...(encrypted ? {} : { remark: 'no encryption offered' }),
	};
}

/** What follows the notices. */
function answerIn(bytes: Buffer): Message | undefined {
	return messagesIn(bytes).find(({ type }) => type !== notice);
}

function isForeign(bytes: Buffer): boolean {
	return (
		bytes.length >= 5 &&
		(bytes.readUInt32LE(0) > longestMessage || ![error, capabilities, notice].includes(bytes.readUInt8(4)))
	);
}

interface Message {
	readonly type: number;
	readonly payload: Buffer;
}

const longestMessage = 4096;
const mostMessages = 8;

/** Whole messages: length (4, of what follows), type (1), payload. */
function messagesIn(bytes: Buffer): readonly Message[] {
	const messages: Message[] = [];
	let at = 0;
	while (messages.length < mostMessages && bytes.length >= at + 5) {
		const end = at + 4 + bytes.readUInt32LE(at);
		if (end < at + 5 || end > at + longestMessage || bytes.length < end) break;
		messages.push({ type: bytes.readUInt8(at + 4), payload: bytes.subarray(at + 5, end) });
		at = end;
	}
	return messages;
}

/** The first field of each first field, which are protobuf strings: `Capabilities { repeated Capability { name } }`. */
function namesIn(payload: Buffer): readonly string[] | undefined {
	const names: string[] = [];
	let rest = payload;
	while (rest.length > 0) {
		const capability = lengthDelimited(rest);
		const name = capability && lengthDelimited(capability.value);
		if (!capability || !name || !/^[a-z][\w.-]*$/.test(name.value.toString('latin1'))) return undefined;
		names.push(name.value.toString('latin1'));
		rest = capability.rest;
	}
	return names.length > 0 ? names : undefined;
}

/** Protobuf field 1 of wire type 2: tag (1), length as a varint of one or two bytes, value. */
function lengthDelimited(bytes: Buffer): { readonly value: Buffer; readonly rest: Buffer } | undefined {
	const [tag, low = 0x80, high = 0x80] = bytes;
	if (tag !== 0x0a) return undefined;
	const isShort = low < 0x80;
	if (!isShort && high >= 0x80) return undefined;
	const from = isShort ? 2 : 3;
	const to = from + (isShort ? low : (low & 0x7f) + high * 0x80);
	return to <= bytes.length ? { value: bytes.subarray(from, to), rest: bytes.subarray(to) } : undefined;
}
