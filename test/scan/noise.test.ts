import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { evidenceOf, isNoise, isSuspicious, isWorse } from '../../source/scan/noise.ts';
import type { Witnesses } from '../../source/scan/witnesses.ts';

const clean: Witnesses = { asked: 300, silent: 1 };
const lossy: Witnesses = { asked: 300, silent: 60 };

describe('silence', () => {
	test('is more than usual only where chance does not explain it', () => {
		assert.equal(isWorse({ asked: 24, silent: 2 }, clean), false);
		assert.equal(isWorse({ asked: 24, silent: 8 }, clean), true);
		assert.equal(isWorse({ asked: 24, silent: 8 }, lossy), false);
		assert.equal(isWorse({ asked: 24, silent: 20 }, lossy), true);
		assert.equal(isWorse({ asked: 0, silent: 0 }, clean), false);
	});

	test('rouses suspicion sooner than it convinces', () => {
		const little = { asked: 40, silent: 3 };
		assert.deepEqual([isSuspicious(little, clean), isWorse(little, clean)], [true, false]);
		assert.equal(isSuspicious({ asked: 40, silent: 10 }, lossy), false);
	});

	test('is evidence for more loss, and answers are evidence against it', () => {
		assert.ok(evidenceOf({ asked: 1, silent: 1 }, 0.01, 0.2) > 0);
		assert.ok(evidenceOf({ asked: 1, silent: 0 }, 0.01, 0.2) < 0);
		assert.equal(evidenceOf({ asked: 0, silent: 0 }, 0.01, 0.2), 0);
		const twice = evidenceOf({ asked: 20, silent: 4 }, 0.01, 0.2);
		assert.ok(Math.abs(twice - 2 * evidenceOf({ asked: 10, silent: 2 }, 0.01, 0.2)) < 1e-9, 'evidence adds up');
	});

	test('is evidence even where what is to be told apart is the same', () => {
		for (const loss of [0.001, 0.2, 0.5, 0.95]) {
			assert.ok(Number.isFinite(evidenceOf({ asked: 10, silent: 5 }, loss, loss)), String(loss));
		}
	});
});

describe('half of what a higher rate was', () => {
	const before = { rate: 2000, share: 0.7 };

	test('is noise where as many get lost as before', () => {
		assert.equal(isNoise({ asked: 100, silent: 30 }, 1000, before, clean), true);
	});

	test('is a limit where hardly any get lost any more', () => {
		assert.equal(isNoise({ asked: 100, silent: 2 }, 1000, before, clean), false);
	});

	test('is not judged by itself, nor where most stay silent at both', () => {
		assert.equal(isNoise({ asked: 100, silent: 30 }, 1000, undefined, clean), false);
		assert.equal(isNoise({ asked: 100, silent: 80 }, 1000, { rate: 2000, share: 0.2 }, clean), false);
	});
});
