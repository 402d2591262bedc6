import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Canaries } from '../../source/scan/canaries.ts';

test('closed ports are asked more often than open ones: a refusal costs the other side nothing', () => {
	const canaries = new Canaries();
	canaries.add(22, 'open');
	canaries.add(443, 'open');
	canaries.add(4000, 'closed');
	assert.deepEqual(
		[1, 2, 3].map((now) => canaries.take(now)?.port),
		[4000, 4000, 443],
	);
});

test('an SSH server that is the only one to answer is asked six times, then once in two seconds', () => {
	const canaries = new Canaries();
	canaries.add(22, 'open');
	let asked = 0;
	for (let now = 10_000; now < 20_000; now += 10) if (canaries.take(now)?.port === 22) asked++;
	assert.equal(asked, 6 + 4);
});

test('MySQL is asked six times and never again: it blocks hosts that connect too often without a login', () => {
	const canaries = new Canaries();
	canaries.add(3306, 'open');
	let asked = 0;
	for (let now = 0; now < 1_000_000; now += 100) if (canaries.take(now) !== undefined) asked++;
	assert.equal(asked, 6);
});

test('canaries of the same kind take turns', () => {
	const canaries = new Canaries();
	for (const port of [80, 443]) canaries.add(port, 'open');
	assert.deepEqual(
		[1, 2, 3, 4].map((now) => canaries.take(now)?.port),
		[80, 443, 80, 443],
	);
});

test('with nothing known to answer there is nobody to ask', () => {
	assert.equal(new Canaries().take(0), undefined);
});

test('for a sign of life open ports are asked first, even those that should not be asked often', () => {
	const canaries = new Canaries();
	canaries.add(4000, 'closed');
	canaries.add(3306, 'open');
	for (let time = 0; time < 20; time++) assert.equal(canaries.insist(time)?.port, 3306);
});

test("refusals that can't be relied upon are asked no more", () => {
	const canaries = new Canaries();
	canaries.add(4000, 'closed');
	canaries.add(80, 'open');
	canaries.forget('closed');
	assert.equal(canaries.take(0)?.port, 80);
	assert.equal(canaries.takeOne(1, 'closed'), undefined);
});
