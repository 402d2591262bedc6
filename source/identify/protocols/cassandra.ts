import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/**
 * Asks what is supported (OPTIONS) and begins a session (STARTUP), which the server answers with READY where it wants
 * no password, else by naming who would check one. Nothing is selected.
 */
export const cassandra: ProtocolProbe = {
	id: 'cassandra',
	spec: 'CQL binary protocol v3 to v5, sections 2, 4.1.1, 4.1.3 and 4.2',
	speaksFirst: 'client',
	ports: [9042],
	tlsPorts: [9142],
	recognise,
	converse,
};

const headerLength = 9;

/** Operations. */
const error = 0x00;
const startup = 0x01;
const ready = 0x02;
const authenticate = 0x03;
const options = 0x05;
const supported = 0x06;

const protocolError = 0x000a;

/** Spoken by Cassandra 2.2 and later, and by ScyllaDB; where it isn't, the refusal says which one is. */
const usualVersion = 4;
const newestVersion = 5;
const oldestVersion = 3;

/** Whatever else it is sent, the server takes it for a version of the protocol that it doesn't know. */
function recognise(bytes: Buffer): Identity | undefined {
	const frame = frameIn(bytes);
	if (frame?.operation !== error || frame.body.length < 6 || frame.body.readInt32BE(0) !== protocolError)
		return undefined;
	const [message] = stringIn(frame.body, 4) ?? [];
	if (message === undefined || !/protocol version/i.test(message)) return undefined;
	return { service: 'cassandra', access: 'unknown', evidence: [`answered: ${message}`] };
}

async function converse(conversation: Conversation, context: Context): Promise<Identity | undefined> {
	const answer = await exchange(conversation, usualVersion, options);
	const other = answer && recognise(answer.bytes) ? answer.version : undefined;
	if (other === undefined) return begin(conversation, usualVersion, answer);
	// The connection is closed with the refusal.
	if (other < oldestVersion || other > newestVersion || other === usualVersion) return undefined;
	const next = await context.again();
	return next && begin(next, other, await exchange(next, other, options));
}

async function begin(
	conversation: Conversation,
	version: number,
	answer: Frame | undefined,
): Promise<Identity | undefined> {
	const facts = answer?.operation === supported ? multimapIn(answer.body) : undefined;
	const languages = facts?.get('CQL_VERSION');
	if (!facts || languages?.[0] === undefined) return undefined;
	const started = await exchange(conversation, version, startup, stringMap({ CQL_VERSION: languages[0] }));
	const product = productOf(facts);
	return {
		service: 'cassandra',
		...(product ? { product } : {}),
		...accessBy(started),
		evidence: [
			`OPTIONS answered: CQL ${languages.join(', ')}`,
			...(facts.has('PROTOCOL_VERSIONS') ? [`protocol versions: ${facts.get('PROTOCOL_VERSIONS')?.join(', ')}`] : []),
			...(started ? [`STARTUP answered: ${summary(started)}`] : []),
		],
	};
}

/** None of them states the version of the server. */
function productOf(facts: ReadonlyMap<string, readonly string[]>): string | undefined {
	if ([...facts.keys()].some((key) => key.startsWith('SCYLLA_'))) return 'ScyllaDB';
	const versions = facts.get('PROTOCOL_VERSIONS');
	if (!versions) return undefined;
	return versions.some((version) => version.includes('dse')) ? 'DataStax Enterprise' : 'Apache Cassandra';
}

function accessBy(started: Frame | undefined): Pick<Identity, 'access' | 'remark'> {
	if (started?.operation === ready) return { access: 'open', remark: 'answers without a password' };
	if (started?.operation === authenticate) return { access: 'protected', remark: 'asks for a password' };
	return { access: 'unknown' };
}

function summary({ operation, body }: Frame): string {
	if (operation === ready) return 'READY';
	if (operation === authenticate) return `AUTHENTICATE ${stringIn(body, 0)?.[0] ?? ''}`;
	return operation === error ? `ERROR ${stringIn(body, 4)?.[0] ?? ''}` : `operation ${operation}`;
}

interface Frame {
	readonly version: number;
	readonly operation: number;
	readonly body: Buffer;
	/** All of it, with its header. */
	readonly bytes: Buffer;
}

async function exchange(
	conversation: Conversation,
	version: number,
	operation: number,
	body: Buffer = Buffer.alloc(0),
): Promise<Frame | undefined> {
	const header = Buffer.from([version, 0, 0, 0, operation, 0, 0, body.length >> 8, body.length & 0xff]);
	const isEnough = (bytes: Buffer) => isForeign(bytes) || frameIn(bytes) !== undefined;
	return frameIn(await conversation.exchange(Buffer.concat([header, body]), isEnough));
}

const longestBody = 16_384;

function isForeign(bytes: Buffer): boolean {
	const [version = 0x81] = bytes;
	if (version < 0x81 || version > 0x86) return true;
	return version > 0x82 && bytes.length >= headerLength && bytes.readUInt32BE(5) > longestBody;
}

/**
 * One whole frame: version (1, with the high bit set), flags (1), stream (2; 1 before version 3), operation (1), length
 * of the body (4), body.
 */
function frameIn(bytes: Buffer): Frame | undefined {
	if (bytes.length < headerLength - 1 || isForeign(bytes)) return undefined;
	const version = bytes.readUInt8(0) & 0x7f;
	const header = version < 3 ? headerLength - 1 : headerLength;
	if (bytes.length < header || bytes.length !== header + bytes.readUInt32BE(header - 4)) return undefined;
	return { version, operation: bytes.readUInt8(header - 5), body: bytes.subarray(header), bytes };
}

/** A string: length (2), text. Gives it and where it ends. */
function stringIn(bytes: Buffer, at: number): readonly [text: string, end: number] | undefined {
	if (bytes.length < at + 2) return undefined;
	const end = at + 2 + bytes.readUInt16BE(at);
	return bytes.length < end ? undefined : [bytes.toString('utf8', at + 2, end), end];
}

/** Count (2), then a string and a list of strings each. */
function multimapIn(bytes: Buffer): ReadonlyMap<string, readonly string[]> | undefined {
	if (bytes.length < 2) return undefined;
	const facts = new Map<string, readonly string[]>();
	let at = 2;
	for (let left = bytes.readUInt16BE(0); left > 0; left -= 1) {
		const key = stringIn(bytes, at);
		const values = key && listIn(bytes, key[1]);
		if (!values) return undefined;
		facts.set(key[0], values.list);
		at = values.end;
	}
	return facts;
}

function listIn(bytes: Buffer, from: number): { readonly list: readonly string[]; readonly end: number } | undefined {
	if (bytes.length < from + 2) return undefined;
	const list: string[] = [];
	let end = from + 2;
	for (let left = bytes.readUInt16BE(from); left > 0; left -= 1) {
		const string = stringIn(bytes, end);
		if (!string) return undefined;
		list.push(string[0]);
		end = string[1];
	}
	return { list, end };
}

/** Count (2), then two strings each. */
function stringMap(fields: Readonly<Record<string, string>>): Buffer {
	const entries = Object.entries(fields);
	const strings = entries.flat().flatMap((text) => [Buffer.of(0, Buffer.byteLength(text)), Buffer.from(text)]);
	return Buffer.concat([Buffer.of(0, entries.length), ...strings]);
}
