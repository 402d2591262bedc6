import type { Identity } from '../../../model.ts';
import { sourceInfo } from '../../../scan/udp-requests/games.ts';
import { type Ask, floodsOthers, type UdpProbe } from '../probe.ts';

/** What a game server shows in the list of servers; most want their challenge back before they tell. */
export const sourceEngine: UdpProbe = {
	id: 'source-engine',
	spec: "Valve's server queries, A2S_INFO and S2C_CHALLENGE",
	ports: [27_015],
	recognise,
	goOn,
};

const headerLength = 5;
const [challenge, information] = ['A', 'I'];

function recognise(reply: Buffer): Identity | undefined {
	const kind = kindOf(reply);
	if (kind === challenge && reply.length === headerLength + 4) {
		return { service: 'source-engine', access: 'unknown', evidence: ['A2S_INFO answered: a challenge'] };
	}
	const told = kind === information ? toldIn(reply) : undefined;
	return told && { ...told, remark: told.remark ?? floodsOthers };
}

async function goOn(identity: Identity, ask: Ask, reply: Buffer): Promise<Identity> {
	if (kindOf(reply) !== challenge) return identity;
	const answer = await ask(Uint8Array.from(sourceInfo([...reply.subarray(headerLength)])));
	return (answer && kindOf(answer) === information ? toldIn(answer) : undefined) ?? identity;
}

/** Four bytes say that the reply is in one piece. */
function kindOf(reply: Buffer): string | undefined {
	return reply.length >= headerLength && reply.readInt32LE(0) === -1
		? String.fromCharCode(reply.readUInt8(4))
		: undefined;
}

/**
 * Version of the protocol, four texts (name, map, folder, game), number of the game (2), players, places, bots, kind of
 * server, its system, whether there is a password, whether cheats are looked for, and the version, a text.
 */
function toldIn(reply: Buffer): Identity | undefined {
	const ends: number[] = [];
	for (let at = headerLength + 1; ends.length < 4; at = (ends.at(-1) ?? 0) + 1) {
		const end = reply.indexOf(0, at);
		if (end < 0) return undefined;
		ends.push(end);
	}
	const [name, map, , game] = [headerLength, ...ends].map((start, index) =>
		reply.toString('utf8', start + 1, ends[index]),
	);
	const rest = reply.subarray((ends[3] ?? 0) + 1);
	const versionEnd = rest.indexOf(0, 9);
	if (versionEnd < 0) return undefined;
	const [players, places, withPassword] = [rest[2], rest[3], rest[7] === 1];
	return {
		service: 'source-engine',
		...(game ? { product: game } : {}),
		version: rest.toString('latin1', 9, versionEnd),
		access: withPassword ? 'protected' : 'unknown',
		evidence: [`A2S_INFO answered: ${name}, map ${map}, ${players} of ${places} players`],
		...(withPassword ? { remark: 'asks for a password' } : {}),
		...osOf(rest[6]),
	};
}

const systems: Readonly<Record<string, string>> = { l: 'Linux', w: 'Windows', m: 'macOS', o: 'macOS' };

function osOf(code = 0): { readonly os?: string } {
	const os = systems[String.fromCharCode(code)];
	return os === undefined ? {} : { os };
}
