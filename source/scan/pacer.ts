import type { NetworkMeasurement, PortState } from '../model.ts';
import { Canaries } from './canaries.ts';
import { attemptsNeeded, measuredLoss, missProbability } from './confidence.ts';
import { Congestion } from './congestion.ts';
import type { Outcome } from './outcome.ts';
import { type RoundTrip, sampled, timeoutFor, unmeasured } from './round-trip.ts';

export interface PacerOptions {
	/** Ports to decide, in the order in which to ask them first. */
	readonly ports: readonly number[];
	/** Upper bound of attempts in flight at this address. */
	readonly maxWindow: number;
	/** Attempts in flight to begin with, where there is no network that would have to be felt out. */
	readonly firstWindow?: number;
	/** Upper bound of the timeout, in milliseconds. */
	readonly timeoutMs: number;
	/** Upper bound of the silent attempts a port is given. */
	readonly attempts?: number;
	/** Whether a port counts as open only when it was found open twice: where this machine may have met itself. */
	readonly confirm?: (port: number) => boolean;
}

/** One connection attempt to make. `index` is the port's place in the options, negative for a canary. */
export interface Attempt {
	readonly port: number;
	readonly timeoutMs: number;
	readonly index: number;
	readonly epoch: Epoch;
}

/** What became certain about a port. `rejected`: somebody on the way refused in so many words. */
export interface Decision {
	readonly port: number;
	readonly state: PortState;
	readonly rttMs?: number;
	readonly rejected?: boolean;
}

/** Attempts made with the same window, judged together once all have ended. */
interface Epoch {
	readonly number: number;
	sent: number;
	inFlight: number;
	answered: number;
	closed: boolean;
	readonly silent: number[];
	readonly canaries: { asked: number; silent: number };
}

/**
 * Paces the scan of one address and decides its ports. Pure: the clock comes in with every call (milliseconds), and
 * what to do comes back.
 *
 * A port is open or closed on one answer. Silence counts only where the witnesses of its epoch (see `Congestion`) say
 * that the network let the others through, and makes a port filtered only when it was silent as often as the measured
 * loss demands (see `attemptsNeeded`) and the address was seen to answer at all.
 */
export class Pacer {
	readonly #options: PacerOptions;
	readonly #congestion: Congestion;
	readonly #canaries = new Canaries();
	readonly #silences: Uint8Array;
	readonly #decided: Uint8Array;
	readonly #seenOpen = new Set<number>();
	/** Ports to ask again, soonest first. */
	#again: { readonly index: number; readonly at: number }[] = [];
	#againHead = 0;
	/** Ports that were silent often enough. */
	#quiet: number[] = [];
	#fresh = 0;
	#decidedCount = 0;
	#waitingSilences = 0;
	#roundTrip: RoundTrip = unmeasured;
	#loss = { asked: 0, silent: 0 };
	#epoch: Epoch = newEpoch(0);
	#sinceCanary = 0;
	#inFlight = 0;
	#attempts = 0;
	#open = 0;
	#answered = 0;
	#refusals = 0;
	#localTroubleSince: number | undefined;

	constructor(options: PacerOptions) {
		this.#options = options;
		this.#congestion = new Congestion(options.maxWindow, options.firstWindow);
		this.#silences = new Uint8Array(options.ports.length);
		this.#decided = new Uint8Array(options.ports.length);
	}

