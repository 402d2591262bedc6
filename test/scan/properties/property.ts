import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Trial } from './trial.ts';

/** What speaks against a property, by kind: ports, or other numbers. Kinds without any don't. */
export type Objections = Readonly<Record<string, readonly number[]>>;

/**
 * Tests that a property holds in every one of the scans, or in all but so many (0), and names those in which it doesn't
 * as `replay.ts` takes them.
 */
export function property(
	sentence: string,
	trials: readonly Trial[],
	check: (trial: Trial) => Objections,
	allBut = 0,
): void {
	test(sentence, () => holds(trials, check, allBut));
}

function holds(trials: readonly Trial[], check: (trial: Trial) => Objections, allBut: number): void {
	const failures = trials.flatMap((trial) => {
		const against = Object.entries(check(trial)).filter(([, objects]) => objects.length > 0);
		return against.length === 0 ? [] : [`'${trial.name}': ${against.map(([kind, objects]) => inBrief(kind, objects))}`];
	});
	const told = [...failures.slice(0, mostTold), ...(failures.length > mostTold ? ['…'] : [])];
	assert.ok(trials.length > 0, 'there is nothing to judge');
	assert.ok(failures.length <= allBut, `${failures.length} of ${trials.length} scans:\n${told.join('\n')}`);
}

const mostTold = 12;

function inBrief(kind: string, objects: readonly number[]): string {
	const some = objects.slice(0, 5).join(', ');
	return objects.length > 5 ? `${kind}: ${objects.length}, such as ${some}` : `${kind}: ${some}`;
}
