import type { Circumstances, NetworkMeasurement } from '../model.ts';
import type { Outcome } from './outcome.ts';
import type { Decision } from './pacer.ts';
import { initialTimeout, type RoundTrip, sampled, unmeasured } from './round-trip.ts';

export interface UdpPacerOptions {
	/** Ports to decide, in the order in which to ask them. */
	readonly ports: readonly number[];
	/** Upper bound of the timeout, in milliseconds. */
	readonly timeoutMs: number;
	/** Silent attempts a port is given, as far as is known now. */
	readonly attempts: () => number;
}

export interface UdpAttempt {
	readonly port: number;
	readonly timeoutMs: number;
	readonly index: number;
	/** Whether the pause before it was long enough for any ration of ICMP errors. */
	readonly rested: boolean;
}

/**
 * Paces the UDP ports of one address. Pure, like `Pacer`.
 *
 * A reply makes a port open, an ICMP port-unreachable closed; silence says that it is open or filtered. Systems ration
 * ICMP errors (Linux: one a second to an address, after a burst of six), so on a host that sends them silence may also be
 * a withheld error. There the silent ports are asked once more, as slowly as the errors come.
 */
export class UdpPacer {
	readonly #options: UdpPacerOptions;
	readonly #ports: number[];
	/** Places of ports to ask, in rounds; then, slowly, of those whose silence may be a withheld error. */
	#queue: number[];
	#slowly: number[] = [];
	readonly #silences = new Map<number, number>();
	readonly #settled = new Set<number>();
	/** Ports that have answered, whose state is certain. */
	readonly answered: number[] = [];
	/** Its pace is that of the rarest errors: it meets no limit. */
	readonly limited = false;
	/** Silence says nothing here. */
	readonly missing = false;
	#roundTrip: RoundTrip = unmeasured;
	#nextAt = 0;
	#askedAt = 0;
	#slowPauseMs = firstSlowPauseMs;
	#restedInVain = 0;
	#inFlight = 0;
	#attempts = 0;
	#refusals = 0;
	#localTroubleSince: number | undefined;

	constructor(options: UdpPacerOptions) {
		this.#options = options;
		this.#ports = [...options.ports];
		this.#queue = this.#ports.map((_, index) => index);
	}

	/** Takes in more ports, to be asked after the others. */
	add(ports: readonly number[]): void {
		for (const port of ports) this.#queue.push(this.#ports.push(port) - 1);
	}

