import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Asks which requests the broker knows, which it answers before a sign-in too, and then which brokers there are, for no
 * topics. Where a sign-in is due, it closes the connection instead.
 */
export const kafka: ProtocolProbe = {
	id: 'kafka',
	spec: 'Kafka protocol guide: ApiVersions version 0, Metadata version 1, SASL authentication sequence',
	speaksFirst: 'client',
	ports: [9092, 9093, 9094, 19_092, 29_092],
	converse,
};

const [metadataKey, apiVersionsKey] = [3, 18];
/** The first version in which an empty list of topics means none; in version 0 it means all. */
const metadataVersion = 1;
const noTopics = Buffer.alloc(4);

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const supported = versionsIn(await ask(conversation, request(apiVersionsKey, 0)));
	if (!supported?.has(apiVersionsKey)) return undefined;
	const evidence = [`ApiVersions answered: ${supported.size} kinds of request`];
	const unknown: Identity = { service: 'kafka', access: 'unknown', evidence };
	// The port on which only the controllers of a cluster meet knows no Metadata.
	const metadata = supported.get(metadataKey);
	if (!metadata || metadata.min > metadataVersion || metadata.max < metadataVersion) return unknown;
	const before = conversation.heard.length;
	const answer = await ask(conversation, request(metadataKey, metadataVersion, noTopics));
	const brokers = answer && brokersIn(answer);
	if (brokers) {
		return {
			...unknown,
			access: 'open',
			evidence: [...evidence, `Metadata answered: brokers ${brokers.join(', ')}`],
			remark: 'answers without a password',
		};
	}
	if (!conversation.hungUp || conversation.heard.length > before) return unknown;
	return {
		...unknown,
		access: 'protected',
		evidence: [...evidence, 'Metadata before a sign-in: connection closed'],
		remark: 'asks for a password',
	};
}

const correlation = Buffer.from('door', 'latin1');
const clientId = Buffer.from('doorcheck', 'latin1');

/** Size (4), key (2), version (2), correlation (4), client id with its length (2), the rest. */
function request(key: number, version: number, rest = Buffer.alloc(0)): Buffer {
	const head = Buffer.of(0, key, 0, version);
	const body = Buffer.concat([head, correlation, Buffer.of(0, clientId.length), clientId, rest]);
	return Buffer.concat([Buffer.of(0, 0, 0, body.length), body]);
}

const largestResponse = 16_384;

/** The body of the response: what follows its size (4) and the correlation of the request (4). */
async function ask(conversation: Conversation, request: Buffer): Promise<Buffer | undefined> {
	const sizeOf = (bytes: Buffer) => (bytes.length < 4 ? 0 : bytes.readUInt32BE(0));
	const isResponse = (bytes: Buffer) => sizeOf(bytes) >= 4 && sizeOf(bytes) <= largestResponse;
	const answer = await conversation.exchange(
		request,
		(bytes) => bytes.length >= 4 && (!isResponse(bytes) || bytes.length >= 4 + sizeOf(bytes)),
	);
	if (!isResponse(answer) || answer.length !== 4 + sizeOf(answer)) return undefined;
	return answer.subarray(4, 8).equals(correlation) ? answer.subarray(8) : undefined;
}

interface Versions {
	readonly min: number;
	readonly max: number;
}

/** ApiVersions: error (2), count (4), and for each kind of request its key, first and last version (2 each). */
function versionsIn(body: Buffer | undefined): ReadonlyMap<number, Versions> | undefined {
	if (body === undefined || body.length < 6 || body.readUInt16BE(0) !== 0) return undefined;
	const count = body.readUInt32BE(2);
	if (body.length !== 6 + 6 * count) return undefined;
	return new Map(
		Array.from({ length: count }, (_, index) => 6 + 6 * index).map((at) => [
			body.readUInt16BE(at),
			{ min: body.readUInt16BE(at + 2), max: body.readUInt16BE(at + 4) },
		]),
	);
}

const mostBrokers = 100;

/** Metadata: count (4), and for each broker its id (4), host and its length (2), port (4), rack and its length (2). */
function brokersIn(body: Buffer): readonly string[] | undefined {
	const count = body.length < 4 ? 0 : body.readUInt32BE(0);
	if (count === 0 || count > mostBrokers) return undefined;
	const brokers: string[] = [];
	for (let at = 4; brokers.length < count; ) {
		if (body.length < at + 6) return undefined;
		const portAt = at + 6 + body.readUInt16BE(at + 4);
		if (body.length < portAt + 6) return undefined;
		brokers.push(`${body.toString('utf8', at + 6, portAt)}:${body.readUInt32BE(portAt)}`);
		at = portAt + 6 + Math.max(0, body.readInt16BE(portAt + 4));
	}
	return brokers;
}
