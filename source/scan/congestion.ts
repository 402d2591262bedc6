import { added, nobody, type Witnesses } from './witnesses.ts';

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

/**
 * The pace at one address: how many attempts may be in flight at once, and how many packets may be sent a
 * second.
 *
 * - `cruise`: only the window limits the rate. It grows while the witnesses answer.
 * - `trial`: clearly more witnesses than usual stayed silent, and a lower rate is to tell why. If the share of answers
 *   stays the same, the loss is noise: it becomes the usual one, and the window is restored. If as many as before get
 *   through in a second, something on the way lets so many through and no more. That limit is then measured from a
 *   little above it, where the share of silent witnesses tells how far above. Where nothing is silent any more, the
 *   rate rises again.
 * - `limited`: a little below the limit. After a while, longer each time, a trial above it tells whether it still holds.
 *
 * Silence in epochs that were above the limit says nothing about the ports.
 */
export class Congestion {
	readonly #most: number;
	#window: number;
	#usual: Witnesses = unknownLine;
	/** Packets of the largest epoch of which witnesses said that they got through. */
	#witnessed = 0;
	#state: State = { name: 'cruise' };

	/**
	 * @param most upper bound of the window
	 * @param first the window to begin with
	 */
	constructor(most: number, first = firstWindow) {
		this.#window = Math.min(first, most);
		this.#most = most;
	}

	/** Attempts in flight at most; where the rate is limited, that is what keeps them few. */
	get window(): number {
		return this.#state.name === 'cruise' ? Math.floor(this.#window) : this.#most;
	}

	/** Packets a second at most; Infinity while nothing is known to limit them. */
	get rate(): number {
		return this.#state.name === 'cruise' ? Number.POSITIVE_INFINITY : this.#state.rate;
	}

	/** Whether it keeps below a known limit. */
	get limited(): boolean {
		return this.#state.name === 'limited';
	}

	/** So many attempts make an epoch. */
	get epochSize(): number {
		const state = this.#state;
		if (state.name === 'cruise') return this.window;
		return Math.min(this.window, state.name === 'trial' ? trialEpoch : Math.max(pacedEpoch, state.rate / 10));
	}

	/** One of so many attempts should be a witness: more of them while something is being found out. */
	get witnessEvery(): number {
		const state = this.#state;
		if (state.name === 'cruise') return Math.max(4, this.window / witnessesPerEpoch);
		// A connection takes more packets than an attempt: where few get through, witnesses take room from the others.
		if (state.name === 'limited') return 32;
		return between(2, state.rate / 250, 8);
	}

	/** Hears the witnesses of an epoch; gives whether its silence can be believed. */
	hear(epoch: EpochReport): boolean {
		switch (this.#state.name) {
			case 'cruise':
				return this.#cruise(epoch);
			case 'trial':
				return this.#hearOnTrial(epoch, this.#state);
			case 'limited':
				return this.#keepBelow(epoch, this.#state);
		}
	}

