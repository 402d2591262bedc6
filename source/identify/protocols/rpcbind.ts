import type { Identity } from '../../model.ts';
import { rpcCall } from '../../scan/udp-requests/rpc-call.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { listPrograms, portmapper, programName, withPrograms } from '../rpc-programs.ts';
import { type RpcResult, readRpcReply } from '../rpc-reply.ts';

/** A record's mark: the top bit says that it is the last part, the others its length (RFC 5531, section 11). */
const lastFragment = 0x80000000;
const longestRecord = 32_768;

/** Those that are asked for beside the portmapper. */
const nfsPrograms = [100_003, 100_005, 100_021, 100_024];

/** A call that does nothing, in version 0, which exists nowhere: who has the program names the versions that do. */
const noVersion = 0;
const doNothing = 0;
const calls = [portmapper, ...nfsPrograms].map((program, index) => ({
	program,
	call: Buffer.from(rpcCall(program, noVersion, doNothing, index + 1)),
}));
const questions = Buffer.concat(calls.map(({ call }) => framed(call)));

/**
 * One NULL call for each of a few programs, all at once, since any of them may answer at a port. A portmapper is then
 * asked for its list, which it gives to everybody.
 */
export const rpcbind: ProtocolProbe = {
	id: 'rpcbind',
	spec: 'RFC 5531, sections 9 and 11; RFC 1833, sections 3.1 and 3.2',
	speaksFirst: 'client',
	ports: [111],
	guessed: true,
	converse: askPrograms,
};

/** Asks as described at `rpcbind`, whichever of the programs is expected. */
export async function askPrograms(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const isEnough = (bytes: Buffer) => {
		const records = recordsIn(bytes);
		return !records || foundIn(records) !== undefined || records.length >= calls.length;
	};
	const records = recordsIn(await conversation.exchange(questions, isEnough));
	if (!records || !calls.some(({ call }) => replyTo(call, records))) return undefined;
	const found = foundIn(records);
	if (!found) return { service: 'onc-rpc', access: 'unknown', evidence: ['NULL answered: some other program'] };
	const evidence = `NULL of ${programName(found.program)} answered: ${found.versions}`;
	if (found.program === portmapper) {
		const identity = { service: 'rpcbind', access: 'unknown', evidence: [evidence] } as const;
		return withPrograms(identity, await list(conversation), 'lists its services to strangers');
	}
	return {
		service: 'nfs',
		...(programName(found.program) === 'nfs' ? {} : { product: programName(found.program) }),
		access: 'unknown',
		evidence: [evidence],
	};
}

async function list(conversation: Conversation): Promise<RpcResult | undefined> {
	// The last replies to the first calls may come in between.
	const result = () => replyTo(listPrograms, recordsIn(conversation.heard) ?? []);
	await conversation.exchange(framed(listPrograms), () => result() !== undefined);
	return result();
}

interface Found {
	readonly program: number;
	/** `versions 3 to 4`. */
	readonly versions: string;
}

/** The program that is there; replies come in any order. */
function foundIn(records: readonly Buffer[]): Found | undefined {
	for (const { program, call } of calls) {
		const result = replyTo(call, records);
		if (result?.outcome === 'success') return { program, versions: 'success' };
		if (result?.outcome !== 'no such version' || result.values.length < 8) continue;
		const [low, high] = [result.values.readUInt32BE(0), result.values.readUInt32BE(4)];
		return { program, versions: low === high ? `version ${low}` : `versions ${low} to ${high}` };
	}
	return undefined;
}

function replyTo(call: Buffer, records: readonly Buffer[]): RpcResult | undefined {
	for (const record of records) {
		const result = readRpcReply(record, call);
		if (result) return result;
	}
	return undefined;
}

function framed(message: Buffer): Buffer {
	const mark = Buffer.alloc(4);
	mark.writeUInt32BE(lastFragment + message.length);
	return Buffer.concat([mark, message]);
}

/** The whole records; undefined when they are none. Short ones in several parts are possible, but nobody sends them. */
function recordsIn(bytes: Buffer): readonly Buffer[] | undefined {
	const records: Buffer[] = [];
	for (let at = 0; at + 4 <= bytes.length; ) {
		const length = bytes.readUInt32BE(at) - lastFragment;
		if (length < 12 || length > longestRecord) return undefined;
		const end = at + 4 + length;
		if (end > bytes.length) break;
		records.push(bytes.subarray(at + 4, end));
		at = end;
	}
	return records;
}
