import type { PortBehaviour } from '../../network/host.ts';

/** What each port does. */
export type Truth = ReadonlyMap<number, PortBehaviour>;

/**
 * What ports may be called, by what they do, where the path works: `open > open`. A refusal with ICMP port-unreachable
 * looks like one of the host itself.
 */
export function rightVerdicts(truth: Truth): readonly string[] {
	return somethingAnswers(truth) ? right : undecided;
}

/** Whether any port answers by itself; refusals on the way may come from anywhere. */
export function somethingAnswers(truth: Truth): boolean {
	return [...truth.values()].some((behaviour) => behaviour !== 'drop' && behaviour !== 'reject');
}

const right = [
	'open > open',
	'closed > closed',
	'drop > filtered',
	'reject > filtered',
	'unreachable > filtered',
	'unreachable > closed',
];

const undecided = (['drop', 'reject'] satisfies PortBehaviour[]).map((behaviour) => `${behaviour} > undecided`);
