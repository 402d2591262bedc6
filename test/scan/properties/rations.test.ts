import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bsdResets, linuxErrors, type PortBehaviour } from '../../network/host.ts';
import type { Scanned } from '../../network/scanned.ts';
import { portsUpTo, simulate } from '../../network/simulate.ts';

const doors = [22, 80, 90, 99];
const seeds = [1, 2, 3, 4];

function host(rest: PortBehaviour): (port: number) => PortBehaviour {
	return (port) => (doors.includes(port) ? 'open' : rest);
}

/** How many ports have each state. */
function counts({ states }: Scanned): Readonly<Record<string, number>> {
	const counted: Record<string, number> = {};
	for (const state of states.values()) counted[state] = (counted[state] ?? 0) + 1;
	return counted;
}

test('a firewall on Linux rejects 1,000 ports, six at once and then one a second: all are filtered within 3 s, and it is told', () => {
	for (const seed of seeds) {
		const { first, elapsedMs } = simulate(
			{ rttMs: 10, behaviour: host('reject'), icmpLimit: linuxErrors, ports: portsUpTo(1000), seed },
			{ rate: 'max' },
		);
		assert.deepEqual(counts(first), { open: 4, filtered: 996 }, `seed ${seed}`);
		assert.equal(first.circumstances.rejectsSparingly, true, `seed ${seed}`);
		assert.ok(elapsedMs <= 3000, `${elapsedMs} ms, seed ${seed}`);
	}
});

for (const ports of [100, 200, 1000]) {
	test(`a firewall on Linux says port unreachable for ${ports} ports: none is called closed, and every open one is found`, () => {
		for (const [seed, rttMs] of [
			[1, 0.5],
			[2, 10],
			[3, 80],
			[4, 250],
		] as const) {
			const behaviour = host('unreachable');
			const { first, elapsedMs } = simulate({
				rttMs,
				behaviour,
				icmpLimit: linuxErrors,
				ports: portsUpTo(ports),
				seed,
			});
			assert.deepEqual(counts(first), { open: 4, filtered: ports - 4 }, `${rttMs} ms, seed ${seed}`);
			assert.ok(elapsedMs <= 30_000, `${elapsedMs} ms at ${rttMs} ms, seed ${seed}`);
		}
	});
}

test('a system that resets 200 connections a second refuses thousands of ports: all are called closed', () => {
	for (const [rttMs, ports] of [
		[0.5, 2000],
		[40, 2000],
		[150, 1000],
	] as const) {
		for (const rest of [host('closed'), (): PortBehaviour => 'closed']) {
			const { first, elapsedMs } = simulate(
				{ rttMs, behaviour: rest, rstLimit: bsdResets, ports: portsUpTo(ports), seed: 1 },
				{ rate: 'max' },
			);
			const wrong = [...first.states].filter(([port, state]) => state !== rest(port));
			assert.ok(wrong.length <= ports / 1000, `${rttMs} ms: ${wrong.length} wrong, such as ${wrong[0]}`);
			assert.ok(elapsedMs < (4 * (1000 * ports)) / bsdResets.perSecond, `${rttMs} ms: ${elapsedMs} ms`);
		}
	}
});

test('a policer does not turn closed ports into filtered ones', () => {
	for (const seed of seeds) {
		const { first } = simulate(
			{
				rttMs: 30,
				behaviour: host('closed'),
				there: { policer: { perSecond: 500, burst: 50 } },
				ports: portsUpTo(3000),
				seed,
			},
			{ rate: 'max' },
		);
		const { filtered = 0, open } = counts(first);
		assert.ok(filtered <= 3, `${filtered} filtered, seed ${seed}`);
		assert.equal(open, 4, `seed ${seed}`);
	}
});

test('refusals of a TCP stack, however much of them gets lost, are not taken for those of a firewall', () => {
	for (const loss of [0, 0.05, 0.15]) {
		for (const rest of [host('closed'), (): PortBehaviour => 'closed']) {
			for (const seed of seeds) {
				const { first } = simulate({ rttMs: 60, loss, behaviour: rest, ports: portsUpTo(400), seed });
				assert.equal(first.circumstances.rejectsSparingly, false, `loss ${loss}, seed ${seed}`);
			}
		}
	}
});

const controls = [41_007, 43_111, 47_301, 52_733, 58_019, 61_543];

test('what accepts every connection is told from a host with many open ports, by ports on which no machine listens', () => {
	for (const loss of [0, 0.05]) {
		for (const seed of seeds) {
			const ports = portsUpTo(300);
			const tarpit = simulate({ rttMs: 40, loss, behaviour: () => 'open', ports, controls, seed });
			assert.equal(tarpit.first.circumstances.answersForAll, true, `seed ${seed}`);
			const busy = simulate({
				rttMs: 40,
				loss,
				behaviour: (port) => (port <= 250 ? 'open' : seed % 2 === 0 ? 'drop' : 'closed'),
				ports,
				controls,
				seed,
			});
			assert.equal(busy.first.circumstances.answersForAll, false, `seed ${seed}`);
			for (const { first } of [tarpit, busy]) {
				assert.ok(
					controls.every((port) => !first.states.has(port)),
					'a control is none of the ports that were asked for',
				);
			}
		}
	}
});
