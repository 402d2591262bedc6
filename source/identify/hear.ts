import type { Identity } from '../model.ts';
import type { Conversation } from './conversation.ts';
import type { Context } from './protocol.ts';
import { type Recognised, recognise } from './protocols.ts';

/** How long a server that has begun to speak may take to say something recognisable. Milliseconds. */
const graceMs = 1000;

/** A greeting that is longer than this is none. */
const greetingBytes = 4096;

/**
 * HTTP without a Host field: a web server answers, and so does Redis, which takes it for a GET without a key
 * (a Host field it would log as an attack).
 */
const anyoneThere = 'GET / HTTP/1.0\r\n\r\n';

/** How long the answer to that may take. Milliseconds. */
const anyoneThereMs = 1000;

/** Sends a request that many kinds of server answer somehow, and listens. */
export function callOut(conversation: Conversation, port: number): Promise<Recognised | undefined> {
	conversation.send(anyoneThere);
	return hear(conversation, port, anyoneThereMs);
}

/**
 * Listens until some protocol recognises what the server says.
 *
 * @param ms how long its first byte may take.
 */
export async function hear(conversation: Conversation, port: number, ms: number): Promise<Recognised | undefined> {
	const { exchangeMs } = conversation.limits;
	const start = performance.now();
	if ((await conversation.receive(() => true, ms)).length === 0) return undefined;
	let found: Recognised | undefined;
	const bytes = await conversation.receive(
		(bytes) => {
			found = recognise(bytes, port);
			return found !== undefined || bytes.length >= greetingBytes;
		},
		Math.min(graceMs, start + exchangeMs - performance.now()),
	);
	// What stopped in the middle of a line may still be known by its beginning.
	return found ?? recognise(Buffer.concat([bytes, Buffer.from('\n')]), port, true);
}

/** Waits for a greeting and goes on from it in its own protocol. */
export async function greeting(
	conversation: Conversation,
	context: Context,
	ms: number,
): Promise<Identity | undefined> {
	const found = await hear(conversation, context.port, ms);
	if (!found) return undefined;
	const { probe, identity } = found;
	if (!probe.converse || probe.onRequest) return identity;
	const asked = await probe.converse(conversation, context, identity);
	// Some of those that wait for a request speak unasked now and then.
	return probe.speaksFirst === 'server' ? asked : (asked ?? identity);
}
