import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** What the game itself asks to fill its list of servers. Names of players, which the answer may have, aren't kept. */
export const minecraft: ProtocolProbe = {
	id: 'minecraft',
	spec: 'Minecraft Java Edition protocol, Server List Ping (1.7 and newer)',
	speaksFirst: 'client',
	ports: [25565, 25566, 25567],
	converse,
};

/** 1.8's: any number will do for a status. */
const protocolVersion = 47;
const [handshake, wantsStatus, statusRequest, statusResponse] = [0, 1, 0, 0];

async function converse(
	conversation: Conversation,
	{ port, serverName, address }: Context,
): Promise<Identity | undefined> {
	const host = Buffer.from(serverName ?? address);
	const greeting = [protocolVersion, ...varInt(host.length), ...host, port >>> 8, port & 0xff, wantsStatus];
	const request = Buffer.from([...packet([handshake, ...greeting]), ...packet([statusRequest])]);
	const status = statusIn(await conversation.exchange(request, (bytes) => jsonIn(bytes) !== undefined));
	if (!status) return undefined;
	const { name, players } = status;
	const [, software, version] = /^(?:([A-Za-z]+) )?(\d[\d.]*)$/.exec(name) ?? [];
	return {
		service: 'minecraft',
		product: software ?? 'Minecraft',
		...(version === undefined ? {} : { version }),
		access: 'unknown',
		evidence: [`status answered: ${[name, players].filter((part) => part !== '').join(', ')}`],
		...(players ? { remark: players } : {}),
	};
}

function packet(bytes: readonly number[]): readonly number[] {
	return [...varInt(bytes.length), ...bytes];
}

/** Seven bits a byte, the lowest first, the top bit for more to come. */
function varInt(value: number): readonly number[] {
	return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varInt(value >>> 7)];
}

interface Read {
	readonly value: number;
	/** Where it ends. */
	readonly end: number;
}

function readVarInt(bytes: Buffer, start: number): Read | undefined {
	let value = 0;
	for (let index = 0; index < 5; index += 1) {
		const byte = bytes[start + index];
		if (byte === undefined) return undefined;
		value += (byte & 0x7f) * 2 ** (7 * index);
		if (byte < 0x80) return { value, end: start + index + 1 };
	}
	return undefined;
}

/** The text of a whole status response: its length, its kind, and a string behind its own length. */
function jsonIn(bytes: Buffer): string | undefined {
	const length = readVarInt(bytes, 0);
	const kind = length && readVarInt(bytes, length.end);
	const text = kind?.value === statusResponse ? readVarInt(bytes, kind.end) : undefined;
	if (!length || !text || bytes.length < length.end + length.value) return undefined;
	return text.end + text.value <= length.end + length.value
		? bytes.toString('utf8', text.end, text.end + text.value)
		: undefined;
}

interface Status {
	readonly name: string;
	/** `3 of 20 players`, or empty where it isn't told. */
	readonly players: string;
}

function statusIn(bytes: Buffer): Status | undefined {
	try {
		const { version, players }: Partial<Record<'version' | 'players', Record<string, unknown>>> = JSON.parse(
			jsonIn(bytes) ?? '',
		);
		if (typeof version?.name !== 'string' || typeof version.protocol !== 'number') return undefined;
		const told = Number.isSafeInteger(players?.online) && Number.isSafeInteger(players?.max);
		return { name: version.name, players: told ? `${players?.online} of ${players?.max} players` : '' };
	} catch {
		return undefined;
	}
}
