import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** PING and, where that is answered, INFO server. Neither reads nor changes data. */
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
];

function recognise(bytes: Buffer): Identity | undefined {
	const text = bytes.toString('utf8');
	const line = /^-[^\r\n]*(?=\r\n)/.exec(text)?.[0];
	if (line === undefined || !familyErrors.some((pattern) => pattern.test(line))) return undefined;
	return { service: 'redis', ...refusal(line), evidence: [`answered ${line.slice(1)}`] };
}

async function converse(conversation: Conversation, _context: Context): Promise<Identity | undefined> {
	const line = firstLine(await conversation.exchange('PING\r\n', hasLine));
	if (line !== '+PONG') return pingRefused(line);
	const info = bulkString(await conversation.exchange('INFO server\r\n', (bytes) => bulkString(bytes) !== undefined));
	// A server that answers PING but not INFO lets strangers do something, but who knows what.
	if (!info?.startsWith('$')) {
		return {
			service: 'redis',
			access: 'unknown',
			evidence: ['PING answered: PONG', `INFO answered: ${info ?? 'nothing'}`],
		};
	}
	return described(
		new Map([...info.matchAll(/^([a-z_]+):([^\r\n]*)/gm)].map(([, key = '', value = '']) => [key, value])),
	);
}

function described(facts: ReadonlyMap<string, string>): Identity {
	const known = [
		['valkey_version', 'Valkey'],
		['dragonfly_version', 'Dragonfly'],
		['redis_version', 'Redis'],
	] as const;
	const [key, product] = known.find(([key]) => facts.has(key)) ?? ['redis_version', undefined];
	const version = facts.get(key)?.replace(/^df-v/, '');
	const sentinel = facts.get('redis_mode') === 'sentinel';
	return {
		service: 'redis',
		...(product ? { product: sentinel ? `${product} Sentinel` : product } : {}),
		...(version ? { version } : {}),
		access: 'open',
		evidence: [
			'PING answered: PONG',
			`INFO answered: ${version ? `${key}:${facts.get(key)}` : 'no version'}`,
			...system(facts),
		],
		remark: 'answers without a password',
	};
}

function system(facts: ReadonlyMap<string, string>): string[] {
	const os = facts.get('os');
	return os ? [`INFO answered: os:${os}`] : [];
}

function pingRefused(line: string | undefined): Identity | undefined {
	// Before 3.0 a missing password was called "operation not permitted".
	if (!line || !/^-(?:NOAUTH|DENIED|NOPERM|LOADING|MASTERDOWN|ERR operation not permitted)/.test(line))
		return undefined;
	return { service: 'redis', ...refusal(line), evidence: [`PING answered: ${line.slice(1)}`] };
}

function refusal(line: string): Pick<Identity, 'access' | 'remark'> {
	if (/^-(?:NOAUTH|ERR operation not permitted|NOPERM)/.test(line))
		return { access: 'protected', remark: 'asks for a password' };
	if (line.startsWith('-DENIED')) return { access: 'protected', remark: 'protected mode: answers this machine only' };
	return { access: 'unknown' };
}

function firstLine(bytes: Buffer): string | undefined {
	return /^([^\r\n]*)\r?\n/.exec(bytes.toString('utf8'))?.[1];
}

/** A whole bulk string with its `$length` line, or the line of an error; undefined while neither is complete. */
function bulkString(bytes: Buffer): string | undefined {
	const line = firstLine(bytes);
	if (line === undefined || !line.startsWith('$')) return line;
	const end = line.length + 2 + Number(line.slice(1));
	return bytes.length >= end ? bytes.toString('utf8', 0, end) : undefined;
}
