/** Attempts whose silence can only be the network's: how many were asked, how many stayed silent. */
export interface Witnesses {
	readonly asked: number;
	readonly silent: number;
}

/** A finished epoch: attempts sent one after the other with the same window. */
export interface EpochReport {
	/** Ascending with the time of sending. */
	readonly number: number;
	/** Number of the first epoch that a window changed now applies to. */
	readonly next: number;
	readonly witnesses: Witnesses;
	/** Whether the epoch filled the window, so that a larger one would have been used. */
	readonly busy: boolean;
	/** Whether anything at all answered in it. */
	readonly answered: boolean;
}

/**
 * How many attempts may be in flight at once at one address. Grows while the witnesses keep answering; told by them,
 * tells a network that drops what is too much (slow down, and don't believe the silence) from one that loses a share
 * whatever the rate (go on, and ask more often).
 *
 * When clearly more witnesses than usual stay silent, the window is halved as a trial. If the share of answers then
 * stays much the same, the loss is noise: it becomes the usual one, and the window is restored. If the share rose but
 * is still bad, the window is halved again.
 */
export class Congestion {
	#window: number;
	readonly #most: number;
	/** Below it the window doubles with every epoch, above it grows by a seventh. */
	#threshold = Number.POSITIVE_INFINITY;
	#usual: Witnesses = { asked: 0, silent: 0 };
	#trial: Trial | undefined;

	/**
	 * @param most upper bound of the window
	 * @param first the window to begin with
	 */
	constructor(most: number, first = firstWindow) {
		this.#window = Math.min(first, most);
		this.#most = most;
	}

	get window(): number {
		return Math.floor(this.#window);
	}

	/** Hears the witnesses of an epoch; gives whether its silence can be believed. */
	hear(epoch: EpochReport): boolean {
		if (this.#trial !== undefined) return this.#hearOnTrial(epoch, this.#trial);
		const { witnesses, next, busy, answered } = epoch;
		if (isWorse(witnesses, this.#usual)) {
			this.#cut(next, witnesses);
			return false;
		}
		this.#usual = {
			asked: this.#usual.asked * memory + witnesses.asked,
			silent: this.#usual.silent * memory + witnesses.silent,
		};
		if (busy) this.#grow(answered);
		return true;
	}

	#hearOnTrial({ number, next, witnesses }: EpochReport, trial: Trial): boolean {
		if (number < trial.firstEpoch) return false;
		trial.epochs++;
		trial.asked += witnesses.asked;
		trial.silent += witnesses.silent;
		if (trial.asked < enoughWitnesses && trial.epochs < mostTrialEpochs) return !isWorse(trial, this.#usual);
		this.#trial = undefined;
		if (!isWorse(trial, this.#usual)) return true;
		if (answeredShare(trial) > 1.25 * trial.answeredBefore && this.#window > leastWindow) {
			this.#cut(next, trial);
			return false;
		}
		this.#usual = { asked: trial.asked, silent: trial.silent };
		this.#window = trial.windowBefore;
		return true;
	}

	#cut(firstEpoch: number, witnesses: Witnesses): void {
		this.#trial = {
			firstEpoch,
			windowBefore: this.#window,
			answeredBefore: answeredShare(witnesses),
			asked: 0,
			silent: 0,
			epochs: 0,
		};
		this.#window = Math.max(leastWindow, this.#window / 2);
		this.#threshold = this.#window;
	}

	#grow(answered: boolean): void {
		const bound = answered ? this.#most : Math.min(blindWindow, this.#most);
		const factor = this.#window < this.#threshold ? 2 : 8 / 7;
		this.#window = Math.max(this.#window, Math.min(bound, this.#window * factor));
	}
}

interface Trial {
	readonly firstEpoch: number;
	readonly windowBefore: number;
	/** Share of answers that led to the trial. */
	readonly answeredBefore: number;
	asked: number;
	silent: number;
	epochs: number;
}

const firstWindow = 100;
const leastWindow = 16;
/** As far as the window grows while nothing answers. */
const blindWindow = 512;
/** So many witnesses decide a trial, or so many epochs where there are too few of them. */
const enoughWitnesses = 32;
const mostTrialEpochs = 6;
/** What the usual loss keeps of its weight from one epoch to the next. */
const memory = 0.95;

/** Whether more witnesses stayed silent than chance explains: three standard deviations of the binomial, and two more. */
function isWorse({ asked, silent }: Witnesses, usual: Witnesses): boolean {
	const expected = (usual.silent + 1) / (usual.asked + 2);
	return silent > asked * expected + 3 * Math.sqrt(asked * expected * (1 - expected)) + 2;
}

function answeredShare({ asked, silent }: Witnesses): number {
	return asked === 0 ? 1 : 1 - silent / asked;
}
