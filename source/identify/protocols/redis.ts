import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/**
 * PING and, where that is answered, INFO server. Neither reads nor changes data. As arrays: not every server of this
 * family, and hardly a proxy before one, understands commands that are lines.
 */
export const redis: ProtocolProbe = {
	id: 'redis',
	spec: 'Redis serialization protocol (RESP2); commands PING and INFO',
	speaksFirst: 'client',
	ports: [6379, 6380, 26379],
	recognise,
	converse,
};

/** Errors that only a server of this family gives, to whatever it was sent; protected mode speaks first. */
const familyErrors: readonly RegExp[] = [
	/^-NOAUTH Authentication required/,
	/^-DENIED Redis is running in protected mode/,
	/^-ERR (?:wrong number of arguments for|unknown command) ['`]?get\b/i,
	/^-(?:LOADING|MASTERDOWN|NOPERM) /,
	/^-ERR max number of clients (?:\+ cluster connections )?reached/,
];

const ping = command('PING');
const infoServer = command('INFO', 'server');

/** An array of bulk strings. */
function command(...words: readonly string[]): string {
	return `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;
}

function recognise(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('utf8');
	const line = /^-[^\r\n]*(?=\r\n)/.exec(text)?.[0];
	if (line === undefined || !familyErrors.some((pattern) => pattern.test(line))) return undefined;
	return { service: 'redis', ...refusal(line), evidence: [`answered ${line.slice(1)}`] };
}

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const line = firstLine(await conversation.exchange(ping, hasLine));
	if (line === undefined || !isAllowed(line)) return pingRefused(line);
	const info = bulkString(await conversation.exchange(infoServer, (bytes) => bulkString(bytes) !== undefined));
	return described(`PING answered: ${line.slice(1)}`, info ?? 'nothing');
}

/** A server that can't write to its disk lets nobody PING, but says so only to those who may. */
function isAllowed(line: string): boolean {
	return line === '+PONG' || line.startsWith('-MISCONF ');
}

/** The fields that state a version, the most telling first, and the product each belongs to. */
const versionFields: readonly (readonly [field: string, product: string])[] = [
	['valkey_version', 'Valkey'],
	['dragonfly_version', 'Dragonfly'],
	['garnet_version', 'Garnet'],
	['kvrocks_version', 'Kvrocks'],
	['redict_version', 'Redict'],
	['pika_version', 'Pika'],
	['redis_version', 'Redis'],
];

function described(pinged: string, info: string): Identity {
	const text = /^\$\d+\r?\n(.+)/s.exec(info)?.[1]?.trim();
	// A server that answers PING but not INFO lets strangers do something, but who knows what.
	if (!text) return { service: 'redis', access: 'unknown', evidence: [pinged, `INFO answered: ${info}`] };
	const facts = new Map(
		[...text.matchAll(/^([a-z_]+):([^\r\n]*)/gm)].map(([, name = '', value = '']) => [name, value]),
	);
	const os = facts.get('os');
	const [field, product] = versionFields.find(([field]) => facts.has(field)) ?? [];
	const stated = facts.get(field ?? '');
	return {
		service: 'redis',
		...(product !== undefined && stated !== undefined ? productOf(product, stated, facts) : {}),
		access: 'open',
		evidence: [
			pinged,
			`INFO answered: ${field ? `${field}:${stated}` : text}`,
			...(os ? [`INFO answered: os:${os}`] : []),
		],
		remark: 'answers without a password',
	};
}

function productOf(
	product: string,
	stated: string,
	facts: ReadonlyMap<string, string>,
): Pick<Identity, 'product' | 'version'> {
	const version = /\d+(?:\.\d+)+/.exec(stated)?.[0] ?? stated;
	if (isSentinel(facts)) return { product: `${product} Sentinel`, version };
	return { product: isKeyDb(version) && product === 'Redis' ? 'KeyDB' : product, version };
}

/** Valkey calls the mode otherwise. */
function isSentinel(facts: ReadonlyMap<string, string>): boolean {
	return (facts.get('redis_mode') ?? facts.get('server_mode')) === 'sentinel';
}

/** KeyDB states its own version in Redis' field; there was no Redis 6.3. */
function isKeyDb(version: string): boolean {
	return version.startsWith('6.3.');
}

function pingRefused(line: string | undefined): Identity | undefined {
	// Before 3.0 a missing password was called "operation not permitted".
	if (
		!line ||
		!/^-(?:NOAUTH|DENIED|NOPERM|LOADING|BUSY|MASTERDOWN|ERR (?:operation not permitted|max number of clients))/.test(
			line,
		)
	)
		return undefined;
	return { service: 'redis', ...refusal(line), evidence: [`PING answered: ${line.slice(1)}`] };
}

function refusal(line: string): Pick<Identity, 'access' | 'remark'> {
	if (/^-(?:NOAUTH|ERR operation not permitted|NOPERM)/.test(line))
		return { access: 'protected', remark: 'asks for a password' };
	if (line.startsWith('-DENIED')) return { access: 'protected', remark: 'protected mode: answers this machine only' };
	if (/^-ERR max number/.test(line)) return { access: 'unknown', remark: 'takes no more clients at the moment' };
	return { access: 'unknown' };
}

function firstLine(bytes: Buffer): string | undefined {
	return /^([^\r\n]*)\r?\n/.exec(bytes.toString('utf8'))?.[1];
}

/** A whole bulk string with its `$length` line, or the line of an error; undefined while neither is complete. */
function bulkString(bytes: Buffer): string | undefined {
	const line = firstLine(bytes);
	if (line === undefined || !/^\$\d{1,9}$/.test(line)) return line;
	const end = line.length + 2 + Number(line.slice(1));
	return bytes.length >= end ? bytes.toString('utf8', 0, end) : undefined;
}
