import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PortBehaviour } from '../../network/host.ts';
import { portsUpTo, type SimulationOptions, simulate } from '../../network/simulate.ts';
import type { NetworkCase } from './networks.ts';
import { scanTwentyDoors } from './twenty-doors.ts';

interface Bound {
	readonly ports: number;
	readonly rest: PortBehaviour;
	readonly line: string;
	readonly network: NetworkCase;
	readonly seconds: number;
	readonly seeds: readonly number[];
}

/** In virtual time, at the highest rate, 20 open ports spread over the list. */
const bounds: readonly Bound[] = [
	{ ports: 65_535, rest: 'drop', line: 'no loss', network: {}, seconds: 6, seeds: [1] },
	{ ports: 65_535, rest: 'drop', line: '1 % loss each way', network: { loss: 0.01 }, seconds: 9, seeds: [1] },
	{ ports: 65_535, rest: 'drop', line: '5 % loss each way', network: { loss: 0.05 }, seconds: 18, seeds: [1] },
	{ ports: 65_535, rest: 'closed', line: '1 % loss each way', network: { loss: 0.01 }, seconds: 4, seeds: [1] },
	{
		ports: 1000,
		rest: 'drop',
		line: '10 % loss each way',
		network: { loss: 0.1 },
		seconds: 4,
		seeds: [1, 2, 3, 4, 5, 6],
	},
	{
		ports: 1000,
		rest: 'drop',
		line: '300 ms and 2 % loss each way',
		network: { rttMs: 300, loss: 0.02 },
		seconds: 6,
		seeds: [1, 2, 3, 4, 5, 6],
	},
	{
		ports: 1000,
		rest: 'drop',
		line: 'a policer of 500 packets a second',
		network: { jitterMs: 1, there: { policer: { perSecond: 500, burst: 50 } } },
		// Two attempts a port and their witnesses take 5.5 s at nine tenths of the limit, to find the limit takes 1.2 s. What
		// got lost of closing connections meanwhile is sent again for seconds, and makes the limit look lower than it is.
		seconds: 9.5,
		seeds: [1, 2, 3, 4, 5, 6],
	},
	{
		ports: 65_535,
		rest: 'drop',
		line: 'a policer of 2,000 packets a second',
		network: { there: { policer: { perSecond: 2000, burst: 100 } } },
		seconds: 82,
		seeds: [1],
	},
];

for (const { ports, rest, line, network, seconds, seeds } of bounds) {
	test(`${ports} ports, the rest ${rest}, ${line}: all of 20 open ports, most often within ${seconds} s`, () => {
		const times: number[] = [];
		for (const seed of seeds) {
			const { doors, simulation } = scanTwentyDoors(ports, rest, network, seed);
			const { first, elapsedMs } = simulation;
			times.push(elapsedMs);
			assert.equal(first.opened.length, doors.size, `seed ${seed}`);
			const wrong = [...first.states].filter(
				([port, state]) => state !== (doors.has(port) ? 'open' : rest === 'drop' ? 'filtered' : rest),
			);
			assert.ok(wrong.length <= ports / 5000, `${wrong.length} wrong, such as ${wrong[0]}, seed ${seed}`);
		}
		times.sort((a, b) => a - b);
		const middle = times[times.length >> 1] ?? Number.NaN;
		assert.ok(middle <= 1000 * seconds, `${times.map(Math.round).join(', ')} ms`);
	});
}

test('a line with loss that is away for a moment is hardly ever taken for one with a limit: the scan takes little longer', () => {
	const doors = new Set([22, 80, 443, 3000, 9000, 15_000]);
	const known = [22, 80, 443];
	const slow: string[] = [];
	for (let seed = 1; seed <= 8; seed++) {
		const options: SimulationOptions = {
			...{ rttMs: 50, loss: 0.05, seed },
			behaviour: (port) => (doors.has(port) ? 'open' : 'drop'),
			ports: [...known, ...portsUpTo(20_000).filter((port) => !known.includes(port))],
		};
		const steady = simulate(options);
		for (const forMs of [80, 300, 700]) {
			const { elapsedMs } = simulate({ ...options, incidents: [{ what: 'down', from: { ms: 4000 }, forMs }] });
			const least = steady.elapsedMs + forMs;
			const told = `${forMs} ms, seed ${seed}: ${elapsedMs} ms instead of ${least} ms`;
			if (elapsedMs > 1.5 * least) slow.push(told);
			assert.ok(elapsedMs <= 3 * least, told);
		}
	}
	assert.ok(slow.length <= 1, slow.join('\n'));
});

test('a line that loses a quarter of all attempts and has no limit is not kept to a snail’s pace', () => {
	for (const seed of [8, 40, 60]) {
		const { elapsedMs } = simulate({
			...{ rttMs: 50, loss: 0.15, seed },
			behaviour: (port) => ([22, 80, 443, 3000, 9000].includes(port) ? 'open' : 'drop'),
			ports: [22, 80, 443, ...portsUpTo(10_000).filter((port) => ![22, 80, 443].includes(port))],
		});
		assert.ok(elapsedMs <= 120_000, `${elapsedMs} ms, seed ${seed}`);
	}
});
