import type { Circumstances, NetworkMeasurement, PortState } from '../model.ts';
import { Canaries, type Canary } from './canaries.ts';
import {
	acceptedDoubt,
	attemptsNeeded,
	doubt,
	leastAttempts,
	measuredLoss,
	missProbability,
	mostAttempts,
	witnessesMissing,
} from './confidence.ts';
import { Congestion } from './congestion.ts';
import { Epoch } from './epoch.ts';
import { type Entry, Ledger } from './ledger.ts';
import type { Outcome } from './outcome.ts';
import { Refusals } from './refusals.ts';
import { initialTimeout, type RoundTrip, sampled, timeoutFor, unmeasured } from './round-trip.ts';
import { VitalSigns } from './vital-signs.ts';
import { added, Tally, type Witnesses } from './witnesses.ts';

export interface PacerOptions {
	/** Ports to decide, in the order in which to ask them first. */
	readonly ports: readonly number[];
	/** Ports that nobody asked about and that should not be open: asked at the end, if much seems open. */
	readonly controls: readonly number[];
	/** Upper bound of attempts in flight at this address. */
	readonly maxWindow: number;
	/** Attempts in flight to begin with, where there is no network that would have to be felt out. */
	readonly firstWindow?: number;
	/** Packets a second at most, where others share a line that lets little through. */
	readonly pace?: number;
	/** Upper bound of the timeout, in milliseconds. */
	readonly timeoutMs: number;
	/** How long to wait while nothing has answered, in milliseconds (1000). */
	readonly firstTimeoutMs?: number;
	/** Upper bound of the silent attempts a port is given. */
	readonly attempts?: number;
	/** Whether a port counts as open only when it was found open twice: where this machine may have met itself. */
	readonly confirm?: (port: number) => boolean;
}

/** One connection attempt to make, and what it is for. */
export interface Attempt {
	readonly port: number;
	readonly timeoutMs: number;
	readonly about: Subject;
	readonly epoch: Epoch;
	/** Milliseconds. */
	readonly sentAt: number;
	/** Whether it was made before the round-trip time was known. */
	readonly early: boolean;
	/** Whether it is the first at its port. */
	readonly fresh: boolean;
}

/** A port to decide, by its place; or a port asked for what its answer says about the path or the host. */
type Subject =
	| { readonly kind: 'port'; readonly index: number }
	| { readonly kind: 'canary'; readonly expects: Canary['state'] }
	| { readonly kind: 'control' }
	| { readonly kind: 'refusal' };

/** What became certain about a port. `rejected`: somebody on the way refused in so many words. */
export interface Decision {
	readonly port: number;
	readonly state: PortState;
	readonly rttMs?: number;
	readonly rejected?: boolean;
}

/**
 * Paces the scan of one address and decides its ports. Pure: the clock comes in with every call (milliseconds), and
 * what to do comes back.
 *
 * A port is open or closed on one answer. Silence counts only where the witnesses of its epoch (see `Congestion`) say
 * that the network let the others through, and makes a port filtered only when it was silent as often as the measured
 * loss demands (see `attemptsNeeded`) and the address was seen to answer at all. Where the address itself falls silent
 * in mid-scan (see `VitalSigns`), what was decided since its last sign of life is asked again, or is undecided.
 */
