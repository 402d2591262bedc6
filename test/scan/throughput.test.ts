import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EpochReport } from '../../source/scan/epoch.ts';
import { agree, combined, rateOf, throughput } from '../../source/scan/throughput.ts';
import type { Witnesses } from '../../source/scan/witnesses.ts';

const clean: Witnesses = { asked: 1000, silent: 0 };

/** So many packets in a second. */
function second(packets: number, witnesses: Witnesses, from = 0): EpochReport {
	return { number: 0, next: 1, packets, from, until: from + 1000, witnesses, busy: true, answered: true };
}

test('half of the witnesses silent means that half of what was sent got through', () => {
	const { perSecond, spread } = throughput([second(1000, { asked: 200, silent: 100 })], clean);
	assert.ok(Math.abs(perSecond - 500) < 5, String(perSecond));
	assert.ok(spread > 0.05 && spread < 0.1, String(spread));
});

test('what a line always loses is not put down to the limit', () => {
	const { perSecond } = throughput([second(1000, { asked: 200, silent: 100 })], { asked: 1000, silent: 200 });
	assert.ok(Math.abs(perSecond - 625) < 10, String(perSecond));
});

test('no more gets through than was sent', () => {
	const { perSecond } = throughput([second(1000, { asked: 200, silent: 0 })], { asked: 1000, silent: 300 });
	assert.equal(perSecond, 1000);
});

test('more witnesses make a figure more exact', () => {
	const few = throughput([second(1000, { asked: 10, silent: 5 })], clean);
	const many = throughput([second(1000, { asked: 1000, silent: 500 })], clean);
	assert.ok(many.spread < few.spread / 5);
});

test('epochs of different length count by what was sent in them', () => {
	assert.equal(rateOf([second(500, clean), second(1500, clean, 1000)]), 1000);
	assert.equal(rateOf([]), 0);
});

test('the more exact of two measurements counts more; where they contradict each other, the later one counts', () => {
	const vague = { perSecond: 600, spread: 0.2 };
	const exact = { perSecond: 500, spread: 0.02 };
	assert.ok(agree(vague, exact));
	const both = combined(vague, exact);
	assert.ok(both.perSecond > 500 && both.perSecond < 510, String(both.perSecond));
	assert.ok(both.spread < exact.spread);
	const other = { perSecond: 900, spread: 0.02 };
	assert.equal(combined(exact, other), other);
});
