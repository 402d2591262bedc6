import { udpNeverSend } from '../knowledge/never-send.ts';
import type { Address } from '../model.ts';
import { Deadlines } from './deadlines.ts';
import type { Dialer, OnEnd } from './dialer.ts';
import type { Outcome } from './outcome.ts';
import { UdpExchange } from './udp-exchange.ts';
import { udpQuestion } from './udp-requests.ts';

/**
 * Asks UDP ports with this thread's sockets: one connected socket an attempt, one request (`udpRequest`). Any datagram
 * of the peer means open; what the datagram says is not looked at. Nothing is sent to the ports of `udpNeverSend`.
 */
export class UdpDialer implements Dialer {
	readonly batch = 16;
	readonly #deadlines = new Deadlines<Attempt>((attempt) => attempt.end('silent'));
	/** Local ports of the attempts under way. */
	readonly #ownPorts = new Set<number>();

	dial(address: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const started = performance.now();
		const end = (outcome: Outcome) => {
			if (!this.#deadlines.remove(attempt)) return;
			exchange.drop();
			onEnd(outcome, performance.now() - started);
		};
		const exchange = new UdpExchange(udpQuestion(port), this.#ownPorts, end);
		const attempt: Attempt = { exchange, end };
		if (udpNeverSend.has(port)) {
			this.#deadlines.add(attempt, 0);
			return;
		}
		this.#deadlines.add(attempt, timeoutMs);
		exchange.begin(address);
	}

	close(): void {
		for (const { exchange } of this.#deadlines.clear()) exchange.drop();
	}
}

interface Attempt {
	readonly exchange: UdpExchange;
	readonly end: (outcome: Outcome) => void;
}
