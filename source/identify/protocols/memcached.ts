import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** Asks for its version, in text and where that stays unanswered in the binary protocol, which is all that SASL allows. */
export const memcached: ProtocolProbe = {
	id: 'memcached',
	spec: 'memcached doc/protocol.txt (version, quit); doc/protocol-binary.txt, sections 5.11 (version) and 5.12 (no-op)',
	speaksFirst: 'client',
	ports: [11211, 11212],
	guessed: true,
	recognise,
	converse,
};

const unauthenticated = /^CLIENT_ERROR unauthenticated\r\n/;

/** What a server with a password file (-Y) answers to anything but the password. */
function recognise(bytes: Buffer): Identity | undefined {
	return unauthenticated.test(bytes.toString('latin1', 0, 32)) ? wantsPassword('answered') : undefined;
}

function wantsPassword(asked: string): Identity {
	return {
		service: 'memcached',
		product: 'Memcached',
		access: 'protected',
		evidence: [`${asked} CLIENT_ERROR unauthenticated`],
		remark: 'asks for a password',
	};
}

/** How long a text command may stay unanswered. Milliseconds. */
const textMs = 1000;

async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const answer = (await conversation.exchange('version\r\n', hasLine, textMs)).toString('latin1');
	if (unauthenticated.test(answer)) return wantsPassword('version answered:');
	const version = /^VERSION (\S[^\r\n]{0,60})\r\n$/.exec(answer)?.[1];
	if (version === undefined) {
		const silent = answer === '' && !conversation.ended;
		return silent && isUsual(context) ? await converseInBinary(context) : undefined;
	}
	conversation.send('quit\r\n');
	return {
		service: 'memcached',
		...productOf(version),
		access: 'open',
		evidence: [`version answered: VERSION ${version}`],
		remark: 'answers without a password',
	};
}

/** A server that speaks binary only waits for the 24 bytes of a header, and so does many another that says nothing. */
function isUsual({ port }: Context): boolean {
	return memcached.ports.includes(port);
}

/** A proxy states a name instead. */
function productOf(stated: string): Pick<Identity, 'product' | 'version'> {
	const version = /^\d+(?:\.\d+)+/.exec(stated)?.[0];
	return version ? { product: 'Memcached', version } : {};
}

const headerLength = 24;
const versionCommand = 0x0b;
const noOperation = 0x0a;
const authenticationError = 0x20;

/**
 * Version, which is told before a password, and a no-op, which is not. The commands that wait for their turn are
 * answered together.
 */
async function converseInBinary({ again }: Context): Promise<Identity | undefined> {
	const conversation = await again();
	if (!conversation) return undefined;
	const request = Buffer.concat([binaryRequest(versionCommand), binaryRequest(noOperation)]);
	const bytes = await conversation.exchange(request, (bytes) => isForeign(bytes) || binaryReplies(bytes).length === 2);
	const [version, used] = binaryReplies(bytes);
	if (version?.command !== versionCommand || version.status !== 0) return undefined;
	const text = version.body.toString('latin1');
	const open = used?.status === 0;
	const refused = used?.status === authenticationError;
	return {
		service: 'memcached',
		...productOf(text),
		access: open ? 'open' : refused ? 'protected' : 'unknown',
		evidence: [
			`version (binary) answered: ${text}`,
			...(used ? [`no-op (binary) answered: ${used.body.toString('latin1') || `status ${used.status}`}`] : []),
		],
		...(open ? { remark: 'answers without a password' } : refused ? { remark: 'asks for a password' } : {}),
	};
}

function binaryRequest(command: number): Buffer {
	const header = Buffer.alloc(headerLength);
	header.set([0x80, command]);
	return header;
}

function isForeign(bytes: Buffer): boolean {
	return bytes.length > 0 && bytes[0] !== 0x81;
}

interface BinaryReply {
	readonly command: number;
	readonly status: number;
	readonly body: Buffer;
}

/**
 * The first two whole replies. Each: magic (1), command (1), key length (2), extras length (1), type (1), status (2),
 * body length (4), opaque (4), CAS (8), body.
 */
function binaryReplies(bytes: Buffer): readonly BinaryReply[] {
	const replies: BinaryReply[] = [];
	let at = 0;
	while (replies.length < 2 && bytes.length >= at + headerLength && bytes[at] === 0x81) {
		const end = at + headerLength + bytes.readUInt32BE(at + 8);
		if (bytes.length < end) break;
		const body = bytes.subarray(at + headerLength, end);
		replies.push({ command: bytes.readUInt8(at + 1), status: bytes.readUInt16BE(at + 6), body });
		at = end;
	}
	return replies;
}
