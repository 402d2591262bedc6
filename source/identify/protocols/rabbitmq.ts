import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * AMQP, by the header that begins a 0-9-1 connection. The server answers with what it is and the ways to sign in, or
 * with the header of the version that it speaks instead; that it also sends to whoever speaks something else.
 */
export const rabbitmq: ProtocolProbe = {
	id: 'rabbitmq',
	spec: 'AMQP 0-9-1, sections 4.2.2, 4.2.3 and 4.2.5.5, method connection.start; AMQP 1.0, sections 2.2 and 5.3.2',
	speaksFirst: 'client',
	ports: [5672],
	tlsPorts: [5671],
	recognise,
	converse,
};

const header = Buffer.from('AMQP\x00\x00\x09\x01', 'latin1');

/** Protocol headers by their last four bytes. */
const versions: Readonly<Record<string, string>> = {
	'00000901': '0-9-1',
	'01010009': '0-9',
	'0101000a': '0-10',
	'01010800': '0-8',
	'00010000': '1.0',
	'02010000': '1.0 inside TLS',
	'03010000': '1.0 with SASL',
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const isEnough = (bytes: Buffer) => recognise(bytes) !== undefined || !(isFrame(bytes) || isHeader(bytes));
	return recognise(await conversation.exchange(header, isEnough));
}

function recognise(bytes: Buffer): Identity | undefined {
	return otherVersion(bytes) ?? started(bytes);
}

function otherVersion(bytes: Buffer): Identity | undefined {
	if (bytes.length < header.length || bytes.toString('latin1', 0, 4) !== 'AMQP') return undefined;
	const version = versions[bytes.toString('hex', 4, 8)];
	if (version === undefined) return undefined;
	return { service: 'rabbitmq', access: 'unknown', evidence: [`answered with the header of AMQP ${version}`] };
}

const methodFrame = 1;
const frameEnd = 0xce;
const frameHeaderLength = 7;
const connectionStart = 0x000a000a;
const longestFrame = 16_384;

/** The beginning of a header. */
function isHeader(bytes: Buffer): boolean {
	return bytes.length < header.length && bytes.subarray(0, 4).equals(header.subarray(0, Math.min(4, bytes.length)));
}

/** A method frame on channel 0, or the beginning of one. */
function isFrame(bytes: Buffer): boolean {
	const beginning = Buffer.of(methodFrame, 0, 0).subarray(0, bytes.length);
	return bytes.subarray(0, 3).equals(beginning) && (bytes.length < 7 || bytes.readUInt32BE(3) <= longestFrame);
}

/** Frame: type, channel (2), size (4), payload, end. Payload: class and method (4), version (2), table, two long strings. */
function started(bytes: Buffer): Identity | undefined {
	if (bytes.length < frameHeaderLength || !isFrame(bytes)) return undefined;
	const end = frameHeaderLength + bytes.readUInt32BE(3);
	const payload = bytes.subarray(frameHeaderLength, end);
	if (bytes[end] !== frameEnd || payload.length < 6 || payload.readUInt32BE(0) !== connectionStart) return undefined;
	const properties = longString(payload, 6);
	const mechanisms = properties && longString(payload, 6 + 4 + properties.length)?.toString('latin1');
	if (properties === undefined || mechanisms === undefined) return undefined;
	const stated = stringsIn(properties);
	const product = stated.get('product');
	const version = /^\d+(?:\.\d+)*/.exec(stated.get('version') ?? '')?.[0];
	return {
		service: 'rabbitmq',
		...(product ? { product } : {}),
		...(version ? { version } : {}),
		...signIn(mechanisms.split(' ')),
		evidence: [
			...(product ? [`AMQP header answered: ${[product, stated.get('version')].filter(Boolean).join(' ')}`] : []),
			`AMQP header answered: mechanisms ${mechanisms}`,
		],
	};
}

/** That it offers ANONYMOUS is no proof: RabbitMQ 4 does so as delivered, and then lets in only its own machine. */
function signIn(mechanisms: readonly string[]): Pick<Identity, 'access' | 'remark'> {
	if (mechanisms.includes('ANONYMOUS')) return { access: 'unknown', remark: 'offers sign-in without a password' };
	const byCertificate = mechanisms.every((name) => name === 'EXTERNAL');
	return { access: 'protected', remark: byCertificate ? 'asks for a client certificate' : 'asks for a password' };
}

function longString(bytes: Buffer, offset: number): Buffer | undefined {
	if (bytes.length < offset + 4) return undefined;
	const end = offset + 4 + bytes.readUInt32BE(offset);
	return bytes.length < end ? undefined : bytes.subarray(offset + 4, end);
}

/** Lengths of the values of a field table, by their type; `undefined` where the value begins with its own length. */
const lengths: Readonly<Record<string, number | undefined>> = {
	...{ t: 1, b: 1, B: 1, s: 2, u: 2, U: 2, I: 4, i: 4, f: 4, D: 5, l: 8, L: 8, d: 8, T: 8, V: 0 },
	...{ S: undefined, F: undefined, A: undefined, x: undefined },
};

/** The long strings in a field table, without those in tables inside; up to the first field that makes no sense. */
function stringsIn(table: Buffer): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (let at = 0; at < table.length; ) {
		const kindAt = at + 1 + (table[at] ?? 0);
		const kind = table.toString('latin1', kindAt, kindAt + 1);
		if (!Object.hasOwn(lengths, kind)) break;
		const fixed = lengths[kind];
		const value = fixed === undefined ? longString(table, kindAt + 1) : undefined;
		if (fixed === undefined && value === undefined) break;
		if (kind === 'S' && value) found.set(table.toString('latin1', at + 1, kindAt), value.toString('utf8'));
		at = kindAt + 1 + (fixed ?? 4 + (value?.length ?? 0));
	}
	return found;
}
