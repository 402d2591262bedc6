import { neverSend, udpNeverSend } from '../knowledge/never-send.ts';
import type { Family, Identity, Protocol } from '../model.ts';
import { Budget, limits } from './budget.ts';
import { harmless } from './harmless.ts';
import { visitUdp } from './udp/visit.ts';
import { visit } from './visit.ts';

/** One open port to look behind. */
export interface IdentifyRequest {
	readonly address: string;
	readonly family: Family;
	readonly port: number;
	/** TCP, if not said. */
	readonly protocol?: Protocol;
	/** The host name that was asked, for TLS and HTTP. */
	readonly serverName?: string;
	/** Ids of the protocols that may be asked though they are asked on request only (`onRequest` in `protocols.ts`). */
	readonly ask?: readonly string[];
	readonly signal?: AbortSignal;
}

/**
 * Finds out what answers behind an open port, without logging in, guessing or changing anything. It is held
 * to `limits`; over UDP, two requests, each sent three times at most.
 *
 * @returns undefined when nothing was recognised, nothing may be sent there, or the signal aborted. All text
 * in the identity is sanitised and bounded. Never rejects: an answer that a parser stumbles over is an answer
 * that was not recognised.
 */
export async function identify(request: IdentifyRequest): Promise<Identity | undefined> {
	const udp = request.protocol === 'udp';
	if ((udp ? udpNeverSend : neverSend).has(request.port) || request.signal?.aborted) return undefined;
	const budget = new Budget(limits, request.signal);
	try {
		const identity = await (udp ? visitUdp : visit)(request, budget);
		return identity && !request.signal?.aborted ? harmless(identity) : undefined;
	} catch {
		return undefined;
	} finally {
		budget.end();
	}
}