	#cruise(epoch: EpochReport): boolean {
		if (isWorse(epoch.witnesses, this.#usual)) {
			const rate = rateOf([epoch]);
			const limit = throughput([epoch], this.#usual);
			this.#try(epoch, {
				isTest: false,
				rate: between(rate / mostCut, limit.perSecond * justAbove, rate / 2),
				limit,
				cleanBefore: false,
				losses: 1,
				holdMs: firstHold,
			});
			return false;
		}
		const { witnesses, packets, busy, answered } = epoch;
		if (witnesses.asked === 0 && this.#witnessed > 0) {
			// Nobody says what became of so much at once.
			if (packets <= 1.5 * this.#witnessed) return true;
			this.#window = Math.max(leastWindow, Math.min(this.#window, this.#witnessed));
			return false;
		}
		this.#usual = added(witnesses, this.#usual, memory);
		if (witnesses.asked > 0) this.#witnessed = Math.max(this.#witnessed, packets);
		if (busy && (witnesses.asked >= fewestToGrow || this.#witnessed === 0)) this.#grow(answered);
		return true;
	}

	#hearOnTrial(epoch: EpochReport, trial: Trial): boolean {
		if (epoch.number < trial.firstEpoch) return trial.cleanBefore && !isSuspicious(epoch.witnesses, this.#usual);
		const epochs = [...trial.epochs, epoch];
		const heard = sum(epochs);
		const clean = !isSuspicious(heard, this.#usual);
		if (heard.asked < (heard.silent === 0 ? enoughAnswers : enoughWitnesses) && epochs.length < mostTrialEpochs) {
			this.#state = { ...trial, epochs };
			return clean;
		}
		if (heard.asked < fewestWitnesses) {
			this.#keepTo({ ...trial.limit, perSecond: Math.min(trial.rate, trial.limit.perSecond) }, epoch, trial.holdMs);
			return clean;
		}
		if (!clean && !trial.wentWell && isNoise(heard, rateOf(epochs), trial.before, this.#usual)) {
			this.#usual = heard;
			this.#state = { name: 'cruise' };
			return true;
		}
		if (clean) this.#wentWell(epoch, { ...trial, epochs });
		else this.#lostSome(epoch, { ...trial, epochs });
		return clean;
	}

	/** Nothing was lost at the trial's rate: higher, unless the limit is known already. */
	#wentWell(epoch: EpochReport, trial: Trial): void {
		const rate = rateOf(trial.epochs);
		const { limit, losses, isTest, holdMs } = trial;
		if (losses > 1 && limit.spread < precise && rate < limit.perSecond * (1 + 2 * limit.spread)) {
			this.#keepTo(limit, epoch, holdMs);
			return;
		}
		// The window, this machine or `--rate` hold the rate lower than the trial would: there is no limit in reach.
		if (rate < trial.rate * 0.7) {
			this.#state = { name: 'cruise' };
			return;
		}
		this.#try(epoch, {
			isTest,
			wentWell: true,
			holdMs,
			rate: losses > 1 ? trial.rate * 1.4 : Math.max(2 * trial.rate, limit.perSecond * justAbove),
			// What was measured before was too low.
			limit: { perSecond: Math.max(rate, limit.perSecond), spread: 1 },
			cleanBefore: true,
			losses,
		});
	}

	/** More got lost at the trial's rate than usual: what got through is the limit, unless a lower rate shows noise. */
	#lostSome(epoch: EpochReport, trial: Trial): void {
		const rate = rateOf(trial.epochs);
		const limit = combined(trial.limit, throughput(trial.epochs, this.#usual));
		const losses = trial.losses + 1;
		const dependsOnRate = trial.before !== undefined || trial.wentWell;
		if (dependsOnRate && (limit.spread < precise || losses > mostLosses || trial.rate <= leastRate)) {
			this.#keepTo(limit, epoch, trial.isTest ? 2 * trial.holdMs : trial.holdMs);
			return;
		}
		const most = dependsOnRate ? trial.rate : trial.rate / clearlyLower;
		this.#try(epoch, {
			...trial,
			rate: between(Math.max(leastRate, trial.rate / mostCut), limit.perSecond * justAbove, most),
			limit,
			before: { rate, share: answeredShare(sum(trial.epochs)) },
			cleanBefore: false,
			losses,
		});
	}

