import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedDoubt, attemptsNeeded, doubt, measuredLoss, missProbability } from '../../source/scan/confidence.ts';

test('without anything known to answer, the loss is not known and silence proves nothing', () => {
	assert.equal(measuredLoss({ asked: 0, silent: 0 }), null);
	assert.equal(doubt({ asked: 0, silent: 0 }, 3), 1);
});

test('a perfect line needs two attempts, a bad one more, and the upper bound is kept', () => {
	assert.equal(attemptsNeeded({ asked: 1000, silent: 0 }, 3), 2);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 20 }, 3), 3);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 190 }, 3), 5);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 190 }, 3, 2), 2);
	assert.equal(attemptsNeeded({ asked: 1000, silent: 190 }, 3, 10), 5);
	assert.equal(attemptsNeeded({ asked: 10, silent: 9 }, 3), 12);
});

test('with the attempts needed, the chance of a miss stays under 0.1 % up to a loss of a third', () => {
	for (let silent = 0; silent <= 330; silent += 10) {
		for (const open of [1, 3, 20]) {
			const loss = { asked: 1000, silent };
			const attempts = attemptsNeeded(loss, open);
			const chance = missProbability(doubt(loss, attempts), open);
			assert.ok(chance <= 0.001 || attempts === 12, `loss ${silent / 10} %, ${open} open: ${chance} after ${attempts}`);
		}
	}
});

test('what is accepted of doubt is what keeps the chance of a miss under 0.1 %', () => {
	for (const answering of [0, 1, 20, 60_000]) {
		assert.ok(Math.abs(missProbability(acceptedDoubt(answering), answering) - 0.001) < 1e-6);
	}
});

test('three answers out of three are no proof of a perfect line', () => {
	assert.ok(attemptsNeeded({ asked: 3, silent: 0 }, 1) > 2);
});
