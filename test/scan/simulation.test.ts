import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PortBehaviour } from '../network/host.ts';
import type { LineOptions } from '../network/line.ts';
import { portsUpTo, simulate } from '../network/simulate.ts';

const open = new Set([22, 80, 110, 143, 150, 199]);
const doorsFirst = (last: number) => [...open, ...portsUpTo(last).filter((port) => !open.has(port))];
const host =
	(rest: PortBehaviour) =>
	(port: number): PortBehaviour =>
		open.has(port) ? 'open' : rest;

/** Networks a scan must cope with; every one is scanned with several seeds. */
const networks: Readonly<Record<string, LineOptions>> = {
	'a LAN': { rttMs: 0.3, jitterMs: 0.2 },
	'a steady line': { rttMs: 50 },
	'jitter as large as the round trip': { rttMs: 40, jitterMs: 40 },
	'1 % loss each way': { rttMs: 50, loss: 0.01 },
	'5 % loss each way': { rttMs: 50, loss: 0.05, jitterMs: 10 },
	'10 % loss each way': { rttMs: 50, loss: 0.1 },
	'a satellite': { rttMs: 600, loss: 0.01, jitterMs: 50 },
	'a policer of 2,000 packets a second': { rttMs: 50, there: { policer: { perSecond: 2000, burst: 100 } } },
	'a policer of 500 packets a second': { rttMs: 50, there: { policer: { perSecond: 500, burst: 50 } } },
};

for (const [name, options] of Object.entries(networks)) {
	for (const rest of ['drop', 'closed', 'reject'] as const) {
		test(`over ${name}, where other ports ${rest}, every open port is found and none invented`, () => {
			for (let seed = 1; seed <= 6; seed++) {
				const { states } = simulate({ ...options, behaviour: host(rest), ports: doorsFirst(1000), seed }).first;
				assert.equal(states.size, 1000, `seed ${seed}`);
				for (const [port, state] of states) {
					assert.equal(state === 'open', open.has(port), `port ${port} is ${state}, seed ${seed}`);
					if (rest !== 'closed') assert.notEqual(state, 'closed', `port ${port}, seed ${seed}`);
				}
			}
		});
	}
}

test('a full scan of a host that drops nearly everything takes seconds, not minutes, and says how sure it is', () => {
	const { first, elapsedMs } = simulate(
		{
			rttMs: 50,
			loss: 0.01,
			behaviour: host('drop'),
			ports: doorsFirst(65_535),
			seed: 7,
		},
		{ rate: 'max' },
	);
	const { states, network } = first;
	assert.equal([...states.values()].filter((state) => state === 'open').length, open.size);
	assert.ok(elapsedMs < 20_000, `${elapsedMs} ms`);
	assert.ok(Math.abs((network?.loss ?? 0) - 0.0199) < 0.015, `loss ${network?.loss}`);
	assert.ok((network?.missProbability ?? 1) < 0.001, `chance of a miss ${network?.missProbability}`);
});

test('gentle is gentle: no more than 1,000 attempts are in flight at once', () => {
	const { mostInFlight } = simulate({ rttMs: 50, behaviour: host('drop'), ports: doorsFirst(20_000), seed: 1 });
	assert.ok(mostInFlight <= 1000, String(mostInFlight));
});

test('a rate is kept', () => {
	const { elapsedMs } = simulate(
		{ rttMs: 5, behaviour: host('closed'), ports: doorsFirst(1000), seed: 1 },
		{ rate: 200 },
	);
	assert.ok(elapsedMs > 4700 && elapsedMs < 5600, `${elapsedMs} ms`);
});

test('a scan with a rate goes on though time passes between two looks at the clock', () => {
	for (let seed = 1; seed <= 10; seed++) {
		const { elapsedMs } = simulate(
			{ rttMs: 2, behaviour: host('closed'), ports: doorsFirst(500), seed, driftMs: 0.003 * seed },
			{ rate: 50 },
		);
		assert.ok(elapsedMs < 12_000, `${elapsedMs} ms, seed ${seed}`);
	}
});

test('where nothing answers at all, ports are undecided, not filtered', () => {
	const { states } = simulate({ behaviour: () => 'drop', ports: portsUpTo(200), seed: 1 }).first;
	assert.deepEqual(new Set(states.values()), new Set(['undecided']));
});

