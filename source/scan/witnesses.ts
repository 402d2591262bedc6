/**
 * Attempts at ports known to answer, whose silence can only be the network's: how many were asked, how many stayed
 * silent.
 */
export interface Witnesses {
	readonly asked: number;
	readonly silent: number;
}

/** Those of whom nothing was asked. */
export const nobody: Witnesses = { asked: 0, silent: 0 };

/** The witnesses, and those before them with a share of their weight (1). */
export function added({ asked, silent }: Witnesses, before: Witnesses, weight = 1): Witnesses {
	return { asked: before.asked * weight + asked, silent: before.silent * weight + silent };
}

/** The share that answered; 1 where nobody was asked. */
export function answeredShare({ asked, silent }: Witnesses): number {
	return asked === 0 ? 1 : 1 - silent / asked;
}

/**
 * The share that gets lost, a little more than was seen (half a silent attempt more: the Krichevsky–Trofimov estimate), so
 * that a handful of answered attempts doesn't pass for a perfect line.
 */
export function lossOf({ asked, silent }: Witnesses): number {
	return (silent + 0.5) / (asked + 1);
}

/** Counts what was asked and what stayed silent. */
export class Tally implements Witnesses {
	asked = 0;
	silent = 0;

	add({ asked, silent }: Witnesses): void {
		this.asked += asked;
		this.silent += silent;
	}

	/** Keeps a share of its weight. */
	fade(share: number): void {
		this.asked *= share;
		this.silent *= share;
	}

	become({ asked, silent }: Witnesses): void {
		this.asked = asked;
		this.silent = silent;
	}

	count(answered: boolean): void {
		this.asked++;
		if (!answered) this.silent++;
	}
}
