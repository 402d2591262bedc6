import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attemptsNeeded, measuredLoss, missProbability } from '../../source/scan/confidence.ts';

test('without anything known to answer, neither loss nor the chance of a miss is known', () => {
	assert.equal(measuredLoss({ asked: 0, silent: 0 }), null);
	assert.equal(missProbability({ asked: 0, silent: 0 }, [[3, 10]], 1), null);
});

test('a perfect line needs two attempts, a bad one more, and the upper bound is kept', () => {
	assert.equal(attemptsNeeded({ asked: 1000, silent: 0 }, 3), 2);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 20 }, 3), 3);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 190 }, 3), 5);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 190 }, 3, 2), 2);
});

test('with the attempts needed, the chance of a miss stays under 0.1 % up to a loss of a third', () => {
	for (let silent = 0; silent <= 330; silent += 10) {
		for (const open of [1, 3, 20]) {
			const loss = { asked: 1000, silent };
			const attempts = attemptsNeeded(loss, open);
			const chance = missProbability(loss, [[attempts, 100]], open) ?? 1;
			assert.ok(chance < 0.001 || attempts === 8, `loss ${silent / 10} %, ${open} open: ${chance} after ${attempts}`);
		}
	}
});

test('ports that were asked less often weigh as many as they are', () => {
	const loss = { asked: 1000, silent: 100 };
	const [often, seldom] = [missProbability(loss, [[4, 1000]], 1) ?? 0, missProbability(loss, [[2, 1000]], 1) ?? 0];
	const attempts = [
		[4, 900],
		[2, 100],
	] as const;
	const both = missProbability(loss, attempts, 1) ?? 0;
	assert.ok(Math.abs(both - (0.9 * often + 0.1 * seldom)) < 1e-6);
});

test('where nothing is silent, nothing was missed', () => {
	assert.equal(missProbability({ asked: 10, silent: 1 }, [], 3), 0);
});

test('three answers out of three are no proof of a perfect line', () => {
	assert.ok(attemptsNeeded({ asked: 3, silent: 0 }, 1) > 2);
});
