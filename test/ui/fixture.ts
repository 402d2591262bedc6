import { Collector } from '../../source/assess/collector.ts';
import type { CheckEvent, Identity, PortState, Protocol } from '../../source/model.ts';
import type { RunningCheck } from '../../source/ui/session.ts';

export const v4 = '203.0.113.7';
export const v6 = '2001:db8::7';

export const startEvent = startOf('example.com');

export function startOf(...targets: readonly string[]): CheckEvent {
	return { type: 'start', startedAt: '2026-11-23T09:00:00.000Z', version: '0.1.0', vantage: 'web-admin', targets };
}

export const hostEvent: CheckEvent = {
	type: 'host',
	target: 'example.com',
	addresses: [
		{ address: v4, family: 4 },
		{ address: v6, family: 6 },
	],
	ports: 1000,
};

export const endEvent: CheckEvent = { type: 'end', elapsedMs: 4200, complete: true };

export function open(port: number, address = v4, protocol: Protocol = 'tcp'): CheckEvent {
	return { type: 'open', address, port, protocol, rttMs: 12 };
}

export function ports(
	state: Exclude<PortState, 'open'>,
	list: readonly number[],
	address = v4,
	protocol: Protocol = 'tcp',
): CheckEvent {
	return { type: 'ports', address, protocol, state, ports: list };
}

export function identified(
	port: number,
	identity: Partial<Identity> & Pick<Identity, 'service'>,
	address = v4,
	protocol: Protocol = 'tcp',
): CheckEvent {
	return {
		type: 'identified',
		address,
		port,
		protocol,
		identity: { access: 'unknown', evidence: [], ...identity },
	};
}

export function progress(done: number, address = v4): CheckEvent {
	return {
		type: 'progress',
		addresses: [
			{
				address,
				done,
				total: 1000,
				rate: 500,
				network: { rttMs: 12, loss: 0.004, missProbability: 0.0002, attempts: done },
			},
		],
	};
}

/** A check that does nothing by itself: events are added by the test, rechecks answered by it. */
export interface FakeCheck extends RunningCheck {
	add(...events: readonly CheckEvent[]): void;
	readonly calls: string[];
}

export function fakeCheck(
	events: readonly CheckEvent[] = [],
	answer: (address: string, port: number, protocol: Protocol) => readonly CheckEvent[] = () => [],
): FakeCheck {
	const collector = new Collector();
	const listeners = new Set<() => void>();
	const calls: string[] = [];
	let paused = false;
	const add = (...more: readonly CheckEvent[]) => {
		for (const event of more) {
			collector.add(event);
		}
		for (const listener of listeners) {
			listener();
		}
	};
	add(...events);
	return {
		target: 'example.com',
		collector,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		get paused() {
			return paused;
		},
		pause: () => {
			paused = true;
			calls.push('pause');
		},
		resume: () => {
			paused = false;
			calls.push('resume');
		},
		cancel: () => {
			calls.push('cancel');
		},
		recheck: async (address, port, protocol) => {
			calls.push(`recheck ${address} ${port}`);
			add(...answer(address, port, protocol));
		},
		add,
		calls,
	};
}

/** Ten doors of several kinds, on one family or both, identified. */
export const fullCheck: readonly CheckEvent[] = [
	startEvent,
	hostEvent,
	open(22),
	open(22, v6),
	open(80),
	open(80, v6),
	open(443),
	open(443, v6),
	open(3306),
	open(3306, v6),
	ports('filtered', [6379]),
	open(6379, v6),
	open(3389),
	ports('closed', [3389], v6),
	identified(22, { service: 'ssh', product: 'OpenSSH', version: '9.2p1', access: 'protected' }),
	identified(443, {
		service: 'https',
		product: 'nginx',
		version: '1.22',
		access: 'open',
		remark: 'certificate valid, 61 days left',
	}),
	identified(3306, { service: 'mysql', product: 'MySQL', version: '8.0.36', access: 'protected', os: 'Ubuntu' }),
	identified(
		6379,
		{
			service: 'redis',
			product: 'Redis',
			version: '7.0.15',
			access: 'open',
			evidence: ['INFO answered: redis_version:7.0.15'],
		},
		v6,
	),
	progress(1000),
	progress(1000, v6),
	{
		type: 'scanned',
		progress: {
			address: v4,
			done: 1000,
			total: 1000,
			rate: 0,
			network: { rttMs: 12, loss: 0.004, missProbability: 0.0002, attempts: 1010 },
		},
	},
	{
		type: 'scanned',
		progress: {
			address: v6,
			done: 1000,
			total: 1000,
			rate: 0,
			network: { rttMs: 12, loss: 0.004, missProbability: 0.0002, attempts: 1010 },
		},
	},
	endEvent,
];
