/**
 * Whether an address still answers. A scan that goes on while it doesn't would call everything filtered: somebody may
 * have blocked us, or this machine's network is gone for a while.
 *
 * When several canaries in a row don't answer, and nothing else does, the address is missing: from then on only
 * canaries are asked, less and less often, until one answers or they were asked in vain too often. What was decided since the
 * last sign of life is suspect: it wants another look, or is undecided.
 */
export class VitalSigns {
	#lostInRow = 0;
	#aliveAt = 0;
	#questions: number | undefined;
	#nextQuestionAt = 0;
	#contradicted = false;
	/** Times it came back by a refusal, since a port was open. */
	#returns = 0;
	/** Whether the questions are only asked to be sure. */
	#routine = false;
	/** Decided without an answer, by place, with the time of asking. */
	#silent: Suspect[] = [];
	/** Decided because of a refusal, while open ports were known. */
	#refused: Suspect[] = [];

	/**
	 * An answer arrived to what was asked at `askedAt`. Refusals prove nothing while open ports are refused too. Gives the
	 * places of ports to ask anew, because they were decided while the address was missing.
	 */
	alive(askedAt: number, now: number, how: 'open' | 'closed'): readonly number[] {
		if (how === 'closed' && this.#contradicted) return [];
		const back = this.worrying;
		if (how === 'open') this.#returns = 0;
		else if (back) this.#returns++;
		const doubtful = back ? this.suspects : [];
		this.#lostInRow = 0;
		this.#aliveAt = now;
		this.#questions = undefined;
		this.#silent = back ? [] : from(this.#silent, askedAt);
		if (how === 'open') {
			this.#contradicted = false;
			this.#refused = back ? [] : from(this.#refused, askedAt);
		}
		return doubtful;
	}

	/** A port known to answer did not. `timeoutMs` is how long an answer may take at most. */
	lost(now: number, timeoutMs: number): void {
		this.#lostInRow++;
		if (this.#lostInRow < lostInRowAtLeast || now - this.#aliveAt < Math.max(leastSilenceMs, 3 * timeoutMs)) return;
		this.#routine = false;
		this.#beginAsking(now);
	}

	/** A port that was open refused. */
	contradict(now: number): void {
		this.#contradicted = true;
		this.#routine = false;
		this.#beginAsking(now);
	}

	/** Asks for a sign of life, to be sure of what was decided last. */
	check(now: number): void {
		this.#routine = true;
		this.#beginAsking(now);
	}

	/** There is nobody left to ask for a sign of life. */
	stopAsking(): void {
		this.#questions = undefined;
		this.#lostInRow = 0;
	}

	suspect(index: number, askedAt: number, why: 'silent' | 'refused'): void {
		(why === 'silent' ? this.#silent : this.#refused).push({ index, askedAt });
	}

	/** No port is open, so that none can be seen to refuse. */
	trustRefusals(): void {
		this.#refused = [];
	}

	/** The places of all ports decided since the last sign of life. */
	get suspects(): readonly number[] {
		return [...this.#silent, ...this.#refused].map(({ index }) => index);
	}

	/** Whether nothing but signs of life is to be asked for. */
	get missing(): boolean {
		return this.#questions !== undefined;
	}

	/** Whether that is more than a question to be sure. */
	get worrying(): boolean {
		return this.missing && !(this.#routine && (this.#questions ?? 0) <= 2);
	}

	/** Whether it goes missing and comes back by refusals time and again: these may be what is missing, not the address. */
	get flickers(): boolean {
		return this.#returns >= 3;
	}

	/** Whether open ports began to refuse. */
	get contradicted(): boolean {
		return this.#contradicted;
	}

	/** Whether it was asked in vain so often that it is given up. */
	gone(now: number): boolean {
		return this.missing && !this.#mayAsk && now >= this.#nextQuestionAt;
	}

	/** When to ask for the next sign of life (milliseconds); undefined when it was asked for often enough. */
	get nextQuestionAt(): number | undefined {
		return this.#mayAsk ? this.#nextQuestionAt : undefined;
	}

	get #mayAsk(): boolean {
		// An address that refuses is there: waiting for it would change nothing.
		return (this.#questions ?? 0) < (this.#contradicted ? questionsWhenRefused : mostQuestions);
	}

	/** A sign of life is asked for now; `timeoutMs` is how long the answer usually takes at most. */
	ask(now: number, timeoutMs: number): void {
		const questions = this.#questions ?? 0;
		this.#questions = questions + 1;
		this.#nextQuestionAt = now + Math.max(timeoutMs, Math.min(longestPauseMs, firstPauseMs * 1.5 ** questions));
	}

	#beginAsking(now: number): void {
		if (this.missing) return;
		this.#questions = 0;
		this.#nextQuestionAt = now;
	}
}

interface Suspect {
	readonly index: number;
	readonly askedAt: number;
}

const lostInRowAtLeast = 5;
const leastSilenceMs = 500;
/** Some twelve seconds: as long as a wireless network takes to come back. */
const mostQuestions = 10;
const questionsWhenRefused = 5;
const firstPauseMs = 250;
const longestPauseMs = 2000;

/** Those that weren't asked before `askedAt`. What was asked in the same moment may have been on either side of a block. */
function from(suspects: Suspect[], askedAt: number): Suspect[] {
	return suspects.length === 0 ? suspects : suspects.filter((suspect) => suspect.askedAt >= askedAt);
}
