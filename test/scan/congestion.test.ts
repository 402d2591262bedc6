import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Congestion } from '../../source/scan/congestion.ts';
import type { EpochReport } from '../../source/scan/epoch.ts';
import type { Witnesses } from '../../source/scan/witnesses.ts';

const roundTripMs = 50;

/** A network as a congestion controller sees it, in a time of its own: an epoch takes a round trip, or as long as its rate says. */
class Line {
	readonly congestion: Congestion;
	/** Share of witnesses that stay silent at a rate. */
	loss: (perSecond: number) => number;
	now = 0;
	#number = 0;
	/** What rounding has left of a lost witness. */
	#rest = 0;

	constructor(congestion: Congestion, loss: (perSecond: number) => number) {
		this.congestion = congestion;
		this.loss = loss;
	}

	/** Sends an epoch and lets it be judged; gives whether its silence is telling. */
	epoch(more: Partial<EpochReport> = {}): boolean {
		const { congestion } = this;
		const number = this.#number++;
		const sent = Math.floor(congestion.epochSize);
		const from = this.now;
		this.now += congestion.rate === Number.POSITIVE_INFINITY ? roundTripMs : (1000 * sent) / congestion.rate;
		const perSecond = (1000 * sent) / (this.now - from);
		const asked = Math.floor(sent / congestion.witnessEvery(4));
		const lost = asked * this.loss(perSecond) + this.#rest;
		const witnesses: Witnesses = { asked, silent: Math.round(lost) };
		this.#rest = lost - witnesses.silent;
		const silence = congestion.hear({
			number,
			next: number + 1,
			packets: sent,
			from,
			until: this.now,
			witnesses,
			busy: true,
			answered: true,
			...more,
		});
		return silence === 'telling';
	}

	epochs(count: number): boolean[] {
		return Array.from({ length: count }, () => this.epoch());
	}
}

const policer = (limit: number) => (perSecond: number) => Math.max(0, 1 - limit / perSecond);

test('the window grows to its bound while witnesses answer', () => {
	const line = new Line(new Congestion(1000), () => 0);
	assert.ok(line.epochs(8).every(Boolean));
	assert.equal(line.congestion.window, 1000);
	assert.equal(line.congestion.rate, Number.POSITIVE_INFINITY);
});

test('the window stays where it is while nothing fills it', () => {
	const line = new Line(new Congestion(1000), () => 0);
	const before = line.congestion.window;
	line.epoch({ busy: false });
	assert.equal(line.congestion.window, before);
});

for (const limit of [200, 500, 2000, 10_000]) {
	test(`a limit of ${limit} attempts a second is found, kept to from a little below, and silence above it is not believed`, () => {
		const line = new Line(new Congestion(4000), policer(limit));
		const believed = line.epochs(40);
		assert.ok(believed.includes(false));
		const { rate } = line.congestion;
		assert.ok(rate > 0.85 * limit && rate <= 1.02 * limit, String(rate));
		const later = line.epochs(20);
		const slips = later.filter((telling) => !telling).length;
		// Where it is felt once, the pace gives way.
		assert.ok(slips <= 1, `${slips} of 20`);
	});
}

test('a limit that is gone is noticed: the rate rises again', () => {
	const line = new Line(new Congestion(4000), policer(500));
	line.epochs(40);
	line.loss = () => 0;
	while (line.now < 60_000) line.epoch();
	assert.ok(line.congestion.rate > 20_000, String(line.congestion.rate));
});

test('loss that stays the same whatever the rate is noise: nothing is slowed down for long', () => {
	const line = new Line(new Congestion(1000), () => 0);
	line.epochs(8);
	line.loss = () => 0.25;
	line.epochs(20);
	assert.equal(line.congestion.window, 1000);
	assert.equal(line.congestion.rate, Number.POSITIVE_INFINITY);
	assert.deepEqual(line.epochs(3), [true, true, true]);
});

test('a moment of loss slows down for a moment only', () => {
	const line = new Line(new Congestion(1000), () => 0);
	line.epochs(8);
	line.loss = () => 0.9;
	assert.equal(line.epoch(), false);
	line.loss = () => 0;
	line.epochs(40);
	assert.equal(line.congestion.rate, Number.POSITIVE_INFINITY);
});

test('a trial without witnesses ends: silence is not disbelieved for ever', () => {
	const line = new Line(new Congestion(1000), () => 0);
	line.epochs(2);
	line.loss = () => 0.9;
	line.epoch();
	const since = line.now;
	while (!line.epoch({ witnesses: { asked: 0, silent: 0 }, answered: false })) assert.ok(line.now < since + 2000);
});

test('on a line that loses nothing, one witness lost near a limit is the limit: the pace gives way, and it is no loss', () => {
	const line = new Line(new Congestion(4000), policer(500));
	line.epochs(40);
	const { rate } = line.congestion;
	assert.equal(line.epoch({ witnesses: { asked: 3, silent: 1 } }), false);
	assert.ok(line.congestion.rate < 0.97 * rate, `${line.congestion.rate} after ${rate}`);
});

test('where nobody witnesses a rate that was never tried, silence at it is not believed', () => {
	const line = new Line(new Congestion(1000), () => 0);
	line.epochs(8);
	line.loss = () => 0.9;
	line.epoch();
	line.loss = () => 0;
	while (!line.epoch());
	assert.equal(line.epoch({ witnesses: { asked: 0, silent: 0 } }), false);
});
