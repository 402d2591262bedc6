/** What the scan of an address came to so far, as far as its line is concerned. */
export interface Signs {
	/** Whether it answered and was asked again, so that something is known of its line. */
	readonly answering: boolean;
	/** Whether something on the way lets only so many packets through. */
	readonly limited: boolean;
	/** Whether it has fallen silent. */
	readonly missing: boolean;
	/** Share of attempts lost on the way, 0 to 1. */
	readonly loss: number;
	/** Attempts a second. */
	readonly rate: number;
}

/**
 * How many addresses are scanned at once. Each of them finds the limits on its own way. Where many meet one at the same
 * time, it is that of the line that all share, far below what they send together, and none of them hears enough to find
 * its place below it: then a few at a time must do, and more again only as they meet no limit.
 */
export class Crowd {
	readonly #most: number;
	#atOnce: number;
	/** Addresses without a limit that make room for one more, and those of them that were scanned since the last room. */
	#forMore = 1;
	#clean = 0;
	#pace = Number.POSITIVE_INFINITY;

	/** @param most addresses at once, where nothing speaks against it */
	constructor(most: number) {
		this.#most = most;
		this.#atOnce = most;
	}

	/** Addresses to be scanned at once. */
	get atOnce(): number {
		return this.#atOnce;
	}

	/** Whether there were too many, and care is to be taken. */
	get thinned(): boolean {
		return this.#atOnce < this.#most;
	}

	/** Whether so many of these, which are scanned at once, met a limit that it must be a common one. */
	isTooMuch(all: readonly Signs[]): boolean {
		if (all.length <= fewAtOnce) return false;
		const answering = all.filter((signs) => signs.answering);
		const suffering = answering.filter(({ limited, missing, loss }) => missing || (limited && loss > doubtfulLoss));
		// Where all are silent, it is this machine's own network that is away.
		const someAreThere = answering.some(({ missing }) => !missing);
		return someAreThere && answering.length >= enoughToCompare && suffering.length >= answering.length * shareOfCrowd;
	}

	/** Packets a second to one address at most; undefined while nothing speaks against any. */
	get pace(): number | undefined {
		return this.thinned ? this.#pace : undefined;
	}

	/** Only a few from now on, and together no more than got through from all of these. */
	thinOut(all: readonly Signs[]): void {
		if (this.thinned) this.#forMore *= 4;
		const through = all.reduce((sum, { rate, loss }) => sum + rate * (1 - loss), 0);
		this.#pace = Math.max(leastPace, through / fewAtOnce);
		this.#atOnce = fewAtOnce;
		this.#clean = 0;
	}

	/** An address was scanned to its end. */
	left(signs: Signs): void {
		if (!signs.answering) return;
		if (isDoubtful(signs)) {
			this.#pace = Math.max(leastPace, this.#pace * less);
			return;
		}
		this.#pace *= more;
		if (++this.#clean < this.#forMore) return;
		this.#clean = 0;
		this.#pace *= this.#atOnce / (this.#atOnce + 1);
		this.#atOnce = Math.min(this.#most, this.#atOnce + 1);
	}
}

/** Whether it was perhaps scanned beside too many others. */
export function isDoubtful({ answering, limited, missing, loss }: Signs): boolean {
	return answering && (limited || missing || loss > doubtfulLoss);
}

/** Where a common line lets only so much through, so few find their place on it. */
const fewAtOnce = 3;
/** Packets a second to one address, and what becomes of them where one has met a limit, and where one has not. */
const leastPace = 30;
const less = 0.7;
const more = 1.1;
/** So many addresses that answer tell whether a limit is a common one, and this share of them. */
const enoughToCompare = 5;
const shareOfCrowd = 0.4;
/** More than this is rarely lost but to a limit. */
const doubtfulLoss = 0.3;
