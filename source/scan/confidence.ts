import { lossOf, type Witnesses } from './witnesses.ts';

/** The chance of having missed any open port that a scan aims to stay under. */
const acceptedMiss = 0.001;
export const leastAttempts = 2;
export const mostAttempts = 12;

/** Share of attempts lost on the way, 0 to 1; null while nothing is known to answer. */
export function measuredLoss({ asked, silent }: Witnesses): number | null {
	return asked === 0 ? null : silent / asked;
}

/**
 * Chance that a port that answers stayed silent `attempts` times, each attempt being lost independently. 1 while nothing is
 * known to answer.
 */
export function doubt(loss: Witnesses, attempts: number): number {
	return loss.asked === 0 ? 1 : Math.min(1, lossOf(loss)) ** attempts;
}

/**
 * Chance that at least one of `answering` ports is among those taken for silent, of which each is doubted by `mean` on
 * average (see `doubt`). The ports that answer are thought to be spread over all.
 */
export function missProbability(mean: number, answering: number): number {
	return 1 - (1 - mean) ** Math.max(1, answering);
}

/** The most that a port taken for silent may be doubted, so that `missProbability` stays under 0.1 %. */
export function acceptedDoubt(answering: number): number {
	return 1 - (1 - acceptedMiss) ** (1 / Math.max(1, answering));
}

/** How many more witnesses would have to answer for one attempt less than `attempts` to be enough. */
export function witnessesMissing({ asked, silent }: Witnesses, answering: number, attempts: number): number {
	if (attempts <= leastAttempts) return 0;
	const accepted = acceptedDoubt(answering) ** (1 / (attempts - 1));
	return Math.max(0, Math.ceil((silent + 0.5) / accepted - 1 - asked));
}

/** Silent attempts after which a port counts as silent for good, so that `missProbability` stays under 0.1 %. */
export function attemptsNeeded(loss: Witnesses, answering: number, upperBound = mostAttempts): number {
	const least = Math.min(upperBound, leastAttempts);
	if (loss.asked === 0) return least;
	const accepted = acceptedDoubt(answering);
	let attempts = least;
	while (attempts < Math.min(upperBound, mostAttempts) && doubt(loss, attempts) > accepted) attempts++;
	return attempts;
}
