import { randomBytes } from 'node:crypto';
import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/**
 * Opens a clean session without a name or a password, sees whether it is accepted, and ends it. It has a client id that
 * nobody else will have (a broker closes an older connection with the same one), no will, and no subscription.
 *
 * A broker says nothing to somebody who doesn't begin like that, so it has to be asked.
 */
export const mqtt: ProtocolProbe = {
	id: 'mqtt',
	spec: 'MQTT 3.1.1, sections 3.1, 3.2 and 3.14; MQTT 5, section 3.2.2.2',
	speaksFirst: 'client',
	ports: [1883, 1884, 2883],
	tlsPorts: [8883, 8884],
	guessed: true,
	converse,
};

/** Protocol and version, flags (a clean session), 10 s to keep alive, a client id of 17 letters and digits. */
function connect(): Buffer {
	const clientId = `doorcheck${randomBytes(4).toString('hex')}`;
	return packet(1, Buffer.from(`\x00\x04MQTT\x04\x02\x00\x0a\x00\x11${clientId}`, 'latin1'));
}

const disconnect = packet(14, Buffer.alloc(0));

/** Control packet: type and flags, remaining length (below 128 here), the rest. */
function packet(type: number, rest: Buffer): Buffer {
	return Buffer.concat([Buffer.of(type << 4, rest.length), rest]);
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(
		connect(),
		(bytes) => bytes.length >= 2 && bytes.length >= lengthOf(bytes),
	);
	const code = returnCode(answer);
	if (code === undefined) return undefined;
	if (code === accepted) await conversation.leave(disconnect);
	return { service: 'mqtt', ...meaningOf(code), evidence: [`CONNECT answered: ${names[code] ?? `code ${code}`}`] };
}

const connackFlags = 0x20;
const longestConnack = 128;

function lengthOf(bytes: Buffer): number {
	return bytes[0] === connackFlags ? Math.min(2 + (bytes[1] ?? 0), longestConnack) : 0;
}

/** CONNACK: type, remaining length, session present (0: it was a clean one), code; in MQTT 5 properties and their length. */
function returnCode(bytes: Buffer): number | undefined {
	const [type, length = 0, sessionPresent, code = 0, propertyLength] = bytes;
	if (type !== connackFlags || sessionPresent !== 0 || bytes.length !== 2 + length) return undefined;
	const version3 = length === 2 && code <= lastVersion3Code;
	const version5 = length >= 3 && propertyLength === length - 3 && (code === accepted || code >= firstVersion5Error);
	return version3 || version5 ? code : undefined;
}

const accepted = 0;
const lastVersion3Code = 5;
const firstVersion5Error = 0x80;

const names: Readonly<Record<number, string>> = {
	0: 'connection accepted',
	1: 'unacceptable protocol version',
	2: 'identifier rejected',
	3: 'server unavailable',
	4: 'bad user name or password',
	5: 'not authorized',
	132: 'unsupported protocol version',
	134: 'bad user name or password',
	135: 'not authorized',
	140: 'bad authentication method',
};

const asksForPassword: ReadonlySet<number> = new Set([4, 5, 134, 135, 140]);

function meaningOf(code: number): Pick<Identity, 'access' | 'remark'> {
	if (code === accepted) return { access: 'open', remark: 'answers without a password' };
	return asksForPassword.has(code) ? { access: 'protected', remark: 'asks for a password' } : { access: 'unknown' };
}
