import type { Address } from '../../model.ts';
import { UdpExchange, type UdpQuestion } from '../../scan/udp-exchange.ts';
import type { Budget } from '../budget.ts';

/**
 * When a request that stays unanswered is sent again, in milliseconds since it was sent first. The last time lets two
 * seconds pass without a request: an NTP server that limits its clients answers none that comes sooner.
 */
const repeatAfterMs = [400, 2500];

/** Local ports of the questions under way. */
const ownPorts = new Set<number>();

/**
 * Asks one thing within the budget. Only the asked address is heard, and of its ports the asked one, but where the
 * protocol answers from any.
 *
 * @param ms how long the answer may take, in milliseconds, at most that of the budget.
 * @returns the first datagram that came back, cut off where the budget's bytes end; undefined when there was none.
 */
export function ask(address: Address, question: UdpQuestion, budget: Budget, ms?: number): Promise<Buffer | undefined> {
	if (!budget.takeConnection()) return Promise.resolve(undefined);
	return new Promise((resolve) => {
		const settle = (reply?: Buffer) => {
			for (const timer of timers) clearTimeout(timer);
			exchange.drop();
			resolve(reply?.subarray(0, budget.takeBytes(reply.length)));
		};
		const exchange = new UdpExchange(question, ownPorts, (_, reply) => settle(reply));
		const timers = [
			...repeatAfterMs.map((ms) => setTimeout(() => exchange.repeat(), ms)),
			setTimeout(settle, budget.msLeft(ms)),
		];
		exchange.begin(address);
		budget.register({ destroy: settle });
	});
}
