import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portsUpTo, type SimulationOptions, simulate } from '../../network/simulate.ts';
import type { NetworkCase } from './networks.ts';

const doors = new Set([22, 80, 443, 150, 300, 499]);
const dropping = (port: number) => (doors.has(port) ? 'open' : 'drop');
const refusing = (port: number) => (doors.has(port) ? 'open' : 'closed');

const lines: Readonly<Record<string, NetworkCase>> = {
	'a LAN': { rttMs: 0.3 },
	'a steady line': { rttMs: 50 },
	'10 % loss each way': { rttMs: 50, loss: 0.1 },
	'a satellite with loss': { rttMs: 600, loss: 0.02 },
};

function everywhere(sentence: string, check: (options: SimulationOptions, name: string) => void): void {
	test(sentence, () => {
		for (const [line, network] of Object.entries(lines)) {
			for (const behaviour of [dropping, refusing]) {
				const name = `${line}, ${behaviour.name}`;
				check({ ...network, behaviour, ports: portsUpTo(500), seed: 2 }, name);
			}
		}
	});
}

everywhere('gentle: no more than 1,000 attempts are in flight at once', (options, name) => {
	const { mostInFlight } = simulate({ ...options, ports: portsUpTo(4000) }, { rate: 'gentle' });
	assert.ok(mostInFlight <= 1000, `${name}: ${mostInFlight}`);
});

everywhere('no more sockets are in use than the scan may hold', (options, name) => {
	for (const sockets of [4, 40, 400]) {
		const { mostInFlight } = simulate(options, { rate: 'max', sockets });
		assert.ok(mostInFlight <= sockets, `${name}: ${mostInFlight} of ${sockets}`);
	}
});

for (const rate of [60, 200, 700]) {
	everywhere(`${rate} attempts a second are kept to within a tenth, also under loss`, (options, name) => {
		const { dialled } = simulate({ ...options, ports: portsUpTo(2 * rate), driftMs: 0.001 }, { rate });
		const most = mostWithin(1000, dialled);
		assert.ok(most <= 1.1 * rate, `${name}: ${most} in a second`);
		// Over a long way the scan has to feel out how much may be under way at once.
		if (options.rttMs === 600) return;
		const begun = dialled.findIndex((at) => at > 500);
		const seconds = ((dialled[begun + rate] ?? Number.NaN) - (dialled[begun] ?? Number.NaN)) / 1000;
		assert.ok(seconds <= 1.1, `${name}: ${rate} attempts took ${seconds} s`);
	});
}

for (const attempts of [1, 2, 3]) {
	everywhere(`a port that stays silent is asked ${attempts} times where that is the bound`, (options, name) => {
		const { first } = simulate(options, { attempts });
		for (const port of options.ports ?? []) {
			const asked = first.attempts.get(port) ?? 0;
			if (!doors.has(port))
				assert.ok(
					asked <= attempts || first.states.get(port) === 'closed',
					`${name}: port ${port} was asked ${asked} times`,
				);
		}
	});
}

for (const timeoutMs of [50, 400, 3000]) {
	everywhere(`no attempt waits for more than ${timeoutMs} ms where that is the bound`, (options, name) => {
		const { longestTimeoutMs } = simulate(options, { timeoutMs });
		assert.ok(longestTimeoutMs <= timeoutMs, `${name}: ${longestTimeoutMs} ms`);
	});
}

/** The most of these times that lie within a window of so many milliseconds. */
function mostWithin(ms: number, times: readonly number[]): number {
	let first = 0;
	let most = 0;
	for (const [last, at] of times.entries()) {
		while (at - (times[first] ?? at) >= ms) first++;
		most = Math.max(most, last - first + 1);
	}
	return most;
}
