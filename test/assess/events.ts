import { Collector } from '../../source/assess/collector.ts';
import type { CheckEvent, Family, Identity, NetworkMeasurement, PortState, Protocol } from '../../source/model.ts';

/** The two addresses of the target that most tests check. */
export const four = '203.0.113.7';
export const six = '2001:db8::7';

export const started: CheckEvent = {
	type: 'start',
	startedAt: '2026-11-23T09:00:00.000Z',
	version: '0.1.0',
	vantage: 'web-admin',
	targets: ['example.com'],
};

export function host(target: string, ...addresses: readonly string[]): CheckEvent {
	return {
		type: 'host',
		target,
		addresses: addresses.map((address) => ({ address, family: familyOf(address) })),
		ports: 229,
	};
}

export function open(address: string, port: number, rttMs = 12.1, protocol: Protocol = 'tcp'): CheckEvent {
	return { type: 'open', address, port, protocol, rttMs };
}

export function shut(
	address: string,
	state: 'closed' | 'filtered' | 'undecided' | 'rejected',
	...ports: readonly number[]
): CheckEvent {
	return shutOver('tcp', address, state, ...ports);
}

export function shutOver(
	protocol: Protocol,
	address: string,
	state: Exclude<PortState, 'open'> | 'rejected',
	...ports: readonly number[]
): CheckEvent {
	return state === 'rejected'
		? { type: 'ports', address, protocol, state: 'filtered', rejected: true, ports }
		: { type: 'ports', address, protocol, state, ports };
}

export function identified(address: string, port: number, identity: Partial<Identity>): CheckEvent {
	return {
		type: 'identified',
		address,
		port,
		protocol: 'tcp',
		identity: { service: 'unknown', access: 'unknown', evidence: [], ...identity },
	};
}

export const measured: NetworkMeasurement = { rttMs: 12.4, loss: 0.004, missProbability: 0.0002, attempts: 471 };

export function scanned(address: string, network = measured): CheckEvent {
	return { type: 'scanned', progress: { address, done: 229, total: 229, rate: 0, network } };
}

export const ended: CheckEvent = { type: 'end', elapsedMs: 1840, complete: true };

/** A collector that has taken in these events, at a clock that stands still a second after the start. */
export function collected(...events: readonly CheckEvent[]): Collector {
	const collector = new Collector({ now: () => Date.parse('2026-11-23T09:00:01.000Z') });
	for (const event of events) {
		collector.add(event);
	}
	return collector;
}

/** `count` ports from 20,000 on, none of which the catalogue knows. */
export function manyPorts(count: number): readonly number[] {
	return Array.from({ length: count }, (_, index) => 20_000 + index);
}

function familyOf(address: string): Family {
	return address.includes(':') ? 6 : 4;
}
