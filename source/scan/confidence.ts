/** How often something known to answer was asked, and how often it stayed silent. */
export interface Loss {
	readonly asked: number;
	readonly silent: number;
}

/** The chance of having missed any open port that a scan aims to stay under. */
const acceptedMiss = 0.001;
const leastAttempts = 2;
const mostAttempts = 8;

/** Share of attempts lost on the way, 0 to 1; null while nothing is known to answer. */
export function measuredLoss({ asked, silent }: Loss): number | null {
	return asked === 0 ? null : silent / asked;
}

/**
 * Chance that at least one of `open` open ports stayed silent `attempts` times, each attempt being lost independently.
 * The loss is taken a little higher than measured (half a silent attempt more: the Krichevsky–Trofimov estimate), so
 * that a handful of answered attempts doesn't pass for a perfect line. null while nothing is known to answer.
 */
export function missProbability(loss: Loss, attempts: number, open: number): number | null {
	if (loss.asked === 0) return null;
	return 1 - (1 - cautious(loss) ** attempts) ** Math.max(1, open);
}

/** Silent attempts after which a port counts as silent for good, so that `missProbability` stays under 0.1 %. */
export function attemptsNeeded(loss: Loss, open: number, upperBound = mostAttempts): number {
	if (loss.asked === 0) return Math.min(upperBound, leastAttempts);
	let attempts = leastAttempts;
	while (attempts < mostAttempts && (missProbability(loss, attempts, open) ?? 0) > acceptedMiss) attempts++;
	return Math.min(upperBound, attempts);
}

function cautious({ asked, silent }: Loss): number {
	return Math.min(1, (silent + 0.5) / (asked + 1));
}
