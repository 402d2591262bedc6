import type { Address } from '../../source/model.ts';
import type { Dialer, OnEnd } from '../../source/scan/dialer.ts';
import type { Outcome } from '../../source/scan/outcome.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a port of the simulated host does with a connection attempt. */
export type PortBehaviour = 'open' | 'closed' | 'drop' | 'reject';

export interface NetworkOptions {
	readonly behaviour: (port: number, address: string) => PortBehaviour;
	/** Milliseconds there and back, and the most that is added to it at random. */
	readonly rttMs?: number;
	readonly jitterMs?: number;
	/** Chance that a packet is lost, each way. */
	readonly loss?: number;
	/** A policer towards the host: packets over the rate are dropped. */
	readonly policer?: { readonly perSecond: number; readonly burst: number };
	/** From this moment on (milliseconds) the host drops everything. */
	readonly blocksAtMs?: number;
	/** This machine has room for so many sockets only. */
	readonly sockets?: number;
	/** From this moment on (milliseconds) there is room for any number. */
	readonly roomyAtMs?: number;
	/** Chance that an attempt meets itself. */
	readonly self?: number;
}

/** A network in virtual time, as a dialer sees it. Everything follows from the seed. */
export class SimulatedNetwork implements Dialer {
	readonly batch = 256;
	readonly #clock: VirtualClock;
	readonly #options: NetworkOptions;
	readonly #random: () => number;
	#tokens: number;
	#tokensAt = 0;
	#sockets = 0;
	#closed = false;
	/** Attempts made at each port. */
	readonly attempts = new Map<number, number>();
	/** Most attempts in flight at once. */
	mostInFlight = 0;

	constructor(clock: VirtualClock, seed: number, options: NetworkOptions) {
		this.#clock = clock;
		this.#options = options;
		this.#random = seeded(seed);
		this.#tokens = options.policer?.burst ?? 0;
	}

	dial({ address }: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const { sockets = Number.POSITIVE_INFINITY, roomyAtMs = Number.POSITIVE_INFINITY, self = 0 } = this.#options;
		if (this.#sockets >= sockets && this.#clock.now() < roomyAtMs) {
			this.#end(0, 'local', onEnd);
			return;
		}
		this.attempts.set(port, (this.attempts.get(port) ?? 0) + 1);
		this.#sockets++;
		this.mostInFlight = Math.max(this.mostInFlight, this.#sockets);
		const release: OnEnd = (outcome, rttMs) => {
			this.#sockets--;
			onEnd(outcome, rttMs);
		};
		if (this.#random() < self) {
			this.#end(0, 'self', release);
			return;
		}
		const { rttMs = 20, jitterMs = 0 } = this.#options;
		const rtt = rttMs + this.#random() * jitterMs;
		const outcome = this.#answer(port, address);
		if (outcome === 'silent' || rtt > timeoutMs) this.#end(timeoutMs, 'silent', release);
		else this.#end(rtt, outcome, release);
	}

	close(): void {
		this.#closed = true;
	}

	#answer(port: number, address: string): Outcome {
		const { loss = 0, behaviour, blocksAtMs = Number.POSITIVE_INFINITY } = this.#options;
		if (!this.#passesPolicer() || this.#random() < loss || this.#clock.now() >= blocksAtMs) return 'silent';
		const answer = behaviour(port, address);
		if (answer === 'drop' || this.#random() < loss) return 'silent';
		return answer === 'reject' ? 'rejected' : answer;
	}

	#passesPolicer(): boolean {
		const { policer } = this.#options;
		if (policer === undefined) return true;
		const now = this.#clock.now();
		this.#tokens = Math.min(policer.burst, this.#tokens + ((now - this.#tokensAt) * policer.perSecond) / 1000);
		this.#tokensAt = now;
		if (this.#tokens < 1) return false;
		this.#tokens--;
		return true;
	}

	#end(afterMs: number, outcome: Outcome, onEnd: OnEnd): void {
		this.#clock.after(afterMs, () => {
			if (!this.#closed) onEnd(outcome, afterMs);
		});
	}
}

/** Random numbers from 0 to 1 that follow from the seed (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
