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
 * Chance that at least one of `answering` ports was taken for silent, where silent ports were asked as often as
 * `attempts` says (pairs of attempts and number of ports), each attempt being lost independently. The ports that answer
 * are thought to be spread over all. The loss is taken a little higher than measured (half a silent attempt more: the
 * Krichevsky–Trofimov estimate), so that a handful of answered attempts doesn't pass for a perfect line. null while
 * nothing is known to answer.
 */
export function missProbability(
	loss: Loss,
	attempts: Iterable<readonly [attempts: number, ports: number]>,
	answering: number,
): number | null {
	if (loss.asked === 0) return null;
	let ports = 0;
	let missed = 0;
	for (const [count, times] of attempts) {
		ports += times;
		missed += times * cautious(loss) ** count;
	}
	return ports === 0 ? 0 : 1 - (1 - missed / ports) ** Math.max(1, answering);
}

/** Silent attempts after which a port counts as silent for good, so that `missProbability` stays under 0.1 %. */
export function attemptsNeeded(loss: Loss, answering: number, upperBound = mostAttempts): number {
	if (loss.asked === 0) return Math.min(upperBound, leastAttempts);
	let attempts = leastAttempts;
	while (attempts < mostAttempts && (missProbability(loss, [[attempts, 1]], answering) ?? 0) > acceptedMiss) attempts++;
	return Math.min(upperBound, attempts);
}

function cautious({ asked, silent }: Loss): number {
	return Math.min(1, (silent + 0.5) / (asked + 1));
}