	/** Another rate from the next epoch on, and what comes of it is heard from the beginning. */
	#try({ next }: EpochReport, trial: Omit<Trial, 'name' | 'firstEpoch' | 'epochs'>): void {
		this.#state = { ...trial, name: 'trial', firstEpoch: next, epochs: [] };
	}

	#keepTo(limit: Throughput, { next, until }: EpochReport, holdMs: number): void {
		const rate = Math.max(leastRate, limit.perSecond * justBelow);
		this.#state = {
			name: 'limited',
			rate,
			limit,
			firstEpoch: next,
			testAt: until + holdMs,
			holdMs,
			lately: nobody,
			touched: false,
			uncut: rate,
			cuts: 0,
		};
	}

	#keepBelow(epoch: EpochReport, limited: Limited): boolean {
		const { next, number, until } = epoch;
		if (number < limited.firstEpoch) return false;
		const lately = added(epoch.witnesses, limited.lately, latelyMemory);
		if (isSuspicious(lately, this.#usual)) return this.#cut(next, limited, lately);
		this.#state = {
			...limited,
			lately,
			rate: limited.rate * (limited.touched ? 1 : creep),
			...(lately.asked >= enoughAnswers && { uncut: limited.rate, cuts: 0 }),
		};
		this.#usual = added(epoch.witnesses, this.#usual, memory);
		if (until < limited.testAt) return true;
		const { limit, holdMs } = limited;
		this.#try(epoch, {
			rate: limited.rate * 1.5,
			limit,
			isTest: true,
			wentWell: true,
			cleanBefore: true,
			losses: 2,
			holdMs,
		});
		return true;
	}

	/** Goes a little further below the limit; if that never helps, what is lost is noise. */
	#cut(next: number, limited: Limited, lately: Witnesses): boolean {
		if (limited.cuts >= cutsInVain && answeredShare(lately) >= leastShareOfNoise) {
			this.#usual = lately;
			this.#state = { ...limited, rate: limited.uncut, firstEpoch: next, lately: nobody, cuts: 0, touched: true };
			return true;
		}
		const excess = (lately.silent - lately.asked * (this.#usual.silent / this.#usual.asked)) / lately.asked;
		const rate = Math.max(leastRate, limited.rate * (1 - between(0.05, excess, 0.6)));
		this.#state = { ...limited, rate, firstEpoch: next, lately: nobody, cuts: limited.cuts + 1, touched: true };
		return false;
	}

	#grow(answered: boolean): void {
		const bound = answered ? this.#most : Math.min(blindWindow, this.#most);
		this.#window = Math.max(this.#window, Math.min(bound, this.#window * 2));
	}
}

/** Packets a second that get through, and the relative standard error of that figure. */
interface Throughput {
	readonly perSecond: number;
	readonly spread: number;
}

interface Trial {
	readonly name: 'trial';
	/** Whether a known limit is put to the test; else there was more loss than usual. */
	readonly isTest: boolean;
	/** What a higher rate, kept up for a while, came to: the share of answers. */
	readonly before?: { readonly rate: number; readonly share: number };
	/** Whether a rate was found at which nothing is lost. */
	readonly wentWell?: boolean;
	readonly rate: number;
	/** The limit as far as it is known. */
	readonly limit: Throughput;
	readonly firstEpoch: number;
	/** Those that were sent at this rate and have ended. */
	readonly epochs: readonly EpochReport[];
	/** Whether silence at the rate before can be believed. */
	readonly cleanBefore: boolean;
	/** Rates at which too much was lost. */
	readonly losses: number;
	readonly holdMs: number;
}

interface Limited {
	readonly name: 'limited';
	readonly rate: number;
	readonly limit: Throughput;
	readonly firstEpoch: number;
	/** When to find out whether the limit still holds, and how long that is after it was found (milliseconds). */
	readonly testAt: number;
	readonly holdMs: number;
	/** Those heard since the rate was set; the later, the more they weigh. */
	readonly lately: Witnesses;
	/** Whether the limit was reached; until then the rate still grows a little. */
	readonly touched: boolean;
	/** Times the rate was lowered one after the other, and what it was before. */
	readonly cuts: number;
	readonly uncut: number;
}

type State = { readonly name: 'cruise' } | Trial | Limited;

