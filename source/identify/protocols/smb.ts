import { randomBytes } from 'node:crypto';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** Dialects by their numbers ([MS-SMB2], section 2.2.4), the oldest first. */
const dialects: readonly (readonly [number, string])[] = [
	[0x0202, '2.0.2'],
	[0x0210, '2.1'],
	[0x0300, '3.0'],
	[0x0302, '3.0.2'],
	[0x0311, '3.1.1'],
];

const headerLength = 64;
const signingRequired = 0x02;

/** SMB 3.1.1 wants to know hashes (SHA-512) and ciphers (AES-128-GCM, -CCM) beforehand ([MS-SMB2], section 2.2.3.1). */
const negotiateContexts = Buffer.concat([
	Buffer.from('0100260000000000010020000100', 'hex'),
	Buffer.alloc(32),
	Buffer.alloc(2),
	Buffer.from('0200060000000000020002000100', 'hex'),
]);

/** NEGOTIATE in version 1 ([MS-CIFS], section 2.2.4.52.1), for the last of its dialects. */
const negotiateVersion1 = framed(
	Buffer.concat([
		Buffer.from('ff534d4272000000001801c8', 'hex'),
		Buffer.alloc(20),
		Buffer.from('000c00', 'hex'),
		Buffer.from('\x02NT LM 0.12\0', 'latin1'),
	]),
);

/**
 * Session request (RFC 1002, section 4.3.2) for `*SMBSERVER`, the name that every server answers to, from `DOORCHECK`
 * ([MS-SMB], section 2.1; names in half-bytes as in RFC 1001, section 14.1).
 */
const sessionRequest = framed(Buffer.concat([netbiosName('*SMBSERVER', 0x20), netbiosName('DOORCHECK', 0)]), 0x81);
const netbiosPort = 139;

/** Answers to a session request (RFC 1002, section 4.3.1). */
const positive = 0x82;
const negative = 0x83;

/**
 * One NEGOTIATE, and no session after it. Version 1 isn't offered in it, because a server that has newer ones would not say
 * whether it has that too: it is asked for by itself.
 */
export const smb: ProtocolProbe = {
	id: 'smb',
	spec: '[MS-SMB2], sections 2.2.3 and 2.2.4; [MS-CIFS], section 2.2.4.52; RFC 1002, section 4.3',
	speaksFirst: 'client',
	ports: [445, netbiosPort],
	converse,
};

async function converse(conversation: Conversation, { port, again }: Context): Promise<Identity | undefined> {
	const begun = await begin(conversation, port);
	if (begun !== 'ready') return begun;
	const answer = await conversation.exchange(framed(negotiateRequest()), isWhole);
	const message = messageIn(answer);
	if (isVersion1(message)) return onlyVersion1('NEGOTIATE answered in SMB 1');
	const identity = identityOf(message);
	// Who has no newer version may hang up.
	if (!identity && answer.length > 0) return undefined;
	const next = await again?.();
	if (!next || (await begin(next, port)) !== 'ready') return identity;
	return withVersion1(identity, messageIn(await next.exchange(negotiateVersion1, isWhole)));
}

/** Behind NetBIOS a session comes first; undefined where the answer is none of it. */
async function begin(conversation: Conversation, port: number): Promise<'ready' | Identity | undefined> {
	if (port !== netbiosPort) return 'ready';
	const answer = await conversation.exchange(sessionRequest, isWhole);
	if (answer[0] === negative && answer.length === 5) return sessionRefused(answer[4] ?? 0);
	return answer[0] === positive ? 'ready' : undefined;
}

function sessionRefused(code: number): Identity {
	return {
		service: 'smb',
		access: 'unknown',
		evidence: [`NetBIOS session request answered: refused (error 0x${code.toString(16)})`],
	};
}

/** NEGOTIATE response ([MS-SMB2], section 2.2.4), or an error where the server has none of the dialects. */
function identityOf(message: Buffer): Identity | undefined {
	if (message.length < headerLength + 64 || message.readUInt32BE(0) !== 0xfe534d42) return undefined;
	const isAnswer = message.readUInt16LE(12) === 0 && (message.readUInt32LE(16) & 1) !== 0;
	const body = message.subarray(headerLength);
	if (!isAnswer || message.readUInt32LE(8) !== 0 || body.readUInt16LE(0) !== 65) return undefined;
	const dialect = dialects.find(([number]) => number === body.readUInt16LE(4))?.[1];
	if (dialect === undefined) return undefined;
	const signing = (body.readUInt16LE(2) & signingRequired) !== 0 ? 'signing required' : 'signing not required';
	return {
		service: 'smb',
		...(isNameOfSamba(body.subarray(8, 24)) ? { product: 'Samba' } : {}),
		access: 'unknown',
		evidence: [`NEGOTIATE answered: SMB ${dialect}, ${signing}`],
		remark: `SMB ${dialect}, ${signing}`,
	};
}

