import { exponential } from './random.ts';

/** Loss that comes in bursts: a line that is good for a while, then bad (Gilbert–Elliott, in time). */
export interface Bursts {
	/** How long it stays good, and how long bad, on average (milliseconds). */
	readonly goodMs: number;
	readonly badMs: number;
	/** Chance that a packet is lost while it is bad. */
	readonly loss: number;
}

/** Loses packets by chance: each with the same one, and more of them in bursts. */
export class Loss {
	readonly #share: number;
	readonly #bursts: Bursts | undefined;
	readonly #random: () => number;
	#bad = false;
	#changesAt = 0;

	constructor(share: number, bursts: Bursts | undefined, random: () => number) {
		this.#share = share;
		this.#bursts = bursts;
		this.#random = random;
		if (bursts === undefined) return;
		const { goodMs, badMs } = bursts;
		this.#bad = random() < badMs / (goodMs + badMs);
		this.#changesAt = exponential(this.#bad ? badMs : goodMs, random);
	}

	/** Whether a packet sent at this moment (milliseconds) is lost. */
	takes(at: number): boolean {
		if (this.#share > 0 && this.#random() < this.#share) return true;
		if (this.#bursts === undefined) return false;
		const { goodMs, badMs, loss } = this.#bursts;
		while (at >= this.#changesAt) {
			this.#bad = !this.#bad;
			this.#changesAt += exponential(this.#bad ? badMs : goodMs, this.#random);
		}
		return this.#bad && this.#random() < loss;
	}
}