const firstWindow = 100;
const leastWindow = 16;
const fewestToGrow = 2;
/** As far as the window grows while nothing answers. */
const blindWindow = 512;
const witnessesPerEpoch = 24;
/** Attempts in an epoch of a trial. */
const trialEpoch = 40;
const pacedEpoch = 64;
/** Packets a second; a pace below would take hours. */
const leastRate = 20;
/** So many witnesses decide a trial (fewer if all answer), or so many epochs where there are too few of them. */
const enoughAnswers = 20;
const enoughWitnesses = 40;
const mostTrialEpochs = 8;
/** Fewer say nothing at all. */
const fewestWitnesses = 8;
/** Rates that are tried at most to measure a limit. */
const mostLosses = 6;
/** Relative standard error with which a limit is known well enough. */
const precise = 0.12;
const justAbove = 1.2;
const justBelow = 0.9;
/** So many times lower a rate must be to tell noise from a limit. */
const clearlyLower = 1.6;
/** And so many times lower at most: what was measured in a moment may be far off. */
const mostCut = 6;
const firstHold = 8000;
/** What is believed of a line before anything was heard: little loss, on little evidence. */
const unknownLine: Witnesses = { asked: 30, silent: 0.5 };
/** A difference in loss that is worth a trial. */
const leastDifference = 0.02;
/** What the usual loss keeps of its weight from one epoch to the next. */
const memory = 0.95;
const latelyMemory = 0.9;
/** What the rate grows by with every epoch, until it touches the limit. */
const creep = 1.003;
const cutsInVain = 4;
/** No network in use loses more by chance. */
const leastShareOfNoise = 0.6;

/**
 * Whether more witnesses stayed silent than chance explains, and enough to matter: three standard deviations of the
 * difference of two binomials, and two more.
 */
function isWorse({ asked, silent }: Witnesses, usual: Witnesses): boolean {
	const expected = (usual.silent + 1) / (usual.asked + 2);
	const deviation = Math.sqrt(asked * expected * (1 - expected) * (1 + asked / (usual.asked + 2)));
	return silent > asked * expected + Math.max(3 * deviation + 2, asked * leastDifference);
}

/** Whether more stayed silent than just below a limit should: there, every one too many counts. */
function isSuspicious({ asked, silent }: Witnesses, usual: Witnesses): boolean {
	const expected = usual.silent / usual.asked;
	return silent > 1 + asked * expected + Math.sqrt(asked * expected);
}

/**
 * Whether the loss at a lower rate is noise: the share of answers is still nearer to what it was than to what a limit
 * would leave. Where so much stays silent it is too early to say.
 */
function isNoise(heard: Witnesses, rate: number, before: Trial['before'], usual: Witnesses): boolean {
	const share = answeredShare(heard);
	if (before === undefined || (share < leastShareOfNoise && rate > leastRate)) return false;
	const underLimit = Math.min(before.share * (before.rate / rate), answeredShare(usual));
	return share <= Math.sqrt(before.share * Math.max(before.share, underLimit));
}

/** What got through in these epochs, corrected for the usual loss. */
function throughput(epochs: readonly EpochReport[], usual: Witnesses): Throughput {
	const { asked, silent } = sum(epochs);
	const answered = asked - silent;
	const share = (answered + 0.5) / (asked + 1) / (1 - usual.silent / usual.asked);
	const spread = Math.sqrt((silent + 0.5) / ((answered + 0.5) * (asked + 1)));
	return { perSecond: rateOf(epochs) * Math.min(1, share), spread };
}

/** Two measurements weighted by their precision; when they contradict each other, the later one. */
function combined(before: Throughput, later: Throughput): Throughput {
	const error = Math.hypot(before.perSecond * before.spread, later.perSecond * later.spread);
	if (Math.abs(before.perSecond - later.perSecond) > 2.5 * error) return later;
	const [a, b] = [before.spread ** -2, later.spread ** -2];
	return { perSecond: (before.perSecond * a + later.perSecond * b) / (a + b), spread: (a + b) ** -0.5 };
}

function sum(epochs: readonly EpochReport[]): Witnesses {
	return epochs.reduce((all, { witnesses }) => added(witnesses, all), nobody);
}

/** Packets a second that were really sent. */
function rateOf(epochs: readonly EpochReport[]): number {
	const packets = epochs.reduce((total, epoch) => total + epoch.packets, 0);
	const ms = epochs.reduce((total, { from, until }) => total + until - from, 0);
	return (1000 * packets) / Math.max(1, ms);
}

function answeredShare({ asked, silent }: Witnesses): number {
	return asked === 0 ? 1 : 1 - silent / asked;
}

function between(least: number, value: number, most: number): number {
	return Math.max(least, Math.min(most, value));
}
