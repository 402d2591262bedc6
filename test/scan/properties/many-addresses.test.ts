import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostOptions, PortBehaviour } from '../../network/host.ts';
import type { LineOptions } from '../../network/line.ts';
import { portsUpTo, type Simulation, type SimulationOptions, simulate } from '../../network/simulate.ts';

type Kind = 'quick' | 'silent' | 'lossy' | 'dropping';
const kinds: readonly Kind[] = ['quick', 'silent', 'lossy', 'dropping'];
const doors = new Set([7, 22, 53]);

const sites: Readonly<Record<Kind, Partial<HostOptions & LineOptions>>> = {
	quick: { rttMs: 5, behaviour: doorsAnd('closed') },
	silent: { rttMs: 20, behaviour: () => 'drop' },
	lossy: { rttMs: 80, loss: 0.08, behaviour: doorsAnd('closed') },
	dropping: { rttMs: 30, behaviour: doorsAnd('drop') },
};

function doorsAnd(rest: PortBehaviour): (port: number) => PortBehaviour {
	return (port) => (doors.has(port) ? 'open' : rest);
}

/** Addresses of all kinds, in turns. */
function many(count: number, ports: number, more: Partial<SimulationOptions> = {}): SimulationOptions {
	const targets = Array.from({ length: count }, (_, index) => ({
		address: `198.51.${100 + (index >> 8)}.${index & 255}`,
		ports: portsUpTo(ports),
	}));
	const kindOf = new Map(targets.map(({ address }, index) => [address, kinds[index % kinds.length] ?? 'quick']));
	return {
		behaviour: () => 'drop',
		at: (address) => sites[kindOf.get(address) ?? 'silent'],
		targets,
		seed: 1,
		...more,
	};
}

function ofKind({ addresses }: Simulation, kind: Kind) {
	return [...addresses.values()].filter((_, index) => kinds[index % kinds.length] === kind);
}

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