export class Pacer {
	readonly #options: PacerOptions;
	readonly #ledger: Ledger;
	readonly #canaries = new Canaries();
	readonly #refusals = new Refusals();
	readonly #vital = new VitalSigns();
	/** All witnesses; and the loss of the whole scan, and that of late, as far as it is not congestion. */
	readonly #witnesses = new Tally();
	readonly #loss = new Tally();
	readonly #line = new Tally();
	/** What they were before the last epochs. */
	#lossBefore: readonly { readonly loss: Witnesses; readonly line: Witnesses }[] = [];
	/** The most loss that so many witnesses told of one after the other as are remembered. */
	#worst: Witnesses | undefined;
	/** What open ports say of it. */
	readonly #openLoss = new Tally();
	readonly #seenOpen = new Set<number>();
	#congestion: Congestion;
	#roundTrip: RoundTrip = unmeasured;
	#epoch = new Epoch(0);
	#lastEpoch = this.#epoch;
	/** No attempt before this moment. */
	#paceAt = 0;
	#sinceCanary = 0;
	/** 0 to 1, and evenly spread: witnesses at even distances could meet a limit in step, always or never. */
	#uneven = 0.5;
	#lifeAskedAt = 0;
	#inFlight = 0;
	#canariesInFlight = 0;
	/** Silent attempts in epochs that haven't been judged. */
	#unjudged = 0;
	#early = 0;
	#attempts = 0;
	#answered = 0;
	#localTroubleSince: number | undefined;
	/** How long to wait while nothing has answered (milliseconds). */
	#firstTimeoutMs: number;
	/** Whether ports are asked slowly, because nothing has answered. */
	#patient = false;
	/** What is asked once all ports are decided; undefined until then. */
	#last: Question[] | undefined;
	/** Whether refusals are rationed. */
	#sparing = false;
	/** Whether the scan was ended while there was something left to ask. */
	#gaveUp = false;
	/** Attempts needed when an epoch was judged last. */
	#lastNeeded = 0;
	readonly #controls = new Tally();
	/** Ports asked lately. */
	readonly #recent = new Tally();

