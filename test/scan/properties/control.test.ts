import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PortBehaviour } from '../../network/host.ts';
import type { Scanned } from '../../network/scanned.ts';
import { portsUpTo, type SimulationOptions, simulate } from '../../network/simulate.ts';

const doors = new Set([3, 80, 200, 443, 720, 900]);
const ports = portsUpTo(800);

const scans: readonly SimulationOptions[] = (['drop', 'closed', 'reject'] as const).flatMap((rest) =>
	[
		{ rttMs: 2 },
		{ rttMs: 60, loss: 0.03 },
		{ rttMs: 60, jitterMs: 2, there: { policer: { perSecond: 800, burst: 50 } } },
	].map((line, index) => ({ ...line, behaviour: doorsAnd(rest), ports, seed: index + 1 })),
);

function doorsAnd(rest: PortBehaviour): (port: number) => PortBehaviour {
	return (port) => (doors.has(port) ? 'open' : rest);
}

/** Ports that aren't what they should be. */
function wrongOf(
	asked: readonly number[],
	found: Scanned | undefined,
	{ behaviour }: Pick<SimulationOptions, 'behaviour'>,
): number[] {
	return asked.filter((port) => {
		const does = behaviour(port, '');
		return found?.states.get(port) !== (does === 'open' || does === 'closed' ? does : 'filtered');
	});
}

test('a pause stops new attempts at once, and after it the scan goes on to the same result', () => {
	for (const atMs of [30, 400]) {
		for (const forMs of [50, 60_000]) {
			for (const options of scans) {
				const { first, dialled, elapsedMs } = simulate({ ...options, pause: { atMs, forMs } });
				const name = `pause at ${atMs} ms for ${forMs} ms, ${JSON.stringify(options.there ?? options.loss)}, ${options.behaviour(1, '')}`;
				const during = dialled.filter((at) => at > atMs && at < atMs + forMs);
				assert.equal(during.length, 0, name);
				assert.ok(elapsedMs < atMs + forMs + 30_000, `${name}: ${elapsedMs} ms`);
				const wrong = wrongOf(ports, first, options);
				assert.ok(wrong.length <= 2 && !wrong.some((port) => doors.has(port)), `${name}: ${wrong}`);
				assert.equal(first.states.size, ports.length, name);
			}
		}
	}
});

test('a scan that is cancelled ends at once: what was certain stays, all else is undecided', () => {
	for (const cancelAtMs of [0, 1, 45, 150, 700, 2000]) {
		for (const options of scans) {
			const { first, elapsedMs, dialled } = simulate({ ...options, cancelAtMs });
			const name = `cancelled at ${cancelAtMs} ms, ${options.behaviour(1, '')}`;
			assert.ok(elapsedMs <= cancelAtMs, `${name}: ${elapsedMs} ms`);
			assert.ok((dialled.at(-1) ?? 0) <= cancelAtMs, name);
			assert.ok(first.timesEnded <= 1, name);
			assert.equal(first.states.size, ports.length, name);
			for (const [port, state] of first.states) {
				const behaviour = options.behaviour(port, '');
				const right = behaviour === 'open' || behaviour === 'closed' ? behaviour : 'filtered';
				assert.ok(state === 'undecided' || state === right, `${name}: port ${port} is ${state}`);
			}
		}
	}
});

test('a paused scan can be cancelled', () => {
	for (const options of scans) {
		const { first, elapsedMs } = simulate({ ...options, pause: { atMs: 1, forMs: 60_000 }, cancelAtMs: 5000 });
		assert.equal(elapsedMs, 5000);
		assert.equal(first.states.size, ports.length);
	}
});

test('ports that are told while a scan runs, at addresses of it or at others, are decided like the rest', () => {
	const [address, other] = ['192.0.2.1', '192.0.2.2'];
	const more = portsUpTo(1000).slice(800);
	for (const atMs of [0, 20, 500, 1500, 60_000]) {
		for (const { behaviour, ...options } of scans) {
			const udp = (port: number) => (port === 53 ? 'reply' : 'silent');
			const targets = [{ address, ports, udpPorts: portsUpTo(60) }];
			const later = {
				atMs,
				targets: [
					{ address, ports: more },
					{ address: other, ports, udpPorts: [53] },
				],
			};
			const { addresses, elapsedMs } = simulate({ ...options, behaviour, udp, targets, later });
			const name = `${behaviour(1, '')}, told at ${atMs} ms`;
			assert.ok(elapsedMs < atMs + 60_000, `${name}: ${elapsedMs} ms`);
			for (const [asked, at] of [
				[[...ports, ...more], address],
				[ports, other],
			] as const) {
				const wrong = wrongOf(asked, addresses.get(at), { behaviour });
				assert.ok(wrong.length <= 2, `${name}: ${wrong.length} wrong at ${at}, such as ${wrong[0]}`);
			}
			assert.equal(addresses.get(address)?.udpStates.size, 60, name);
			assert.equal(addresses.get(other)?.udpStates.get(53), 'open', name);
		}
	}
});

test('trouble of this machine decides no port: without any room all are undecided, and the user is told', () => {
	for (const options of scans) {
		const { first, notes, elapsedMs } = simulate({ ...options, sockets: 0 });
		assert.deepEqual(new Set(first.states.values()), new Set(['undecided']));
		assert.ok(
			notes.some((note) => note.includes('could not open a connection')),
			notes.join(),
		);
		assert.ok(elapsedMs < 30_000, `${elapsedMs} ms`);
	}
});

test('a machine that meets itself now and then reports no port open that is closed, and none closed that is open', () => {
	for (const own of [true, false]) {
		for (const options of scans) {
			const { first } = simulate({ ...options, self: 0.1, own });
			for (const port of doors) if (port <= ports.length) assert.equal(first.states.get(port), 'open', `port ${port}`);
			assert.ok(
				![...first.states].some(([port, state]) => state === 'closed' && options.behaviour(port, '') !== 'closed'),
			);
		}
	}
});
