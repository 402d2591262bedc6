import type { Address, Identity } from '../../model.ts';
import { udpQuestion } from '../../scan/udp-requests.ts';
import type { Budget } from '../budget.ts';
import { ask } from './ask.ts';
import { recogniseReply } from './probes.ts';

/**
 * Asks a UDP port what the scan asked it, and looks at the reply; asks once more where the protocol's probe has a
 * question left.
 */
export async function visitUdp(
	place: Address & { readonly port: number },
	budget: Budget,
): Promise<Identity | undefined> {
	const question = udpQuestion(place.port);
	const start = performance.now();
	const reply = await ask(place, question, budget);
	const tookMs = performance.now() - start;
	const found = reply && recogniseReply(reply, question);
	if (!found) return undefined;
	const { probe, identity } = found;
	const askOnce = (bytes: Uint8Array, ms?: number) =>
		ask(place, { ...question, bytes }, budget, ms === undefined ? undefined : tookMs + ms);
	return (await probe.goOn?.(identity, askOnce, reply)) ?? identity;
}
