import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Congestion } from '../../source/scan/congestion.ts';

/** Lets `congestion` hear epochs one after the other, of which `loss(window)` of 24 witnesses stay silent. */
function hear(congestion: Congestion, epochs: number, loss: (window: number) => number, from = 0): boolean[] {
	return Array.from({ length: epochs }, (_, index) => {
		const silent = Math.round(24 * loss(congestion.window));
		const number = from + index;
		return congestion.hear({ number, next: number + 1, witnesses: { asked: 24, silent }, busy: true, answered: true });
	});
}

test('the window grows to its bound while witnesses answer', () => {
	const congestion = new Congestion(1000);
	assert.ok(hear(congestion, 8, () => 0).every(Boolean));
	assert.equal(congestion.window, 1000);
});

test('the window stays where it is while nothing fills it', () => {
	const congestion = new Congestion(1000);
	const before = congestion.window;
	congestion.hear({ number: 0, next: 1, witnesses: { asked: 24, silent: 0 }, busy: false, answered: true });
	assert.equal(congestion.window, before);
});

test('loss that comes with the rate halves the window, and silence is not believed meanwhile', () => {
	const congestion = new Congestion(4000);
	hear(congestion, 2, () => 0);
	const believed = hear(congestion, 6, (window) => (window > 300 ? 1 - 300 / window : 0), 2);
	assert.ok(believed.includes(false));
	assert.ok(congestion.window <= 500, String(congestion.window));
});

test('loss that stays the same whatever the rate is noise: the window is restored', () => {
	const congestion = new Congestion(1000);
	hear(congestion, 8, () => 0);
	hear(congestion, 20, () => 0.25, 8);
	assert.equal(congestion.window, 1000);
	assert.deepEqual(
		hear(congestion, 3, () => 0.25, 28),
		[true, true, true],
	);
});

test('a trial without witnesses ends: silence is not disbelieved for ever', () => {
	const congestion = new Congestion(1000);
	hear(congestion, 2, () => 0);
	hear(congestion, 1, () => 0.9, 2);
	const mute = Array.from({ length: 8 }, (_, index) =>
		congestion.hear({
			number: 3 + index,
			next: 4 + index,
			witnesses: { asked: 0, silent: 0 },
			busy: true,
			answered: false,
		}),
	);
	assert.equal(mute.at(-1), true);
});
