import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../../network/simulate.ts';
import { doors, kinds, many, ofKind } from './addresses.ts';

function median(numbers: readonly number[]): number {
	return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

for (const rate of ['gentle', 'max'] as const) {
	test(`of 200 addresses every one is said once to be scanned, and every port is right, at ${rate} rate`, () => {
		const simulation = simulate(many(200, 60), { rate });
		for (const [address, scanned] of simulation.addresses) {
			assert.equal(scanned.timesEnded, 1, address);
			assert.equal(scanned.states.size, 60, address);
		}
		const expected = { quick: 'closed', silent: 'undecided', lossy: 'closed', dropping: 'filtered' } as const;
		for (const kind of kinds) {
			const wrong = ofKind(simulation, kind).flatMap(({ states }) =>
				[...states].filter(
					([port, state]) => state !== (kind !== 'silent' && doors.has(port) ? 'open' : expected[kind]),
				),
			);
			assert.ok(wrong.length <= 3, `${kind}: ${wrong.length} wrong, such as ${wrong[0]}`);
		}
	});
}

test('of 200 addresses those that answer are finished before those that are silent', () => {
	const simulation = simulate(many(200, 60));
	const [quick, silent] = [ofKind(simulation, 'quick'), ofKind(simulation, 'silent')].map((scanned) =>
		median(scanned.map(({ endedAt }) => endedAt)),
	);
	assert.ok((quick ?? Number.NaN) < (silent ?? Number.NaN) / 2, `${quick} ms and ${silent} ms`);
});

test('attempts in flight are bounded for all addresses together', () => {
	assert.ok(simulate(many(100, 60), { rate: 'gentle' }).mostInFlight <= 1000);
	assert.ok(simulate(many(100, 60), { rate: 'max' }).mostInFlight <= 4000);
	assert.ok(simulate(many(100, 60), { rate: 'max', sockets: 100 }).mostInFlight <= 100);
});

test('a line that all addresses share and that lets 600 packets a second through: hardly an open port is missed', () => {
	const access = { there: { policer: { perSecond: 600, burst: 100 } } };
	const missed = [1, 2, 3, 4].flatMap((seed) => {
		const simulation = simulate(many(24, 120, { access, seed }));
		return (['quick', 'lossy', 'dropping'] as const).flatMap((kind) =>
			ofKind(simulation, kind).flatMap(({ states }) =>
				[...doors].filter((port) => states.get(port) !== 'open').map((port) => `${port} of one that is ${kind}`),
			),
		);
	});
	// Of 216.
	assert.ok(missed.length <= 2, missed.join());
});
