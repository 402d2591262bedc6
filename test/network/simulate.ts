import type { CheckEvent, NetworkMeasurement, PortState } from '../../source/model.ts';
import type { ScanRequest } from '../../source/scan/engine.ts';
import { runScan } from '../../source/scan/run.ts';
import { type NetworkOptions, SimulatedNetwork } from './simulated-network.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface Simulation {
	readonly states: ReadonlyMap<number, PortState>;
	readonly rejected: ReadonlySet<number>;
	readonly network: NetworkMeasurement | undefined;
	readonly notes: readonly string[];
	readonly elapsedMs: number;
	readonly attempts: ReadonlyMap<number, number>;
	readonly mostInFlight: number;
	readonly events: readonly CheckEvent[];
}

/** Scans a simulated host to the end, or until `cancelAtMs`. */
export function simulate(
	options: NetworkOptions & {
		readonly seed: number;
		readonly ports: readonly number[];
		readonly controls?: readonly number[];
		readonly cancelAtMs?: number;
		readonly driftMs?: number;
	},
	request: Partial<ScanRequest> & { readonly own?: boolean } = {},
): Simulation {
	const clock = new VirtualClock(options.driftMs);
	const network = new SimulatedNetwork(clock, options.seed, options);
	const events: CheckEvent[] = [];
	let elapsedMs = Number.NaN;
	const target = {
		address: '192.0.2.1',
		family: 4,
		ports: options.ports,
		udpPorts: [],
		controls: options.controls ?? [],
		own: request.own ?? false,
	} as const;
	const scan = runScan(
		{ rate: 'gentle', timeoutMs: 3000, sockets: 20_000, ephemeral: [32_768, 60_999], ...request },
		{ tcp: network, udp: network },
		(batch) => {
			events.push(...batch);
			if (batch.some(({ type }) => type === 'scanned')) elapsedMs = clock.now();
		},
		clock,
	);
	scan.add([target]);
	scan.complete();
	if (options.cancelAtMs !== undefined) clock.after(options.cancelAtMs, () => scan.cancel());
	clock.run(3_600_000);
	return { ...gather(events), elapsedMs, attempts: network.attempts, mostInFlight: network.mostInFlight, events };
}

function gather(events: readonly CheckEvent[]) {
	const states = new Map<number, PortState>();
	const rejected = new Set<number>();
	const notes: string[] = [];
	let network: NetworkMeasurement | undefined;
	for (const event of events) {
		if (event.type === 'open') states.set(event.port, 'open');
		if (event.type === 'ports') {
			for (const port of event.ports) states.set(port, event.state);
			if (event.rejected) for (const port of event.ports) rejected.add(port);
		}
		if (event.type === 'note') notes.push(event.text);
		if (event.type === 'scanned') network = event.progress.network;
	}
	return { states, rejected, notes, network };
}

/** 1 to `last`. */
export function portsUpTo(last: number): number[] {
	return Array.from({ length: last }, (_, index) => index + 1);
}