/** What is known of a server that was asked for version 1 alone. */
function withVersion1(identity: Identity | undefined, message: Buffer): Identity | undefined {
	if (!takesVersion1(message)) return identity;
	const seen = 'NEGOTIATE for SMB 1 alone answered: accepted';
	return identity
		? { ...identity, evidence: [...identity.evidence, seen], remark: `${identity.remark}, SMB 1 too` }
		: onlyVersion1(seen);
}

function onlyVersion1(seen: string): Identity {
	return { service: 'smb', access: 'unknown', evidence: [seen], remark: 'SMB 1 only' };
}

/** A response in version 1 ([MS-CIFS], section 2.2.3.1). */
function isVersion1(message: Buffer): boolean {
	return message.length >= 32 && message.readUInt32BE(0) === 0xff534d42 && (message.readUInt8(9) & 0x80) !== 0;
}

/** A NEGOTIATE response ([MS-CIFS], section 2.2.4.52.2) that takes the first dialect, the only one that was offered. */
function takesVersion1(message: Buffer): boolean {
	return isVersion1(message) && message.length >= 35 && message.readUInt8(32) > 0 && message.readUInt16LE(33) === 0;
}

/** Without its frame; nothing where it isn't whole. */
function messageIn(answer: Buffer): Buffer {
	return isWhole(answer) ? answer.subarray(4) : answer.subarray(0, 0);
}

/** Where others have a random GUID, Samba has its NetBIOS name in small letters, filled up with zeros. */
function isNameOfSamba(guid: Buffer): boolean {
	return /^[a-z0-9_-]{1,15}\0+$/.test(guid.toString('latin1'));
}

/** NEGOTIATE ([MS-SMB2], section 2.2.3). */
function negotiateRequest(): Buffer {
	const header = Buffer.alloc(headerLength);
	header.writeUInt32BE(0xfe534d42);
	header.writeUInt16LE(headerLength, 4);
	header.writeUInt16LE(1, 14);
	const body = Buffer.alloc(36);
	body.writeUInt16LE(36);
	body.writeUInt16LE(dialects.length, 2);
	// Signing is possible, not required.
	body.writeUInt16LE(1, 4);
	// By this number Samba knows a client's channels: a connection with one that it knows goes to that client's process.
	randomBytes(16).copy(body, 12);
	const offered = Buffer.alloc(2 * dialects.length);
	for (const [index, [number]] of dialects.entries()) offered.writeUInt16LE(number, 2 * index);
	const unpadded = Buffer.concat([header, body, offered]);
	const padding = Buffer.alloc(-unpadded.length & 7);
	unpadded.writeUInt32LE(unpadded.length + padding.length, headerLength + 28);
	unpadded.writeUInt16LE(2, headerLength + 32);
	return Buffer.concat([unpadded, padding, negotiateContexts]);
}

/** A type (0 is a message) and a length of three bytes, over TCP alone ([MS-SMB2], section 2.1) and behind NetBIOS. */
function framed(message: Buffer, type = 0): Buffer {
	const header = Buffer.alloc(4);
	header.writeUInt32BE(type * 0x1000000 + message.length);
	return Buffer.concat([header, message]);
}

/** The answer is there, or is none of this protocol. */
function isWhole(bytes: Buffer): boolean {
	if (bytes.length < 4) return false;
	const length = bytes.readUIntBE(1, 3);
	return ![0, positive, negative].includes(bytes.readUInt8(0)) || length > 0xffff || bytes.length >= 4 + length;
}

/** 15 characters and a type, each as two letters, between a length and the end of the name. */
function netbiosName(name: string, type: number): Buffer {
	const bytes = Buffer.from(`${name.padEnd(15)}${String.fromCharCode(type)}`, 'latin1');
	const halves = [...bytes].flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 0x0f)]);
	return Buffer.from([halves.length, ...halves, 0]);
}
