import type { Identity } from '../../model.ts';
import { type BsonDocument, type BsonFields, readBson, writeBson } from '../bson.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Asks who it is (isMaster), for its version (buildInfo) and for the names of its databases (listDatabases), which it
 * gives to a stranger only where it wants no password. The first request has the old form, as drivers do it: every
 * version answers that, and says whether it understands the newer one.
 */
export const mongodb: ProtocolProbe = {
	id: 'mongodb',
	spec: 'MongoDB wire protocol: OP_QUERY, OP_REPLY, OP_MSG; commands hello (isMaster), buildInfo, listDatabases',
	speaksFirst: 'client',
	ports: [27017, 27018, 27019],
	recognise,
	converse,
};

/** What a web browser gets to read. */
const pageForBrowsers = /^HTTP\/1\.0 200 OK\r\n.{0,400}trying to access MongoDB over HTTP on the native driver port/s;

function recognise(bytes: Buffer): Identity | undefined {
	if (!pageForBrowsers.test(bytes.toString('latin1', 0, 500))) return undefined;
	return {
		service: 'mongodb',
		access: 'unknown',
		evidence: ['GET / answered: trying to access MongoDB over HTTP on the native driver port'],
	};
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const hello = await run(conversation, opQuery, { isMaster: 1, helloOk: true });
	if (!hello || !(hello.has('ismaster') || hello.has('isWritablePrimary') || isError(hello))) return undefined;
	const maxWireVersion = hello.get('maxWireVersion');
	const form = Number(maxWireVersion ?? 0) >= opMsgSince ? opMsg : opQuery;
	const build = await run(conversation, form, { buildInfo: 1 });
	const list = await run(conversation, form, { listDatabases: 1, nameOnly: true });
	return {
		service: 'mongodb',
		...(build ? productOf(build) : {}),
		...accessBy(list),
		evidence: [
			`isMaster answered: ${maxWireVersion === undefined ? summary(hello) : `maxWireVersion ${maxWireVersion}`}`,
			...(build ? [`buildInfo answered: ${summary(build)}`] : []),
			...(list ? [`listDatabases answered: ${summary(list)}`] : []),
		],
	};
}

/** Vendors that name themselves, by a field of buildInfo and the path to their version. */
const vendors: readonly (readonly [product: string, path: readonly string[]])[] = [
	['FerretDB', ['ferretdb', 'version']],
	['FerretDB', ['ferretdbVersion']],
	['Percona Server for MongoDB', ['psmdbVersion']],
	['MongoDB', ['version']],
];

function productOf(build: BsonDocument): { readonly product?: string; readonly version?: string } {
	for (const [product, [key = '', inner]] of vendors) {
		const value = build.get(key);
		const version = inner !== undefined && value instanceof Map ? value.get(inner) : value;
		const digits = typeof version === 'string' ? /^v?(\d+(?:\.\d+)+(?:-\d+)?)/.exec(version)?.[1] : undefined;
		if (digits) return { product, version: digits };
	}
	return {};
}

const unauthorised = 13;

function accessBy(list: BsonDocument | undefined): Pick<Identity, 'access' | 'remark'> {
	if (!list) return { access: 'unknown' };
	if (!isError(list)) return { access: 'open', remark: 'answers without a password' };
	// Versions before 2.6 had no code for it.
	const refused = list.get('code') === unauthorised || /^(?:unauthorized|need to login)/.test(textIn(list, 'errmsg'));
	return refused ? { access: 'protected', remark: 'asks for a password' } : { access: 'unknown' };
}

/** The part of an answer that a reader should see. */
function summary(answer: BsonDocument): string {
	if (isError(answer)) return textIn(answer, 'errmsg') || 'an error';
	const databases = answer.get('databases');
	if (databases instanceof Map) {
		const names = [...databases.values()].map((entry) => (entry instanceof Map ? textIn(entry, 'name') : ''));
		return names.filter((name) => name !== '').join(', ') || 'no databases';
	}
	return answer.has('version') ? `version ${textIn(answer, 'version')}` : 'ok';
}

function isError(answer: BsonDocument): boolean {
	return answer.get('ok') !== 1 && answer.get('ok') !== true;
}

function textIn(document: BsonDocument, key: string): string {
	const value = document.get(key);
	return typeof value === 'string' ? value : '';
}

/** How a command is put, and its answer found in the bytes of a whole message. */
interface Form {
	request(command: BsonFields): Buffer;
	answerIn(message: Buffer): BsonDocument | undefined;
}

const headerLength = 16;
const requestId = 1;
const longestAnswer = 48_000;

/** The wire version (3.6) since which OP_MSG is understood. */
const opMsgSince = 6;

/** OP_QUERY: flags (4), collection name up to a NUL, skip (4), return (4), document; 4 = a secondary may answer. */
const opQuery: Form = {
	request: (command) =>
		message(2004, Buffer.from('04000000', 'hex'), 'admin.$cmd\0', Buffer.from('00000000ffffffff', 'hex'), command),
	// OP_REPLY: flags (4), cursor (8), start (4), count (4), documents.
	answerIn: (message) => (message.readInt32LE(12) === 1 ? readBson(message.subarray(headerLength + 20)) : undefined),
};

/** OP_MSG: flags (4), kind of section (1; 0 = a document), document. */
const opMsg: Form = {
	request: (command) =>
		message(2013, Buffer.alloc(5), { ...command, $db: 'admin', $readPreference: { mode: 'primaryPreferred' } }),
	answerIn: (message) =>
		message.readInt32LE(12) === 2013 && message[20] === 0 ? readBson(message.subarray(21)) : undefined,
};

/** Header: length (4, of the whole), id (4), the id that it answers (4), operation (4). */
function message(operation: number, ...parts: readonly (Buffer | string | BsonFields)[]): Buffer {
	const body = Buffer.concat(
		parts.map((part) =>
			Buffer.isBuffer(part) ? part : typeof part === 'string' ? Buffer.from(part) : writeBson(part),
		),
	);
	const header = Buffer.alloc(headerLength);
	header.writeInt32LE(headerLength + body.length, 0);
	header.writeInt32LE(requestId, 4);
	header.writeInt32LE(operation, 12);
	return Buffer.concat([header, body]);
}

/** @returns undefined when no whole answer in the protocol came. */
async function run(conversation: Conversation, form: Form, command: BsonFields): Promise<BsonDocument | undefined> {
	if (conversation.ended) return undefined;
	const bytes = await conversation.exchange(form.request(command), (bytes) => isForeign(bytes) || isWhole(bytes));
	return isWhole(bytes) && !isForeign(bytes) ? form.answerIn(bytes.subarray(0, bytes.readInt32LE(0))) : undefined;
}

function isWhole(bytes: Buffer): boolean {
	return bytes.length >= headerLength + 5 && bytes.length >= bytes.readInt32LE(0);
}

/** Something that can't be the answer. */
function isForeign(bytes: Buffer): boolean {
	if (bytes.length < headerLength) return false;
	const length = bytes.readInt32LE(0);
	return length < headerLength + 5 || length > longestAnswer || bytes.readInt32LE(8) !== requestId;
}