test('where every answer is that there is no way, ports are undecided and marked as refused', () => {
	const { states, rejected } = simulate({ behaviour: () => 'reject', ports: portsUpTo(200), seed: 1 }).first;
	assert.deepEqual(new Set(states.values()), new Set(['undecided']));
	assert.equal(rejected.size, 200);
});

test('a port that refuses while others answer is filtered, and the refusal is told', () => {
	const { states, rejected } = simulate({ behaviour: host('reject'), ports: doorsFirst(200), seed: 1 }).first;
	assert.equal(states.get(100), 'filtered');
	assert.equal(rejected.has(100), true);
});

test('with room for a dozen sockets the result is the same, and the user is told', () => {
	const { first, notes } = simulate(
		{ rttMs: 1, behaviour: host('closed'), ports: doorsFirst(3000), sockets: 12, seed: 3 },
		{ sockets: 500 },
	);
	const { states } = first;
	for (const [port, state] of states) assert.equal(state, open.has(port) ? 'open' : 'closed', `port ${port}`);
	assert.equal(states.size, 3000);
	assert.equal(notes.length, 1);
	assert.match(notes[0] ?? '', /held the check back/);
});

test('room that comes back is used again', () => {
	const ports = doorsFirst(20_000);
	const cramped = { rttMs: 50, behaviour: host('closed'), ports, seed: 4, sockets: 40 };
	const always = simulate(cramped, { sockets: 500 });
	const atFirst = simulate({ ...cramped, roomyAtMs: 500 }, { sockets: 500 });
	assert.ok(atFirst.elapsedMs < always.elapsedMs / 2, `${atFirst.elapsedMs} ms of ${always.elapsedMs} ms`);
});

test('a connection that met itself is not an open port', () => {
	for (let seed = 1; seed <= 10; seed++) {
		const ports = portsUpTo(2000);
		const { states } = simulate({ behaviour: () => 'closed', ports, self: 0.05, seed, own: true }).first;
		assert.deepEqual(new Set(states.values()), new Set(['closed']), `seed ${seed}`);
	}
});

test('on this machine a door in the range of outgoing connections is open only when it was open twice', () => {
	let asked = 0;
	const behaviour = (port: number) => (port === 40_000 && asked++ === 0 ? 'open' : 'closed');
	const { states } = simulate({ behaviour, ports: [39_999, 40_000], seed: 1, own: true }).first;
	assert.equal(states.get(40_000), 'closed');
});

test('a scan that is cancelled calls the rest undecided, gives no chance of a miss, and ends', () => {
	const { first, events } = simulate({
		rttMs: 50,
		behaviour: host('drop'),
		ports: doorsFirst(20_000),
		seed: 1,
		cancelAtMs: 900,
	});
	const { states } = first;
	assert.equal(states.get(22), 'open');
	assert.equal(states.size, 20_000);
	assert.ok([...states.values()].filter((state) => state === 'undecided').length > 10_000);
	const ends = events.flatMap((event) => (event.type === 'scanned' ? [event.progress.network] : []));
	assert.deepEqual(
		ends.map(({ missProbability }) => missProbability),
		[null],
	);
});

test('an SSH server that is the only door is asked a handful of times, not thousands', () => {
	const { first, elapsedMs } = simulate({
		rttMs: 50,
		behaviour: (port) => (port === 22 ? 'open' : 'drop'),
		ports: portsUpTo(20_000),
		seed: 1,
	});
	const asked = first.attempts.get(22) ?? 0;
	assert.ok(asked <= 12 + elapsedMs / 2000, `${asked} in ${elapsedMs} ms`);
});

test('progress never goes back by more than a retry, and ends complete', () => {
	const { events } = simulate({ rttMs: 50, loss: 0.02, behaviour: host('drop'), ports: doorsFirst(5000), seed: 2 });
	let last = 0;
	for (const event of events) {
		if (event.type !== 'progress') continue;
		const done = event.addresses[0]?.done ?? 0;
		assert.ok(done >= last * 0.6, `${last} then ${done}`);
		last = done;
	}
	const end = events.find(({ type }) => type === 'scanned');
	assert.equal(end?.type === 'scanned' && end.progress.done, 5000);
});