	/** The next attempt to make; undefined while the window is full or there is nothing to ask. */
	next(now: number): Attempt | undefined {
		if (this.#inFlight >= this.#congestion.window) return undefined;
		const canary = this.#nextCanary(now);
		const index = canary === undefined ? this.#nextIndex(now) : -1;
		if (index === undefined) return undefined;
		const epoch = this.#epoch;
		epoch.sent++;
		epoch.inFlight++;
		this.#inFlight++;
		this.#attempts++;
		if (epoch.sent >= this.#congestion.window) this.#closeEpoch();
		return {
			port: canary ?? this.#port(index),
			index,
			epoch,
			timeoutMs: timeoutFor(this.#roundTrip, this.#silences[index] ?? 0, this.#options.timeoutMs),
		};
	}

	/** Takes in how an attempt ended; gives what became certain by it. */
	ended({ index, port, epoch }: Attempt, outcome: Outcome, rttMs: number, now: number): readonly Decision[] {
		const decisions: Decision[] = [];
		const isCanary = index < 0;
		this.#inFlight--;
		epoch.inFlight--;
		if (outcome === 'local' || outcome === 'self') {
			if (outcome === 'local') this.#localTroubleSince ??= now;
			this.#attempts--;
			epoch.sent--;
			if (!isCanary) this.#askAgain(index, now + localTroublePause);
		} else {
			this.#localTroubleSince = undefined;
			if (isCanary) epoch.canaries.asked++;
			if (outcome === 'silent') {
				if (isCanary) epoch.canaries.silent++;
				else epoch.silent.push(index);
			} else {
				epoch.answered++;
				if (outcome === 'open' || outcome === 'closed') this.#roundTrip = sampled(this.#roundTrip, rttMs);
				if (!isCanary) this.#heard(index, port, outcome, rttMs, now, decisions);
			}
		}
		this.#judge(epoch, now, decisions);
		return decisions;
	}

	/** When `next` may have something again though nothing ended; undefined when only an outcome can change that. */
	get wakeAt(): number | undefined {
		return this.#inFlight < this.#congestion.window ? this.#again[this.#againHead]?.at : undefined;
	}

	/**
	 * Settles what silence left open. To be called when nothing is in flight. Gives the last decisions, or undefined
	 * when the scan has to go on, because the loss turned out higher than thought and some ports need another attempt.
	 */
	finish(now: number): readonly Decision[] | undefined {
		if (!this.#exhausted) return undefined;
		const needed = this.#needed;
		const unsure = this.#quiet.filter((index) => this.#reached && this.#silencesOf(index) < needed);
		if (unsure.length > 0) {
			this.#quiet = this.#quiet.filter((index) => this.#silencesOf(index) >= needed);
			for (const index of unsure) {
				this.#waitingSilences += this.#silencesOf(index);
				this.#askAgain(index, now);
			}
			return undefined;
		}
		const decisions: Decision[] = [];
		for (const [index, port] of this.#options.ports.entries()) {
			// Where every answer was a refusal, there may be no way at all to this address.
			const refused = this.#decided[index] === 1 && this.#nothingButRefusals;
			if (refused) this.#decide(index, { port, state: 'undecided', rejected: true }, decisions);
			if (this.#decided[index] === 1) continue;
			this.#decide(index, { port, state: this.#reached ? 'filtered' : 'undecided' }, decisions);
		}
		return decisions;
	}

	/** Calls every port that isn't decided yet undecided: the scan ends early. */
	giveUp(): readonly Decision[] {
		const decisions: Decision[] = [];
		for (const [index, port] of this.#options.ports.entries()) {
			if (this.#decided[index] === 0) this.#decide(index, { port, state: 'undecided' }, decisions);
		}
		return decisions;
	}

	/** Since when this machine has had no room, or no source address, for any attempt here. */
	get localTroubleSince(): number | undefined {
		return this.#localTroubleSince;
	}

	get inFlight(): number {
		return this.#inFlight;
	}

	get total(): number {
		return this.#options.ports.length;
	}

	/** Ports dealt with; a silent attempt counts as a part of the attempts that its port needs. */
	get done(): number {
		const quiet = this.#quiet.reduce((count, index) => count + (this.#decided[index] === 0 ? 1 : 0), 0);
		const parts = Math.floor(this.#waitingSilences / this.#needed);
		return Math.min(this.total, this.#decidedCount + quiet + parts);
	}

	get network(): NetworkMeasurement {
		return {
			rttMs: this.#roundTrip.srtt,
			// What came back from elsewhere says nothing about the address's own answers.
			loss: this.#reached ? measuredLoss(this.#loss) : null,
			missProbability: this.#missProbability(),
			attempts: this.#attempts,
		};
	}

	#missProbability(): number | null {
		if (!this.#reached) return null;
		if (this.#quiet.length === 0) return this.#decidedCount === this.total ? 0 : null;
		const attempts = this.#quiet.reduce((least, index) => Math.min(least, this.#silencesOf(index)), 255);
		return missProbability(this.#loss, attempts, this.#open);
	}

	#nextIndex(now: number): number | undefined {
		const waiting = this.#again[this.#againHead];
		if (waiting !== undefined && waiting.at <= now) {
			this.#againHead++;
			if (this.#againHead > 4096) {
				this.#again = this.#again.slice(this.#againHead);
				this.#againHead = 0;
			}
			return waiting.index;
		}
		return this.#fresh < this.total ? this.#fresh++ : undefined;
	}

	#nextCanary(now: number): number | undefined {
		if (this.#mostAnswer || this.#exhausted) return undefined;
		if (++this.#sinceCanary < Math.max(4, this.#congestion.window / canariesPerEpoch)) return undefined;
		this.#sinceCanary = 0;
		return this.#canaries.take(now);
	}

	#heard(
		index: number,
		port: number,
		outcome: Exclude<Outcome, 'silent' | 'local' | 'self'>,
		rttMs: number,
		now: number,
		decisions: Decision[],
	): void {
		const silences = this.#silencesOf(index);
		this.#waitingSilences -= silences;
		this.#silences[index] = 0;
		this.#loss.asked += silences + 1;
		this.#loss.silent += silences;
		if (outcome === 'rejected' || outcome === 'unreachable') {
			this.#refusals++;
			this.#decide(index, { port, state: 'filtered', rejected: true }, decisions);
			return;
		}
		this.#answered++;
		if (outcome === 'open' && this.#options.confirm?.(port) && !this.#seenOpen.has(port)) {
			this.#seenOpen.add(port);
			this.#askAgain(index, now);
			return;
		}
		if (outcome === 'open') this.#open++;
		this.#canaries.add(port, outcome);
		this.#decide(index, { port, state: outcome, rttMs }, decisions);
	}

	/** Hears the witnesses of an epoch once all of its attempts have ended. */
	#judge(epoch: Epoch, now: number, decisions: Decision[]): void {
		if (epoch.inFlight > 0) return;
		if (!epoch.closed) {
			if (this.#canSend(now)) return;
			this.#closeEpoch();
		}
		const { answered, silent, canaries } = epoch;
		const witnesses = this.#mostAnswer ? { asked: answered + silent.length, silent: silent.length } : canaries;
		const believed = this.#congestion.hear({
			number: epoch.number,
			next: this.#epoch.number,
			witnesses,
			busy: epoch.sent >= this.#congestion.window / 2,
			answered: answered > 0,
		});
		const needed = this.#needed;
		const at = now + Math.max(leastRetryPause, 2 * (this.#roundTrip.srtt ?? 0));
		if (believed) {
			this.#loss.asked += canaries.asked;
			this.#loss.silent += canaries.silent;
		}
		for (const index of silent) {
			if (believed) this.#countSilence(index, needed, at, decisions);
			else this.#askAgain(index, at);
		}
	}

	#countSilence(index: number, needed: number, at: number, decisions: Decision[]): void {
		const silences = this.#silencesOf(index) + 1;
		this.#silences[index] = silences;
		this.#waitingSilences++;
		if (silences < needed) {
			this.#askAgain(index, at);
			return;
		}
		this.#waitingSilences -= silences;
		this.#quiet.push(index);
		// Before anything has answered, silence isn't a firewall yet: the verdict waits for the end.
		if (this.#reached) this.#decide(index, { port: this.#port(index), state: 'filtered' }, decisions);
	}

	#decide(index: number, decision: Decision, decisions: Decision[]): void {
		if (this.#decided[index] === 0) this.#decidedCount++;
		this.#decided[index] = 1;
		decisions.push(decision);
	}

	#askAgain(index: number, at: number): void {
		this.#again.push({ index, at });
	}

	#closeEpoch(): void {
		this.#epoch.closed = true;
		this.#epoch = newEpoch(this.#epoch.number + 1);
	}

	#canSend(now: number): boolean {
		const waiting = this.#again[this.#againHead];
		return this.#fresh < this.total || (waiting !== undefined && waiting.at <= now);
	}

	get #exhausted(): boolean {
		return this.#fresh >= this.total && this.#againHead >= this.#again.length;
	}

	get #reached(): boolean {
		return this.#answered > 0;
	}

	get #nothingButRefusals(): boolean {
		return !this.#reached && this.#refusals > 0;
	}

	/** Where nearly every port answers, the answers themselves are the witnesses. */
	get #mostAnswer(): boolean {
		const answers = this.#answered + this.#refusals;
		return answers >= 32 && answers > 9 * (this.#quiet.length + this.#waitingSilences);
	}

	get #needed(): number {
		return attemptsNeeded(this.#loss, this.#open, this.#options.attempts);
	}

	#silencesOf(index: number): number {
		return this.#silences[index] ?? 0;
	}

	#port(index: number): number {
		return this.#options.ports[index] ?? 0;
	}
}

const canariesPerEpoch = 24;
const localTroublePause = 50;
const leastRetryPause = 250;

function newEpoch(number: number): Epoch {
	return { number, sent: 0, inFlight: 0, answered: 0, closed: false, silent: [], canaries: { asked: 0, silent: 0 } };
}
