import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LineOptions } from '../../network/line.ts';
import { simulate } from '../../network/simulate.ts';
import { doors, kinds, many, ofKind } from './addresses.ts';
import { changingLines, steadyLines } from './networks.ts';

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

/** Doors that were missed, other ports with a wrong state, and notes, of addresses that share a line. */
function shared(count: number, ports: number, access: LineOptions, seed: number) {
	const simulation = simulate(many(count, ports, { access, seed }));
	const right = { quick: 'closed', lossy: 'closed', dropping: 'filtered' } as const;
	const found = (['quick', 'lossy', 'dropping'] as const).flatMap((kind) =>
		ofKind(simulation, kind).map(({ states }) => ({ states, expected: right[kind] })),
	);
	return {
		simulation,
		ports: found.length * ports,
		missed: found.flatMap(({ states }) => [...doors].filter((port) => states.get(port) !== 'open')).length,
		wrong: found.flatMap(({ states, expected }) =>
			[...states].filter(([port, state]) => !doors.has(port) && state !== expected),
		).length,
	};
}

for (const [name, access] of Object.entries({
	'lets 600 packets a second through': { there: { policer: { perSecond: 600, burst: 100 } } },
	'lets 2,000 packets a second through': { there: { policer: { perSecond: 2000, burst: 100 } } },
	'queues 300 packets and lets 1,000 a second through': { there: { shaper: { perSecond: 1000, length: 300 } } },
} satisfies Record<string, LineOptions>)) {
	test(`where a line that all addresses share ${name}, they are scanned a few at a time, and rightly`, () => {
		for (const [count, ports] of [
			[24, 120],
			[120, 60],
		] as const) {
			for (const seed of [1, 2, 3]) {
				const { simulation, missed, wrong, ports: all } = shared(count, ports, access, seed);
				const where = `${count} addresses, seed ${seed}`;
				assert.ok(missed <= 1, `${missed} open ports missed, ${where}`);
				assert.ok(wrong <= all / 50, `${wrong} of ${all} ports wrong, ${where}`);
				assert.equal(simulation.notes.filter((note) => /a few at a time/.test(note)).length, 1, where);
				assert.equal(simulation.addresses.size, count);
			}
		}
	});
}

test('where a line that all addresses share only loses packets, they are scanned all at once', () => {
	// All answers come too late for a while where the way becomes ten times as long: that may well look like a limit.
	const { 'a line that takes a longer way after a while': _, ...comingAndGoing } = changingLines;
	for (const [name, access] of Object.entries({ ...steadyLines, ...comingAndGoing })) {
		const { simulation, missed } = shared(60, 60, access, 1);
		assert.deepEqual([simulation.notes, missed], [[], 0], name);
	}
});

test('a scan that is cancelled while addresses wait to be scanned anew leaves no port without a state', () => {
	const access = { there: { policer: { perSecond: 300, burst: 50 } } };
	const simulation = simulate({ ...many(60, 60, { access }), cancelAtMs: 9000 });
	assert.ok(simulation.notes.some((note) => /a few at a time/.test(note)));
	for (const [address, { states }] of simulation.addresses) assert.equal(states.size, 60, address);
});
