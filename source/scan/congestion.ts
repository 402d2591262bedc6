import type { EpochReport } from './epoch.ts';
import { evidenceOf, isNoise, isSuspicious, isWorse, type Measured } from './noise.ts';
import { agree, combined, leastRate, rateOf, sum, type Throughput, throughput } from './throughput.ts';
import { added, answeredShare, lossOf, nobody, type Witnesses } from './witnesses.ts';

/**
 * What the silence of an epoch is worth.
 *
 * - `telling`: the network let through what it lets through: who stayed silent counts as silent.
 * - `lossy`: below a known limit more got lost than usual: that is loss, but says nothing about the ports.
 * - `congested`: above a limit, which says nothing about the loss below it either.
 */
export type Silence = 'telling' | 'lossy' | 'congested';

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
	/** What was usual before the last epoch, and before the one before that. */
	#usualBefore: readonly [last: Witnesses, lastButOne: Witnesses] = [unknownLine, unknownLine];
	/** Packets of the largest epoch of which witnesses said that they got through. */
	#witnessed = 0;
	#state: State = cruise;
	/** The first of the latest epochs of which nothing at all was heard, and what the state was before. */
	#silence: { readonly since: number; readonly before: State } | undefined;
	/** Epochs before this one say nothing. */
	#firstEpoch = 0;

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

	/** So many attempts make an epoch. */
	get epochSize(): number {
		const state = this.#state;
		if (state.name === 'cruise') return this.window;
		return Math.min(
			this.window,
			state.name === 'trial' ? Math.max(trialEpoch, state.rate / 50) : Math.max(pacedEpoch, state.rate / 10),
		);
	}

	/** One of so many attempts should be a witness, of `packets` packets each: more of them while something is being found out. */
	witnessEvery(packets: number): number {
		const state = this.#state;
		if (state.name === 'cruise') return Math.max(4, this.window / witnessesPerEpoch);
		// Witnesses take room from the others, and a few dozen a second are enough to tell.
		if (state.name === 'limited') return between(8, state.rate / 80, 24) * packets;
		return between(2, state.rate / 250, 16);
	}

	/** Hears the witnesses of an epoch; gives what its silence is worth. */
	hear(epoch: EpochReport): Silence {
		if (epoch.number < this.#firstEpoch) return 'congested';
		const { number, witnesses, answered } = epoch;
		if (!answered && witnesses.asked > 0) this.#silence ??= { since: number, before: this.#state };
		else if (answered && number > (this.#silence?.since ?? number)) this.#silence = undefined;
		switch (this.#state.name) {
			case 'cruise':
				return this.#cruise(epoch) ? 'telling' : 'congested';
			case 'trial': {
				const slipped = this.#state.wentWell === true && this.#isSlip(witnesses);
				return this.#hearOnTrial(epoch, this.#state) && !slipped ? 'telling' : 'congested';
			}
			case 'limited':
				// What was sent before the rate came down was above the limit.
				if (epoch.number < this.#state.firstEpoch) return 'congested';
				if (this.#isSlip(witnesses) && this.#state.slips < mostSlips) return this.#slip(epoch, this.#state);
				return this.#keepBelow(epoch, this.#state) ? 'telling' : 'lossy';
		}
	}

	/**
	 * The address was away and is back: on as before it fell silent, since nothing that got lost meanwhile was lost to the
	 * pace. `next` is the number of the first epoch sent after that.
	 */
	resume(next: number): void {
		const { before } = this.#silence ?? { before: this.#state };
		const state = before.name === 'trial' ? (before.tests ?? cruise) : before;
		this.#state = state.name === 'cruise' ? state : { ...state, firstEpoch: next, lately: nobody, evidence: 0 };
		this.#silence = undefined;
		this.#firstEpoch = next;
	}

	#cruise(epoch: EpochReport): boolean {
		if (isWorse(epoch.witnesses, this.#usual)) {
			// It may have begun earlier than it was noticed.
			this.#usual = this.#usualBefore[1];
			const rate = rateOf([epoch]);
			const limit = throughput([epoch], this.#usual);
			this.#try(epoch, {
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
		this.#usualBefore = [this.#usual, this.#usualBefore[0]];
		this.#usual = added(witnesses, this.#usual, memory);
		if (witnesses.asked > 0) this.#witnessed = Math.max(this.#witnessed, packets);
		if (busy && (witnesses.asked >= fewestToGrow || this.#witnessed === 0)) this.#grow(answered);
		return true;
	}

	#hearOnTrial(epoch: EpochReport, trial: Trial): boolean {
		if (epoch.number < trial.firstEpoch) return trial.cleanBefore && !isSuspicious(epoch.witnesses, this.#usual);
		// A limit lets something through; an address that is away tells nothing of a rate.
		if (!epoch.answered && epoch.witnesses.asked > 0 && this.#silence !== undefined) return false;
		const epochs = [...trial.epochs, epoch];
		const heard = sum(epochs);
		const clean = !isSuspicious(heard, this.#usual);
		const tooFew = heard.asked < (heard.silent === 0 ? enoughAnswers : enoughWitnesses);
		const tookMs = epoch.until - (epochs[0] ?? epoch).from;
		if (tooFew && (epochs.length < mostTrialEpochs || tookMs < leastTrialMs)) {
			this.#state = { ...trial, epochs };
			return clean && epoch.witnesses.asked > 0;
		}
		if (heard.asked < fewestWitnesses) {
			if (trial.tests) this.#keepOn(trial.tests, epoch);
			else
				this.#keepTo({ ...trial.limit, perSecond: Math.min(trial.rate, trial.limit.perSecond) }, epoch, trial.holdMs);
			return clean;
		}
		if (!clean && !trial.wentWell && isNoise(heard, rateOf(epochs), trial.before, this.#usual)) {
			this.#usual = heard;
			this.#state = cruise;
			return true;
		}
		if (clean) this.#wentWell(epoch, { ...trial, epochs });
		else this.#lostSome(epoch, { ...trial, epochs });
		return clean;
	}

	/** Nothing was lost at the trial's rate: higher, unless the limit is known already. */
	#wentWell(epoch: EpochReport, trial: Trial): void {
		this.#usual = added(sum(trial.epochs), this.#usual, memory);
		const rate = rateOf(trial.epochs);
		const { limit, losses, tests, holdMs } = trial;
		if (losses > 1 && limit.spread < precise && rate < limit.perSecond * (1 + 2 * limit.spread)) {
			this.#keepTo(limit, epoch, holdMs);
			return;
		}
		// The window, this machine or `--rate` hold the rate lower than the trial would: there is no limit in reach.
		if (rate < trial.rate * 0.7) {
			this.#state = cruise;
			return;
		}
		const careful = losses > 1 && (this.#losesNextToNothing || !trial.wentWell);
		this.#try(epoch, {
			...(tests && { tests }),
			wentWell: true,
			holdMs,
			rate: careful ? trial.rate * smallStep : Math.max(trial.rate * largeStep, limit.perSecond * justAbove),
			// What was measured before was too low.
			limit: { perSecond: Math.max(rate, limit.perSecond), spread: 1 },
			cleanBefore: true,
			losses,
		});
	}

	/** More got lost at the trial's rate than usual: what got through is the limit, unless a lower rate shows noise. */
	#lostSome(epoch: EpochReport, trial: Trial): void {
		const rate = rateOf(trial.epochs);
		const measured = throughput(trial.epochs, this.#usual);
		if (trial.tests && agree(trial.tests.limit, measured)) {
			this.#keepOn(trial.tests, epoch);
			return;
		}
		const limit = combined(trial.limit, measured);
		const losses = trial.losses + 1;
		const dependsOnRate = trial.before !== undefined || (trial.wentWell && this.#losesNextToNothing);
		if (dependsOnRate && (limit.spread < precise || losses > mostLosses || trial.rate <= leastRate)) {
			this.#keepTo(limit, epoch, trial.tests ? 2 * trial.holdMs : trial.holdMs);
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
			evidence: 0,
			goal: limit.perSecond * wellBelow,
			touched: false,
			slips: 0,
		};
	}

	/** The limit still holds: on as before, and for longer. */
	#keepOn(limited: Limited, { next, until }: EpochReport): void {
		const holdMs = 2 * limited.holdMs;
		this.#state = { ...limited, firstEpoch: next, testAt: until + holdMs, holdMs };
	}

	/** Near a limit, on a line that loses next to nothing, a single silent witness is the limit's. */
	#isSlip({ silent }: Witnesses): boolean {
		return silent > 0 && this.#losesNextToNothing;
	}

	get #losesNextToNothing(): boolean {
		const { asked, silent } = this.#usual;
		return asked >= unknownLine.asked + enoughToKnow && silent < asked * nextToNothing;
	}

	/** The pace has come too near to the limit: a little lower, and what got lost was lost to the limit. */
	#slip({ next }: EpochReport, limited: Limited): Silence {
		const rate = Math.max(leastRate, limited.rate * wellBelow);
		this.#state = {
			...limited,
			...{ rate, goal: rate, touched: true, slips: limited.slips + 1 },
			...{ firstEpoch: next, lately: nobody, evidence: 0 },
		};
		return 'congested';
	}

	#keepBelow(epoch: EpochReport, limited: Limited): boolean {
		const { until } = epoch;
		const lately = added(epoch.witnesses, limited.lately, latelyMemory ** epoch.witnesses.asked);
		const usual = lossOf(this.#usual);
		const evidence = Math.max(0, limited.evidence + evidenceOf(epoch.witnesses, usual, usual + noticeable));
		// So far down it is either noise or another limit, and a handful of witnesses can't tell which.
		const canTell = lately.asked >= enoughAnswers || !isMuchLower(limited);
		if (evidence > enoughEvidence && canTell) return this.#cut(epoch, limited, lately);
		this.#state = {
			...withoutBefore(limited),
			...stillBefore(limited, epoch.witnesses, usual),
			lately,
			evidence,
			...approached(limited, epoch.witnesses),
		};
		if (evidence > enoughEvidence) return false;
		// What gets lost below the limit is what the line loses.
		this.#usual = added(epoch.witnesses, this.#usual);
		if (until < limited.testAt) return true;
		const { limit, holdMs } = limited;
		this.#try(epoch, {
			rate: limited.rate * (this.#losesNextToNothing ? slightlyAbove : clearlyAbove),
			limit,
			tests: limited,
			wentWell: true,
			cleanBefore: true,
			losses: 2,
			holdMs,
		});
		return true;
	}

	/** Goes a little further below the limit; if that doesn't help, what is lost is noise. */
	#cut({ next, until }: EpochReport, limited: Limited, lately: Witnesses): boolean {
		const { rate, before = { rate, share: answeredShare(lately), help: 0 } } = limited;
		const begun = { ...limited, firstEpoch: next, lately: nobody, evidence: 0 };
		if (isMuchLower(limited) && isNoise(lately, rate, before, this.#usual)) {
			this.#usual = lately;
			this.#state = { ...withoutBefore(begun), rate: before.rate, goal: before.rate, testAt: until };
			return true;
		}
		// A handful of witnesses says that it is too much, but not how much.
		const excess = (lately.silent - lately.asked * (this.#usual.silent / this.#usual.asked)) / (lately.asked + 10);
		this.#state = {
			...begun,
			rate: Math.max(leastRate, rate * (1 - between(0.05, excess, 0.6))),
			goal: Math.max(leastRate, rate * wellBelow),
			touched: true,
			before,
		};
		return false;
	}

	#grow(answered: boolean): void {
		const bound = answered ? this.#most : Math.min(blindWindow, this.#most);
		this.#window = Math.max(this.#window, Math.min(bound, this.#window * 2));
	}
}

interface Trial {
	readonly name: 'trial';
	/** What was kept to when this put a known limit to the test; absent when there was more loss than usual. */
	readonly tests?: Limited;
	/** What a higher rate, kept up for a while, came to: the share of answers. */
	readonly before?: Measured;
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
	/** That more than usual gets lost, as a logarithm of odds. */
	readonly evidence: number;
	/** What the rate approaches while nothing is lost: a little less than the limit as measured, or than what was too much. */
	readonly goal: number;
	/** Whether more turned out to be too much; until then the goal rises a little, as far as the measurement may be wrong. */
	readonly touched: boolean;
	/** How often a single silent witness was taken for the limit's. */
	readonly slips: number;
	/** The rate before it was lowered because too much got lost, perhaps several times, and the evidence that this helped. */
	readonly before?: Measured & { readonly help: number };
}

type State = Cruise | Trial | Limited;

interface Cruise {
	readonly name: 'cruise';
}

const cruise: Cruise = { name: 'cruise' };

const firstWindow = 100;
const leastWindow = 16;
const fewestToGrow = 2;
/** As far as the window grows while nothing answers. */
const blindWindow = 512;
const witnessesPerEpoch = 24;
/** Attempts in an epoch of a trial. */
const trialEpoch = 40;
const pacedEpoch = 64;
/** So many witnesses decide a trial (fewer if all answer), or so many epochs and so long where they may not be asked so often. */
const enoughAnswers = 20;
const enoughWitnesses = 40;
const mostTrialEpochs = 8;
const leastTrialMs = 1000;
/** Fewer say nothing at all. */
const fewestWitnesses = 8;
/** Rates that are tried at most to measure a limit. */
const mostLosses = 6;
/** Relative standard error with which a limit is known well enough. */
const precise = 0.12;
const justAbove = 1.2;
const justBelow = 0.9;
/** So much higher a rate puts a limit to the test: the less, the less gets lost by it, but the harder it is to tell from noise. */
const slightlyAbove = 1.25;
const clearlyAbove = 1.5;
/** So many times lower a rate must be to tell noise from a limit. */
const clearlyLower = 1.6;
/** And so many times lower at most: what was measured in a moment may be far off. */
const mostCut = 6;
/** Steps in which the rate rises again, near a limit and elsewhere: between small ones a lossy line has more chances to look limited. */
const smallStep = 1.4;
const largeStep = 2;
/** Loss of a line on which hardly any witness stays silent by chance, and so many witnesses that know; and how often silence is not thought to have been chance there. */
const nextToNothing = 0.05;
const enoughToKnow = 15;
const mostSlips = 3;
const firstHold = 8000;
/** What is believed of a line before anything was heard: little loss, on little evidence. */
const unknownLine: Witnesses = { asked: 30, silent: 0.5 };
/** What the usual loss keeps of its weight from one epoch to the next. */
const memory = 0.95;
/** What was heard below a limit keeps of its weight from one witness to the next. */
const latelyMemory = 0.98;
/** So much below the limit as it was measured, or below what turned out to be too much. */
const wellBelow = 0.93;
/** What is left of the way to the goal with every witness that answers. */
const approach = 0.98;
/** What the goal grows by with every witness that answers, until it is too much. */
const creep = 1.0015;
/** Loss beyond the usual that is to be noticed below a limit, and the evidence for it that is enough. */
const noticeable = 0.04;
const enoughEvidence = 3;

/** Whether the rate is so much lower by now that what gets lost, if it is the limit's, must be less than before. */
function isMuchLower({ rate, before }: Limited): boolean {
	return before !== undefined && rate * clearlyLower <= before.rate;
}

/** What was before the rate was lowered, as long as it isn't certain that this helped. */
function stillBefore({ before }: Limited, witnesses: Witnesses, usual: number): Pick<Limited, 'before'> {
	if (before === undefined) return {};
	const help = Math.max(0, before.help - evidenceOf(witnesses, usual, 1 - before.share));
	return help > enoughEvidence ? {} : { before: { ...before, help } };
}

/** The rate is what it should be. */
function withoutBefore({ before, ...limited }: Limited): Limited {
	return limited;
}

/** The rate after these witnesses, and what it approaches. */
function approached(
	{ rate, goal, touched, limit }: Limited,
	{ asked, silent }: Witnesses,
): Pick<Limited, 'rate' | 'goal'> {
	const most = touched ? goal : Math.max(goal, limit.perSecond * (1 + limit.spread));
	const raised = Math.min(most, goal * creep ** (asked - silent));
	return { rate: raised - (raised - rate) * approach ** (asked - silent), goal: raised };
}

function between(least: number, value: number, most: number): number {
	return Math.max(least, Math.min(most, value));
}
