import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** States the version of the protocol, which the server answers with its own; what would follow is the login. */
export const rethinkdb: ProtocolProbe = {
	id: 'rethinkdb',
	spec: 'RethinkDB driver protocol V1_0: handshake',
	speaksFirst: 'client',
	ports: [28_015],
	recognise,
	converse,
};

/** V1_0, 0x34c2bdc3 in little-endian. */
const magic = Buffer.from('c3bdc234', 'hex');

/** What it answers to anybody else: a sentence up to a NUL. */
const unsupported =
	/^ERROR: (?=.{0,100}\bThis (?:port is for RethinkDB queries|is the rdb protocol port))[^\0\n]{0,200}/;

const longestAnswer = 500;

function recognise(bytes: Buffer): Identity | undefined {
	const found = { service: 'rethinkdb', product: 'RethinkDB', access: 'unknown' } as const;
	const end = bytes.subarray(0, longestAnswer).indexOf(0);
	const text = bytes.toString('utf8', 0, end < 0 ? longestAnswer : end);
	const error = unsupported.exec(text)?.[0];
	if (error !== undefined) return { ...found, evidence: [`answered: ${error}`] };
	const stated = end > 0 && text.startsWith('{') ? versionIn(text) : undefined;
	if (stated === undefined) return undefined;
	const version = /^\d+(?:\.\d+)*/.exec(stated)?.[0];
	return { ...found, ...(version ? { version } : {}), evidence: [`handshake answered: server_version ${stated}`] };
}

/** The server's version, where the answer says that it speaks the protocol. */
function versionIn(text: string): string | undefined {
	try {
		const { success, min_protocol_version, server_version } = JSON.parse(text) as Readonly<Record<string, unknown>>;
		const agreed = success === true && typeof min_protocol_version === 'number';
		return agreed && typeof server_version === 'string' ? server_version : undefined;
	} catch {
		return undefined;
	}
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	return recognise(await conversation.exchange(magic, (bytes) => bytes.includes(0) || bytes.length > longestAnswer));
}