	/** The next attempt to make; undefined while it isn't time for one. */
	next(now: number): UdpAttempt | undefined {
		if (now < this.#nextAt || this.#inFlight >= mostInFlight) return undefined;
		const slow = this.#queue.length === 0;
		// Slow questions go one by one: the answer to one says how long to wait before the next.
		if (slow && (this.#inFlight > 0 || !this.#worthIt)) return undefined;
		const index = this.#queue.shift() ?? this.#slowly.shift();
		if (index === undefined) return undefined;
		const rested = slow && now - this.#askedAt >= longestPauseMs;
		this.#askedAt = now;
		this.#nextAt = now + (slow ? this.#slowPauseMs : pauseMs);
		this.#inFlight++;
		this.#attempts++;
		return { port: this.#ports[index] ?? 0, index, rested, timeoutMs: this.#timeout };
	}

	/** Takes in how an attempt ended; gives what became certain by it. */
	ended({ port, index, rested }: UdpAttempt, outcome: Outcome, rttMs: number, now: number): readonly Decision[] {
		this.#inFlight--;
		if (outcome === 'local' || outcome === 'self') {
			if (outcome === 'local') this.#localTroubleSince ??= now;
			this.#attempts--;
			this.#nextAt = now + localTroublePauseMs;
			this.#queue.push(index);
			return [];
		}
		this.#localTroubleSince = undefined;
		if (outcome === 'silent') return this.#silent(index, rested);
		this.#settled.add(index);
		if (outcome === 'open' || outcome === 'brief') {
			this.#roundTrip = sampled(this.#roundTrip, rttMs);
			this.answered.push(port);
			return [{ port, state: 'open', rttMs }];
		}
		if (outcome !== 'closed') return [{ port, state: 'filtered', rejected: true }];
		this.answered.push(port);
		this.#refusals++;
		this.#restedInVain = 0;
		this.#slowPauseMs = Math.max(pauseMs, this.#slowPauseMs * 0.8);
		return [{ port, state: 'closed' }];
	}

	#silent(index: number, rested: boolean): readonly Decision[] {
		const silences = (this.#silences.get(index) ?? 0) + 1;
		this.#silences.set(index, silences);
		if (this.#queue.length === 0) {
			this.#slowPauseMs = Math.min(longestPauseMs, this.#slowPauseMs * 1.5);
			this.#restedInVain += rested ? 1 : 0;
		}
		if (silences < this.#options.attempts()) {
			this.#queue.push(index);
			return [];
		}
		const settled = rested || this.#restedInVain >= enoughInVain;
		if (settled) this.#settled.add(index);
		else this.#slowly.push(index);
		return settled ? [this.#inDoubt(index)] : [];
	}

	#inDoubt(index: number): Decision {
		return { port: this.#ports[index] ?? 0, state: 'open|filtered' };
	}

	/** When `next` may have something again (milliseconds); undefined when only an outcome can change that. */
	get wakeAt(): number | undefined {
		if (this.#inFlight >= mostInFlight) return undefined;
		if (this.#queue.length > 0) return this.#nextAt;
		return this.#slowly.length > 0 && this.#inFlight === 0 && this.#worthIt ? this.#nextAt : undefined;
	}

	/** To be called when nothing is awaited and nothing is to be asked any more. Gives the last decisions. */
	finish(): readonly Decision[] | undefined {
		const rest = this.#slowly;
		this.#slowly = [];
		for (const index of rest) this.#settled.add(index);
		return rest.map((index) => this.#inDoubt(index));
	}

	/** Whether silence may be a withheld error, and asking slowly has not been in vain for long. */
	get #worthIt(): boolean {
		return this.#refusals > 0 && this.#restedInVain < enoughInVain;
	}

	gone(): boolean {
		return false;
	}

	/** Calls every port that isn't certain undecided: the scan ends early. */
	giveUp(): readonly Decision[] {
		const rest = [...this.#ports.keys()].filter((index) => !this.#settled.has(index));
		for (const index of rest) this.#settled.add(index);
		return rest.map((index) => ({ port: this.#ports[index] ?? 0, state: 'undecided' }));
	}

	get circumstances(): Circumstances {
		return {};
	}

	/** Since when this machine has had no room, or no source address, for any attempt here. */
	get localTroubleSince(): number | undefined {
		return this.#localTroubleSince;
	}

	/** Attempts in flight. */
	get awaited(): number {
		return this.#inFlight;
	}

	get total(): number {
		return this.#ports.length;
	}

	get done(): number {
		return this.#settled.size;
	}

	get network(): NetworkMeasurement {
		return { rttMs: this.#roundTrip.srtt, loss: null, missProbability: null, attempts: this.#attempts };
	}

	/** Servers that look something up before they answer need longer than the network. */
	get #timeout(): number {
		const { srtt, rttvar } = this.#roundTrip;
		const measured = srtt === null ? initialTimeout : Math.max(leastTimeoutMs, srtt + 4 * rttvar);
		return Math.min(this.#options.timeoutMs, measured);
	}
}

const mostInFlight = 64;
/** Milliseconds between two attempts. */
const pauseMs = 20;
const firstSlowPauseMs = 250;
/** A little longer than Linux takes to allow the next ICMP error. */
const longestPauseMs = 1100;
/** After so many slow questions in a row without an ICMP error, the rest isn't asked slowly. */
const enoughInVain = 12;
const leastTimeoutMs = 500;
const localTroublePauseMs = 50;
