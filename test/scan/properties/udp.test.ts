import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linuxErrors, type UdpBehaviour } from '../../network/host.ts';
import { portsUpTo, type SimulationOptions, simulate } from '../../network/simulate.ts';

const services = new Set([53, 123, 161]);
const ports = [...services, ...portsUpTo(40).map((port) => 1000 + port)];

function host(rest: UdpBehaviour): Pick<SimulationOptions, 'behaviour' | 'udp' | 'udpPorts'> {
	return { behaviour: () => 'drop', udp: (port) => (services.has(port) ? 'reply' : rest), udpPorts: ports };
}

/** Scans over lines of all kinds, and gives the states that ports were given. */
function statesOf(
	rest: UdpBehaviour,
	more: Partial<SimulationOptions>,
): readonly (readonly [port: number, state: string])[] {
	return [1, 2, 3].flatMap((seed) => {
		const { first, elapsedMs } = simulate({ ...host(rest), rttMs: 40, seed, ...more });
		assert.ok(elapsedMs < 180_000, `${elapsedMs} ms`);
		assert.equal(first.udpStates.size, ports.length);
		assert.equal(first.timesEnded, 1);
		return [...first.udpStates];
	});
}

for (const loss of [0, 0.03]) {
	test(`a UDP port that replies is open, also with ${100 * loss} % loss each way`, () => {
		for (const rest of ['silent', 'closed', 'reject'] as const) {
			for (const [port, state] of statesOf(rest, { loss })) {
				if (services.has(port)) assert.equal(state, 'open', `port ${port} beside those that are ${rest}`);
				else assert.notEqual(state, 'open', `port ${port}`);
			}
		}
	});
}

test('a UDP port that an ICMP error speaks for is closed', () => {
	for (const [port, state] of statesOf('closed', {}))
		if (!services.has(port)) assert.equal(state, 'closed', `port ${port}`);
});

test('UDP ports are called closed though the host sends one ICMP error a second only', () => {
	for (const [port, state] of statesOf('closed', { icmpLimit: linuxErrors })) {
		if (!services.has(port)) assert.equal(state, 'closed', `port ${port}`);
	}
});

test('a silent UDP port is open or filtered, never closed', () => {
	for (const loss of [0, 0.1]) {
		for (const [port, state] of statesOf('silent', { loss })) {
			if (!services.has(port)) assert.equal(state, 'open|filtered', `port ${port}`);
		}
	}
});

test('a UDP port that a firewall speaks for is filtered', () => {
	for (const [port, state] of statesOf('reject', {}))
		if (!services.has(port)) assert.equal(state, 'filtered', `port ${port}`);
});

test('TCP and UDP ports of one address are scanned together, and the address is scanned when both are', () => {
	for (const seed of [1, 2, 3]) {
		const { first } = simulate({
			rttMs: 30,
			behaviour: (port) => (port === 80 ? 'open' : 'drop'),
			udp: (port) => (port === 53 ? 'reply' : 'closed'),
			icmpLimit: linuxErrors,
			ports: portsUpTo(300),
			udpPorts: portsUpTo(60),
			seed,
		});
		assert.equal(first.states.get(80), 'open');
		assert.equal(first.udpStates.get(53), 'open');
		assert.equal(first.states.size, 300);
		assert.equal(first.udpStates.size, 60);
		assert.equal([...first.udpStates.values()].filter((state) => state === 'closed').length, 59);
		assert.equal(first.timesEnded, 1);
	}
});

test('the ends of UDP attempts that are told twice change nothing', () => {
	for (const [port, state] of statesOf('closed', { repeats: 0.5, jitterMs: 30 })) {
		assert.equal(state, services.has(port) ? 'open' : 'closed', `port ${port}`);
	}
});
