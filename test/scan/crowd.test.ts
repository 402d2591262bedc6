import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Crowd, isDoubtful, type Signs } from '../../source/scan/crowd.ts';

const fine: Signs = { answering: true, limited: false, missing: false, loss: 0.01, rate: 20 };
const held: Signs = { ...fine, limited: true, loss: 0.6 };
const gone: Signs = { ...fine, missing: true };
const silent: Signs = { ...fine, answering: false };

/** So many addresses with the same signs. */
function of(count: number, signs: Signs): readonly Signs[] {
	return Array.from({ length: count }, () => signs);
}

test('a limit that many meet at once is a common one', () => {
	const crowd = new Crowd(400);
	assert.ok(crowd.isTooMuch([...of(10, held), ...of(5, fine), ...of(50, silent)]));
	assert.ok(!crowd.isTooMuch([...of(2, held), ...of(20, fine)]), 'a few have limits of their own');
	assert.ok(!crowd.isTooMuch([...of(4, held), ...of(50, silent)]), 'those that answer are too few to tell');
	assert.ok(!crowd.isTooMuch(of(50, silent)));
});

test('a line that loses much, or slows down for a moment, is not crowded', () => {
	const crowd = new Crowd(400);
	assert.ok(!crowd.isTooMuch(of(20, { ...fine, loss: 0.5 })));
	assert.ok(!crowd.isTooMuch(of(20, { ...fine, limited: true, loss: 0.1 })));
});

test('many that fall silent beside others that do not are too many; where all do, this machine is cut off', () => {
	const crowd = new Crowd(400);
	assert.ok(crowd.isTooMuch([...of(10, gone), ...of(5, fine)]));
	assert.ok(!crowd.isTooMuch(of(15, gone)));
	assert.ok(isDoubtful(gone));
});

test('after that a few at a time must do, and more again as they meet no limit', () => {
	const crowd = new Crowd(400);
	assert.deepEqual([crowd.atOnce, crowd.thinned], [400, false]);
	crowd.thinOut(of(20, held));
	const few = crowd.atOnce;
	assert.ok(few < 5 && crowd.thinned, String(few));
	assert.ok(!crowd.isTooMuch(of(few, held)), 'fewer would not do');
	crowd.left(held);
	crowd.left(silent);
	assert.equal(crowd.atOnce, few, 'neither says that there is room');
	crowd.left(fine);
	assert.equal(crowd.atOnce, few + 1);
});

test('the more often there were too many, the longer it takes until there are more', () => {
	const crowd = new Crowd(400);
	crowd.thinOut(of(20, held));
	crowd.left(fine);
	crowd.thinOut(of(20, held));
	const few = crowd.atOnce;
	for (let left = 1; left <= 3; left++) crowd.left(fine);
	assert.equal(crowd.atOnce, few);
	crowd.left(fine);
	assert.equal(crowd.atOnce, few + 1);
});

test('together they are sent what got through before, and then more or less, as they meet no limit or do', () => {
	const crowd = new Crowd(400);
	assert.equal(crowd.pace, undefined);
	crowd.thinOut([...of(20, { ...held, rate: 50, loss: 0.6 }), ...of(20, { ...silent, rate: 10 })]);
	// 400 of the 1,000 packets a second, and those to the silent ones, of which nobody knows.
	const pace = crowd.pace ?? 0;
	assert.ok(Math.abs(pace * crowd.atOnce - 600) < 5, String(pace));
	crowd.left(held);
	const lower = crowd.pace ?? 0;
	assert.ok(lower < pace && lower > pace / 2);
	const together = lower * crowd.atOnce;
	crowd.left(fine);
	const more = (crowd.pace ?? 0) * crowd.atOnce;
	assert.ok(more > together && more < 1.5 * together, `${more} after ${together}`);
});

test('a pace never becomes hopeless', () => {
	const crowd = new Crowd(400);
	crowd.thinOut(of(20, { ...held, rate: 1, loss: 0.99 }));
	for (let left = 1; left <= 50; left++) crowd.left(held);
	assert.ok((crowd.pace ?? 0) >= 20, String(crowd.pace));
});

test('there are never more at once than the scan allows', () => {
	const crowd = new Crowd(2);
	for (let left = 1; left <= 3; left++) crowd.left(fine);
	assert.equal(crowd.atOnce, 2);
});

test('an address with a limit or much loss may have suffered from the others', () => {
	assert.ok(isDoubtful(held));
	assert.ok(isDoubtful({ ...fine, loss: 0.4 }));
	assert.ok(!isDoubtful(fine));
	assert.ok(!isDoubtful(silent));
});
