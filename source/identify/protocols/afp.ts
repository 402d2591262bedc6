import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const headerLength = 16;
const getStatus = 3;

/** DSIGetStatus, request number 1. */
const request = Buffer.from('00030001000000000000000000000000', 'hex');

/** Replies are some hundred bytes long. */
const longestReply = 16_384;

/** The way to sign in without a name ("user authentication method"). */
const guest = 'No User Authent';

/** Asks for the server's status, which everybody gets before a session. */
export const afp: ProtocolProbe = {
	id: 'afp',
	spec: 'Apple Filing Protocol Reference: DSIGetStatus, FPGetSrvrInfo',
	speaksFirst: 'client',
	ports: [548],
	converse,
};

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const answer = await conversation.exchange(request, isWhole);
	if (!isReply(answer) || answer.length < headerLength + answer.readUInt32BE(8)) return undefined;
	const error = answer.readInt32BE(4);
	if (error !== 0) return { service: 'afp', access: 'unknown', evidence: [`DSIGetStatus answered: error ${error}`] };
	const info = answer.subarray(headerLength, headerLength + answer.readUInt32BE(8));
	// Offsets of the machine's type, of the versions and of the ways to sign in come first.
	if (info.length < 10) return undefined;
	const [machine] = textsAt(info, info.readUInt16BE(0), 1);
	const versions = listAt(info, info.readUInt16BE(2));
	const methods = listAt(info, info.readUInt16BE(4));
	if (!machine || !versions.some((version) => version.startsWith('AFP'))) return undefined;
	return {
		service: 'afp',
		...productIn(machine, [[/^Netatalk ?(\d[\w.]*)?/, 'Netatalk']]),
		access: 'unknown',
		evidence: [
			`DSIGetStatus answered: ${machine}`,
			`versions: ${versions.join(', ')}`,
			`ways to sign in: ${methods.join(', ')}`,
		],
		...(methods.includes(guest) ? { remark: 'offers access for guests' } : {}),
	};
}

/** The header of a reply to our request: flags, command, number, error, length, reserved. */
function isReply(bytes: Buffer): boolean {
	return bytes.length >= headerLength && bytes.readUInt32BE(0) === 0x01000001 + getStatus * 0x10000;
}

function isWhole(bytes: Buffer): boolean {
	if (bytes.length < headerLength) return (bytes[0] ?? 1) !== 1;
	const length = bytes.readUInt32BE(8);
	return !isReply(bytes) || length > longestReply || bytes.length >= headerLength + length;
}

/** A count, and as many texts. */
function listAt(info: Buffer, offset: number): readonly string[] {
	const count = info[offset];
	return count === undefined ? [] : textsAt(info, offset + 1, count);
}

/** Up to `count` texts, each behind its length of one byte. */
function textsAt(info: Buffer, offset: number, count: number): readonly string[] {
	const texts: string[] = [];
	for (let at = offset; texts.length < count; ) {
		const length = info[at];
		if (length === undefined || at + 1 + length > info.length) break;
		texts.push(info.toString('latin1', at + 1, at + 1 + length));
		at += 1 + length;
	}
	return texts;
}