	constructor(options: PacerOptions) {
		this.#options = options;
		this.#ledger = new Ledger(options.ports);
		this.#firstTimeoutMs = options.firstTimeoutMs ?? initialTimeout;
		this.#congestion = new Congestion(
			options.maxWindow,
			options.pace !== undefined ? carefulWindow : options.firstWindow,
		);
	}

	/** Takes in more ports, to be asked after the others. */
	add(ports: readonly number[]): void {
		this.#ledger.add(ports);
	}

	/** The next attempt to make; undefined while there is nothing to ask, or no room for it. */
	next(now: number): Attempt | undefined {
		if (this.#inFlight >= this.#window || now < this.#paceAt) return undefined;
		const chosen = this.#choose(now);
		if (chosen === undefined) return undefined;
		const { port, about } = chosen;
		const fresh = about.kind === 'port' && this.#ledger.ask(about.index) === 0;
		const epoch = this.#epoch;
		if (epoch.sent === 0) this.#lastEpoch.followedAt(now);
		epoch.send(now);
		if (epoch.sent >= this.#congestion.epochSize) this.#nextEpoch();
		const early = this.#roundTrip.srtt === null;
		this.#inFlight++;
		this.#canariesInFlight += about.kind === 'canary' ? 1 : 0;
		this.#early += early ? 1 : 0;
		this.#attempts++;
		const packets = about.kind === 'canary' && about.expects === 'open' ? packetsOfConnection : 1;
		this.#paceAt = Math.max(this.#paceAt, now - paceSlackMs) + (1000 * packets) / this.#rate;
		const silences = about.kind === 'port' ? this.#ledger.silences(about.index) : 0;
		return { port, about, epoch, sentAt: now, early, fresh, timeoutMs: this.#timeout(silences) };
	}

	/** Takes in how an attempt ended; gives what became certain by it. */
	ended(attempt: Attempt, seen: Outcome, rttMs: number, now: number): readonly Decision[] {
		const { epoch, about, port } = attempt;
		// A connection that nobody could look at has to come about twice.
		const doubtful = seen === 'brief' || (seen === 'open' && this.#options.confirm?.(port) === true);
		const outcome = seen === 'brief' ? 'open' : seen;
		const decisions: Decision[] = [];
		this.#inFlight--;
		this.#canariesInFlight -= about.kind === 'canary' ? 1 : 0;
		this.#early -= attempt.early ? 1 : 0;
		epoch.inFlight--;
		if (outcome === 'local' || outcome === 'self') {
			if (outcome === 'local') this.#localTroubleSince ??= now;
			this.#attempts--;
			epoch.sent--;
			this.#putBack(attempt, now + localTroublePauseMs);
		} else {
			this.#localTroubleSince = undefined;
			if (about.kind === 'port' && outcome !== 'silent' && outcome !== 'unreachable') epoch.answered++;
			if (outcome === 'open') epoch.packets += packetsOfConnection - 1;
			if (isAnswer(outcome)) this.#answeredAt(attempt, outcome, rttMs, now, decisions);
			if (about.kind === 'port') this.#heard(attempt, about.index, outcome, doubtful, rttMs, now, decisions);
			else this.#heardOther(attempt, about, outcome, now);
		}
		this.#judge(epoch, now, decisions);
		return decisions;
	}

	/** When `next` may have something again though nothing ended (milliseconds); undefined when only an outcome can change that. */
	get wakeAt(): number | undefined {
		if (this.#inFlight >= this.#window) return undefined;
		const at = this.#vital.missing ? this.#vital.nextQuestionAt : this.#last?.length ? 0 : this.#ledger.nextAt;
		return at === undefined ? undefined : Math.max(at, this.#paceAt);
	}

	/**
	 * Settles what silence left open. To be called when nothing is awaited and nothing is left to ask. Gives the last
	 * decisions, or undefined when the scan has to go on: because the loss turned out higher than thought and some ports
	 * need another attempt, or the host has a few last questions to answer.
	 */
	finish(now: number): readonly Decision[] | undefined {
		if (this.#vital.missing) return undefined;
		// Later witnesses speak for earlier ports too: none is doubted more than in the worst stretch of the line.
		this.#ledger.reconsider((silences) => doubt(this.#worst ?? this.#loss, silences));
		const doubtful = this.#reached ? this.#ledger.doubtful(acceptedDoubt(this.#answering), mostAttempts) : [];
		const unsure = doubtful.filter((index) => this.#mayAsk(index));
		for (const index of unsure) {
			this.#ledger.unquiet(index, false);
			this.#ledger.askAgain(index, now);
		}
		if (unsure.length > 0) return undefined;
		if (!this.#reached && !this.#patient) {
			this.#askPatiently(now);
			return undefined;
		}
		this.#last ??= this.#lastQuestions();
		if (this.#last.length > 0) return undefined;
		if (this.#open === 0) this.#vital.trustRefusals();
		if (this.#reached && this.#vital.suspects.length > 0 && this.#canaries.known) {
			this.#vital.check(now);
			return undefined;
		}
		return this.#conclude();
	}

	/** Whether the address has not answered for so long that waiting for it has no use. */
	gone(now: number): boolean {
		return this.#vital.gone(now);
	}

	/** Calls every port that isn't certain undecided: the scan ends early. */
	giveUp(): readonly Decision[] {
		this.#gaveUp = true;
		for (const index of this.#vital.missing ? this.#vital.suspects : []) this.#ledger.settle(index, 'unsettled');
		return this.#settleAll('unsettled', 'undecided');
	}

	/** What is known beside the ports' states, once the scan is over. */
	get circumstances(): Circumstances {
		const { missing, contradicted } = this.#vital;
		return {
			...(missing && { lost: contradicted ? 'refusing' : 'silent' }),
			answersForAll: this.#controls.asked > 0 && this.#controls.silent < this.#controls.asked / 2,
			rejectsSparingly: this.#sparing || this.#refusals.withheld,
		};
	}

	/** Since when this machine has had no room, or no source address, for any attempt here. */
	get localTroubleSince(): number | undefined {
		return this.#localTroubleSince;
	}

	/**
	 * Whether more witnesses would settle the ports that are left with fewer packets than asking them once more. Only
	 * where nothing was lost yet: to ask until the loss happens to look small would be to choose it.
	 */
	get #witnessesAreCheaper(): boolean {
		const left = this.#ledger.onlyLater;
		if (left === 0 || this.#line.silent > 0) return false;
		const missing = witnessesMissing(this.#line, this.#answering, this.attemptsNeeded);
		return (
			missing > this.#canariesInFlight &&
			this.#line.asked + missing <= lineMemory &&
			packetsOfConnection * missing < left
		);
	}

	/** Silent attempts a port needs, by the loss of late. */
	get attemptsNeeded(): number {
		return attemptsNeeded(this.#line, this.#answering, this.#options.attempts);
	}

	/** Attempts whose end matters, and silent ones that wait for those sent with them: not canaries, for their own sake. */
	get awaited(): number {
		return this.#inFlight - this.#canariesInFlight + this.#unjudged;
	}

	/** Whether something on the way lets only so many packets through, as far as is known. */
	get limited(): boolean {
		return this.#congestion.rate < Number.POSITIVE_INFINITY && !this.#sparing;
	}

	/** Whether the address answered and has fallen silent. */
	get missing(): boolean {
		return this.#vital.worrying;
	}

	/** Ports that have answered, whose state is certain. */
	get answered(): readonly number[] {
		return (['open', 'closed'] as const).flatMap((entry) =>
			this.#ledger.all(entry).map((index) => this.#ledger.port(index)),
		);
	}

	get total(): number {
		return this.#ledger.total;
	}

	/** Ports dealt with; a silent attempt counts as a part of the attempts that its port needs. */
	get done(): number {
		return this.#ledger.done(this.attemptsNeeded);
	}

	get network(): NetworkMeasurement {
		return {
			rttMs: this.#roundTrip.srtt,
			// What came back from elsewhere says nothing about the address's own answers.
			loss: this.#reached ? (measuredLoss(this.#loss) ?? measuredLoss(this.#witnesses)) : null,
			missProbability: this.#missProbability,
			attempts: this.#attempts,
		};
	}

	get #missProbability(): number | null {
		if (!this.#reached || this.#gaveUp) return null;
		const mean = this.#ledger.meanDoubt;
		if (mean === undefined) return this.#ledger.count('unsettled') === 0 ? 0 : null;
		return missProbability(mean, this.#open);
	}

	/** What to ask now. */
	#choose(now: number): Question | undefined {
		if (this.#vital.missing) return this.#signOfLife(now);
		const canary = this.#nextCanary(now);
		if (canary !== undefined) return asking(canary);
		const index = this.#ledger.take(now);
		if (index !== undefined) return { port: this.#ledger.port(index), about: { kind: 'port', index } };
		return this.#last?.shift();
	}

	#signOfLife(now: number): Question | undefined {
		const at = this.#vital.nextQuestionAt;
		if (at === undefined || now < at) return undefined;
		const canary = this.#canaries.insist(now);
		if (canary === undefined) return undefined;
		this.#vital.ask(now, this.#usualTimeout(0));
		return asking(canary);
	}

	#nextCanary(now: number): Canary | undefined {
		if (this.#ledger.nextAt === undefined) return undefined;
		if (this.#mostAnswer && this.#ledger.anyFresh) {
			// The answers are the witnesses; but only an open port can tell that refusals come from a block.
			if (now - this.#lifeAskedAt < lifeEveryMs) return undefined;
			this.#lifeAskedAt = now;
			return this.#canaries.takeOne(now, 'open');
		}
		const packets = this.#canaries.any('closed') ? 1 : packetsOfConnection;
		const gap = this.#congestion.witnessEvery(packets) * (0.5 + this.#uneven);
		if (++this.#sinceCanary < gap && !this.#witnessesAreCheaper) return undefined;
		this.#sinceCanary = 0;
		this.#uneven = (this.#uneven + goldenRatio) % 1;
		return this.#canaries.take(now);
	}

	#answeredAt(
		{ sentAt, about, timeoutMs }: Attempt,
		outcome: 'open' | 'closed',
		rttMs: number,
		now: number,
		decisions: Decision[],
	): void {
		if (this.#answered++ === 0 && rttMs > 0.7 * this.#firstTimeoutMs) this.#forgetSilences(now);
		// What took longer than the timeout waited for a machine asleep; and after a second the system has asked again, so
		// that nobody knows which packet was answered (Karn's algorithm, RFC 6298, section 3).
		const certain = rttMs <= timeoutMs && (rttMs < systemAsksAgainMs || this.#roundTrip.srtt === null);
		if (certain) this.#roundTrip = sampled(this.#roundTrip, rttMs);
		if (about.kind === 'canary' && about.expects === 'open' && outcome === 'closed') return;
		const wasAway = this.#vital.worrying;
		this.#reopen(this.#vital.alive(sentAt, now, outcome), now, decisions);
		if (wasAway && !this.#vital.missing) this.#congestion.resume(this.#nextNumber);
	}

	#heardOther({ epoch }: Attempt, about: Exclude<Subject, { kind: 'port' }>, outcome: Outcome, now: number): void {
		if (about.kind === 'control') {
			this.#controls.count(outcome === 'open');
		} else if (about.kind === 'refusal') {
			this.#refusals.asked(outcome === 'rejected');
		} else {
			const answered = isAnswer(outcome);
			epoch.witnesses[about.expects].count(answered);
			this.#refusals.canary(about.expects, answered, now);
			if (outcome === 'closed') this.#refusals.refused(now);
			if (outcome === 'silent' && about.expects === 'open')
				this.#paceAt -= (1000 * (packetsOfConnection - 1)) / this.#rate;
			if (!answered) this.#missed(now);
			else if (about.expects === 'open' && outcome === 'closed') this.#vital.contradict(now);
		}
	}

	/** What should have answered did not; where nobody could be asked for a sign of life, that leads nowhere. */
	#missed(now: number): void {
		if (this.#canaries.known) this.#vital.lost(now, this.#timeout(0));
	}

	#heard(
		{ epoch, port, sentAt, fresh }: Attempt,
		index: number,
		outcome: Exclude<Outcome, 'local' | 'self' | 'brief'>,
		doubtful: boolean,
		rttMs: number,
		now: number,
		decisions: Decision[],
	): void {
		if (outcome === 'closed') this.#refusals.refused(now);
		if (fresh) epoch.fresh.count(outcome !== 'silent' && outcome !== 'unreachable');
		if (outcome === 'silent') {
			epoch.silent.push(index);
			this.#unjudged++;
			return;
		}
		// This machine's own network is away for a moment: that says nothing about a port of a host that was there.
		if (outcome === 'unreachable' && this.#reached) {
			this.#missed(now);
			this.#ledger.askAgain(index, now + localTroublePauseMs);
			return;
		}
		const silences = this.#ledger.silences(index);
		this.#ledger.unquiet(index, true);
		if (outcome === 'rejected' || outcome === 'unreachable') {
			this.#refusals.rejected(port);
			this.#settle(index, 'rejected', decisions);
			this.#vital.suspect(index, sentAt, 'silent');
			return;
		}
		epoch.answers[outcome]++;
		// Below a limit, which may be one of refusals, their absence is no loss.
		if (outcome === 'open' || !this.#withheld) this.#lost({ asked: silences, silent: silences });
		if (outcome === 'open' && doubtful && !this.#seenOpen.has(port)) {
			this.#seenOpen.add(port);
			this.#ledger.askAgain(index, now);
			return;
		}
		// Open ports may have answered that aren't heard of yet.
		if (outcome === 'closed' && (this.#open > 0 || this.#answered < mostEarlyRefusals)) {
			this.#vital.suspect(index, sentAt, 'refused');
		}
		if (outcome === 'open' || !this.#sparing) this.#canaries.add(port, outcome);
		this.#settle(index, outcome, decisions, rttMs);
	}

	#putBack({ about, port }: Attempt, at: number): void {
		if (about.kind === 'port') {
			this.#ledger.unask(about.index);
			this.#ledger.askAgain(about.index, at);
		} else if (about.kind !== 'canary') this.#last?.push({ port, about });
	}

	/** Hears the witnesses of an epoch once all of its attempts have ended. */
	#judge(epoch: Epoch, now: number, decisions: Decision[]): void {
		if (epoch.inFlight > 0) return;
		if (!epoch.closed) {
			const at = this.#ledger.nextAt;
			if (at !== undefined && at <= now && !this.#vital.missing) return;
			this.#nextEpoch();
		}
		this.#unjudged -= epoch.silent.length;
		const believed = !this.#vital.missing && this.#hear(epoch, now);
		const needed = this.attemptsNeeded;
		const at = now + Math.max(leastRetryPauseMs, (this.#roundTrip.srtt ?? 0) / 2);
		for (const index of epoch.silent) {
			const silences = believed ? this.#ledger.silent(index) : 0;
			if (silences >= needed || !this.#mayAsk(index)) this.#quiet(index, epoch.lastSentAt, decisions);
			else if (silences >= leastAttempts) this.#ledger.askLater(index, epoch.lastSentAt);
			else this.#ledger.askAgain(index, at);
		}
		if (needed < this.#lastNeeded) {
			for (const { index, askedAt } of this.#ledger.takeSilent(needed)) this.#quiet(index, askedAt, decisions);
		}
		this.#lastNeeded = needed;
	}

	/** Gives whether the silence of the epoch can be believed. */
	#hear(epoch: Epoch, now: number): boolean {
		const rationed = this.#refusals.rationed(now);
		if (rationed) this.#relyOnOpenPorts();
		const canaries = this.#canariesOf(epoch);
		// Where most answer, so do ports asked for the first time; those asked again are the ones that stay silent.
		const witnesses = this.#mostAnswer ? added(canaries, epoch.fresh) : canaries;
		const silence = this.#congestion.hear(epoch.report(this.#nextNumber, witnesses, this.#congestion.window));
		this.#witnesses.add(witnesses);
		if (silence === 'congested') this.#forgetFirstLoss();
		else this.#countLoss(epoch);
		this.#recent.fade(recentMemory);
		this.#recent.add(epoch.fresh);
		const hopeless = this.#congestion.rate < hopelessRate && rationed === undefined;
		if (hopeless || this.#vital.flickers) this.#relyOnOpenPorts();
		return silence === 'telling';
	}

	#countLoss({ witnesses: { open, closed }, answers }: Epoch): void {
		this.#lossBefore = [...this.#lossBefore, { loss: { ...this.#loss }, line: { ...this.#line } }].slice(
			-epochsToBeSure,
		);
		this.#lost(added(open, { asked: answers.open, silent: 0 }));
		if (!this.#withheld) this.#lost(added(closed, { asked: answers.closed, silent: 0 }));
		this.#openLoss.add(open);
	}

	/** Congestion may have begun earlier than it was noticed: what a line lost then that had lost nothing was no noise. */
	#forgetFirstLoss(): void {
		const [before] = this.#lossBefore;
		this.#lossBefore = [];
		if (before === undefined || before.loss.silent > 0 || before.loss.asked < enoughToBeClean) return;
		this.#loss.become(before.loss);
		this.#line.become(before.line);
	}

	/** Closed ports where there are any, though none of them was asked: a limit of refusals shows at them only. */
	#canariesOf({ witnesses: { open, closed } }: Epoch): Witnesses {
		return this.#canaries.any('closed') ? closed : open;
	}

	/** Whether a missing refusal may be one that the host didn't send, beside open ports that tell the loss. */
	get #withheld(): boolean {
		return this.#sparing || (this.#congestion.rate < Number.POSITIVE_INFINITY && this.#open > 0);
	}

	#lost(witnesses: Witnesses): void {
		this.#loss.add(witnesses);
		this.#line.add(witnesses);
		if (this.#line.asked <= lineMemory) return;
		this.#line.fade(lineMemory / this.#line.asked);
		const { asked, silent } = this.#line;
		if (this.#worst === undefined || silent > this.#worst.silent) this.#worst = { asked, silent };
	}

	/** Refusals are rationed: their absence is no loss, and what was heard of the pace until now was about them. */
	#relyOnOpenPorts(): void {
		if (this.#sparing) return;
		this.#sparing = true;
		this.#canaries.forget('closed');
		if (!this.#canaries.known) this.#vital.stopAsking();
		this.#congestion = new Congestion(this.#options.maxWindow);
		for (const loss of [this.#loss, this.#line]) {
			loss.become(this.#openLoss);
		}
		this.#worst = undefined;
		this.#lossBefore = [];
	}

	#quiet(index: number, askedAt: number, decisions: Decision[]): void {
		this.#ledger.quiet(index, doubt(this.#line, this.#ledger.silences(index)));
		// Before anything has answered, silence isn't a firewall yet: the verdict waits for the end.
		if (!this.#reached) return;
		this.#settle(index, 'filtered', decisions);
		this.#vital.suspect(index, askedAt, 'silent');
	}

	/** Ports decided while the address was missing are asked anew; those that may not be are undecided. */
	#reopen(suspects: readonly number[], now: number, decisions: Decision[]): void {
		for (const index of suspects) {
			if (this.#ledger.entry(index) === 'unsettled') continue;
			this.#ledger.unquiet(index, true);
			if (!this.#mayAsk(index)) {
				this.#settle(index, 'undecided', decisions);
				continue;
			}
			this.#ledger.settle(index, 'unsettled');
			this.#ledger.askAgain(index, now);
		}
	}

	/** Answers take so long that those to earlier attempts may have come too late. */
	#forgetSilences(now: number): void {
		for (const index of this.#ledger.all('unsettled')) {
			const quiet = this.#ledger.isQuiet(index);
			if (quiet && !this.#mayAsk(index)) continue;
			this.#ledger.unquiet(index, true);
			if (quiet) this.#ledger.askAgain(index, now);
		}
	}

	/**
	 * Nothing answered. The first ports are asked once more, slowly and with all the time that RFC 6298 gives: the others
	 * may have drowned in what was sent at once.
	 */
	#askPatiently(now: number): void {
		this.#patient = true;
		this.#firstTimeoutMs = initialTimeout;
		for (const index of this.#ledger.all('unsettled').slice(0, askedPatiently)) {
			if (!this.#mayAsk(index)) continue;
			this.#ledger.unquiet(index, false);
			this.#ledger.askAgain(index, now);
		}
	}

	/** Whether the port has not been asked as often as the user allows. */
	#mayAsk(index: number): boolean {
		return this.#ledger.asked(index) < (this.#options.attempts ?? Number.POSITIVE_INFINITY);
	}

	#lastQuestions(): Question[] {
		const { total } = this.#ledger;
		const muchIsOpen = this.#open >= 3 && this.#open >= total / 2;
		const controls = muchIsOpen ? this.#options.controls : [];
		const refusals = this.#reached && this.#ledger.count('filtered') > 0 ? this.#refusals.questions : [];
		return [
			...controls.map((port): Question => ({ port, about: { kind: 'control' } })),
			...refusals.map((port): Question => ({ port, about: { kind: 'refusal' } })),
		];
	}

	#conclude(): readonly Decision[] {
		if (this.#reached) {
			const closed = this.#sparing ? this.#settleAll('closed', 'rejected') : [];
			return [...closed, ...this.#settleAll('unsettled', 'filtered')];
		}
		// Where every answer was a refusal on the way, there may be no way at all to this address.
		const refused = this.#settleAll('rejected', 'undecided').map((decision) => ({ ...decision, rejected: true }));
		return [...this.#settleAll('unsettled', 'undecided'), ...refused];
	}

	#settle(index: number, entry: Exclude<Entry, 'unsettled'>, decisions: Decision[], rttMs?: number): void {
		this.#ledger.settle(index, entry);
		decisions.push({
			port: this.#ledger.port(index),
			...(entry === 'rejected' ? { state: 'filtered', rejected: true } : { state: entry }),
			...(rttMs !== undefined && { rttMs }),
		});
	}

	#settleAll(before: Entry, after: Exclude<Entry, 'unsettled'>): readonly Decision[] {
		const decisions: Decision[] = [];
		for (const index of this.#ledger.all(before)) this.#settle(index, after, decisions);
		return decisions;
	}

	#nextEpoch(): void {
		this.#epoch.closed = true;
		this.#lastEpoch = this.#epoch;
		this.#epoch = new Epoch(this.#epoch.number + 1);
	}

	/** Number of the first epoch of which nothing was sent yet. */
	get #nextNumber(): number {
		return this.#epoch.number + (this.#epoch.sent > 0 ? 1 : 0);
	}

	#timeout(silencesBefore: number): number {
		// The way may have become longer.
		return this.#vital.worrying ? this.#options.timeoutMs : this.#usualTimeout(silencesBefore);
	}

	#usualTimeout(silencesBefore: number): number {
		return timeoutFor(this.#roundTrip, silencesBefore, this.#options.timeoutMs, this.#firstTimeoutMs);
	}

	/** Those that were sent before the round-trip time was known wait for long; they don't take up room any more. */
	get #window(): number {
		return this.#congestion.window + (this.#roundTrip.srtt === null ? 0 : this.#early);
	}

	/** Packets a second: a window's worth is spread over half a round trip, so that it isn't a burst on the way. */
	get #rate(): number {
		const { srtt } = this.#roundTrip;
		const spread = srtt === null || srtt < burstRoundTripMs ? Number.POSITIVE_INFINITY : this.#congestion.window / srtt;
		return Math.min(
			this.#congestion.rate,
			2000 * spread,
			this.#blindRate,
			this.#options.pace ?? Number.POSITIVE_INFINITY,
		);
	}

	/** Packets a second where no answer tells how many get through. */
	get #blindRate(): number {
		if (this.#reached && !(this.#sparing && this.#open === 0)) return Number.POSITIVE_INFINITY;
		if (this.#patient || this.#options.pace !== undefined) return patientRate;
		return this.#options.firstWindow === undefined ? blindRate : Number.POSITIVE_INFINITY;
	}

	get #open(): number {
		return this.#ledger.count('open');
	}

	get #reached(): boolean {
		return this.#answered > 0;
	}

	/** Where nearly every port answers, the answers themselves are the witnesses. */
	get #mostAnswer(): boolean {
		const { asked, silent } = this.#recent;
		return !this.#sparing && asked >= 32 && silent < asked / 10;
	}

	/** Ports that answer, among which one may have been lost. */
	get #answering(): number {
		return this.#open + (this.#sparing ? 0 : this.#ledger.count('closed'));
	}
}

interface Question {
	readonly port: number;
	readonly about: Subject;
}

function asking({ port, state }: Canary): Question {
	return { port, about: { kind: 'canary', expects: state } };
}

/** The fractional part: its multiples are spread over any interval without ever repeating. */
const goldenRatio = 0.618_033_988_749_895;
const askedPatiently = 60;
/** Packets a second while nothing has answered: where it is too much, nobody would tell. And those any network lets through. */
const blindRate = 400;
const patientRate = 100;
/** Attempts in flight to begin with where little may get through. */
const carefulWindow = 16;
/** From our side: SYN, the acknowledgement of its answer, FIN, the acknowledgement of the other FIN. */
const packetsOfConnection = 4;
/** So many witnesses are remembered as the line's loss of late. */
const lineMemory = 300;
/** What the answers of ports keep of their weight from one epoch to the next. */
const recentMemory = 0.8;
/** So many epochs after one tell whether congestion began in it. */
const epochsToBeSure = 2;
/** So many witnesses, all of which answered, make a line that loses nothing. */
const enoughToBeClean = 16;
const systemAsksAgainMs = 1000;
const mostEarlyRefusals = 2000;
const localTroublePauseMs = 50;
const leastRetryPauseMs = 100;
/** So far ahead of the pace an attempt may be: timers are no more exact. */
const paceSlackMs = 4;
/** With a shorter round trip, bursts are what every local network sees. */
const burstRoundTripMs = 10;
/** Milliseconds between two looks at an open port while most ports answer. */
const lifeEveryMs = 500;
/** Packets a second; no network is so slow, but rations of refusals are. */
const hopelessRate = 30;

function isAnswer(outcome: Outcome): outcome is 'open' | 'closed' {
	return outcome === 'open' || outcome === 'closed';
}
