import { Tally, type Witnesses } from './witnesses.ts';

/** A finished epoch: attempts sent one after the other at the same pace. */
export interface EpochReport {
	/** Ascending with the time of sending. */
	readonly number: number;
	/** Number of the first epoch that a pace changed now applies to. */
	readonly next: number;
	/** Packets sent for its attempts, from when on, and when the next epoch began (milliseconds). */
	readonly packets: number;
	readonly from: number;
	readonly until: number;
	readonly witnesses: Witnesses;
	/** Whether the epoch filled the window, so that a larger one would have been used. */
	readonly busy: boolean;
	/** Whether anything at all answered in it. */
	readonly answered: boolean;
}

/** Attempts made at the same pace, judged together once all have ended. */
export class Epoch {
	readonly number: number;
	sent = 0;
	/** Packets sent for its attempts. */
	packets = 0;
	inFlight = 0;
	/** Ports that were heard of. */
	answered = 0;
	/** Ports that answered. */
	readonly answers = { open: 0, closed: 0 };
	/** Ports asked for the first time. */
	readonly fresh = new Tally();
	closed = false;
	/** Places of the ports that stayed silent. */
	readonly silent: number[] = [];
	readonly witnesses = { open: new Tally(), closed: new Tally() };
	#first = 0;
	#last = 0;
	#next: number | undefined;
	#gaps = 0;

	constructor(number: number) {
		this.number = number;
	}

	/** Counts an attempt sent at `now` (milliseconds). */
	send(now: number): void {
		if (this.sent === 0) this.#first = now;
		else this.#skip(now);
		this.#last = now;
		this.sent++;
		this.packets++;
		this.inFlight++;
	}

	get lastSentAt(): number {
		return this.#last;
	}

	/** The next epoch begins. */
	followedAt(now: number): void {
		this.#skip(now);
		this.#next ??= now;
	}

	/** A pause, or a machine asleep, is no time in which anything was sent. */
	#skip(now: number): void {
		if (this.#next === undefined && now - this.#last > longestGapMs) this.#gaps += now - this.#last;
	}

	/** @param next number of the first epoch that a pace changed now applies to */
	report(next: number, witnesses: Witnesses, window: number): EpochReport {
		return {
			number: this.number,
			next,
			packets: this.packets,
			from: this.#first,
			until: (this.#next ?? this.#last + (this.#last - this.#first) / Math.max(1, this.sent - 1)) - this.#gaps,
			witnesses,
			busy: this.sent >= window / 2,
			answered: this.answered + witnesses.asked - witnesses.silent > 0,
		};
	}
}

/** Longer than between two attempts at any pace. */
const longestGapMs = 1500;
