import type { Identity } from '../../model.ts';
import { stunMessage } from '../../scan/udp-requests/stun-message.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { readStun, refresh, refreshMs, stunIdentity, stunLength, withRelay } from '../stun-message.ts';

/** The two requests that are made over UDP: for the own address, and to go on with a relay that was never asked for. */
export const stun: ProtocolProbe = {
	id: 'stun',
	spec: 'RFC 8489, sections 5, 6.2.2 and 9.2.4; RFC 8656, sections 2.1 and 7.2',
	speaksFirst: 'client',
	ports: [3478],
	tlsPorts: [5349],
	converse,
};

const binding = Buffer.from(stunMessage(0x0001));

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const start = performance.now();
	const identity = stunIdentity(readStun(await conversation.exchange(binding, isWhole), binding));
	if (!identity) return undefined;
	const ms = performance.now() - start + refreshMs;
	return withRelay(identity, readStun(await conversation.exchange(refresh, isWhole, ms), refresh));
}

const cookieAt = 4;
const longestMessage = 2048;

/** A whole message, or something else. */
function isWhole(bytes: Buffer): boolean {
	const length = stunLength(bytes);
	if (length === undefined) return !bytes.subarray(cookieAt).equals(binding.subarray(cookieAt, bytes.length));
	return bytes.length >= Math.min(length, longestMessage);
}
