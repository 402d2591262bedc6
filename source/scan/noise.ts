import { leastRate } from './throughput.ts';
import { answeredShare, type Witnesses } from './witnesses.ts';

/** What came of a rate (packets a second): the share of witnesses that answered. */
export interface Measured {
	readonly rate: number;
	readonly share: number;
}

/** A difference in loss that is worth a trial. */
const leastDifference = 0.02;
/** No network in use loses more by chance. */
const leastShareOfNoise = 0.6;

/**
 * Whether more witnesses stayed silent than chance explains, and enough to matter: three standard deviations of the
 * difference of two binomials, and two more.
 */
export function isWorse({ asked, silent }: Witnesses, usual: Witnesses): boolean {
	const expected = (usual.silent + 1) / (usual.asked + 2);
	const deviation = Math.sqrt(asked * expected * (1 - expected) * (1 + asked / (usual.asked + 2)));
	return silent > asked * expected + Math.max(3 * deviation + 2, asked * leastDifference);
}

/**
 * How much more likely these witnesses are where `more` gets lost than where `less` does (0 to 1), as a logarithm. Added
 * up, and begun anew whenever it speaks against that, it finds such a change soonest (Page, Continuous inspection schemes,
 * 1954).
 */
export function evidenceOf({ asked, silent }: Witnesses, less: number, more: number): number {
	const higher = Math.max(less + leastDifference, Math.min(more, 0.99));
	return silent * Math.log(higher / less) + (asked - silent) * Math.log((1 - higher) / (1 - less));
}

/** Whether more stayed silent than just below a limit should, which is hardly more than usual: two standard deviations. */
export function isSuspicious({ asked, silent }: Witnesses, usual: Witnesses): boolean {
	const expected = usual.silent / usual.asked;
	return silent > 1 + asked * expected + 2 * Math.sqrt(asked * expected);
}

/**
 * Whether the loss at a lower rate is noise: the share of answers is still nearer to what it was than to what a limit
 * would leave. Where so much stays silent it is too early to say.
 */
export function isNoise(heard: Witnesses, rate: number, before: Measured | undefined, usual: Witnesses): boolean {
	const share = answeredShare(heard);
	if (before === undefined || (share < leastShareOfNoise && rate > leastRate)) return false;
	const underLimit = Math.min(before.share * (before.rate / rate), answeredShare(usual));
	return share <= Math.sqrt(before.share * Math.max(before.share, underLimit));
}
