import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoised } from '../source/memo.ts';

/** A function that is memoised, and how often it was really called. */
function counting() {
	let calls = 0;
	const sum = memoised((numbers: readonly number[], { by }: { readonly by: number }) => {
		calls += 1;
		return numbers.map((number) => number * by);
	});
	return { sum, calls: () => calls };
}

test('what was asked last of an object is made once', () => {
	const { sum, calls } = counting();
	const numbers = [1, 2];
	const first = sum(numbers, { by: 2 });
	assert.deepEqual(first, [2, 4]);
	assert.equal(sum(numbers, { by: 2 }), first, 'arguments that are equal are the same');
	assert.equal(calls(), 1);
});

test('another question, and another object however equal, is answered anew', () => {
	const { sum, calls } = counting();
	const numbers = [1, 2];
	sum(numbers, { by: 2 });
	assert.deepEqual(sum(numbers, { by: 3 }), [3, 6]);
	assert.deepEqual(sum([1, 2], { by: 3 }), [3, 6]);
	assert.equal(calls(), 3);
});
