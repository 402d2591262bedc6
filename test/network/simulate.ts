import type { CheckEvent } from '../../source/model.ts';
import type { ScanRequest, ScanTarget } from '../../source/scan/engine.ts';
import { runScan } from '../../source/scan/run.ts';
import { Scanned } from './scanned.ts';
import { type NetworkOptions, SimulatedNetwork } from './simulated-network.ts';
import { VirtualClock } from './virtual-clock.ts';

export interface SimulationOptions extends NetworkOptions {
	readonly seed: number;
	/** What to ask at the one address; or at several, `targets`. */
	readonly ports?: readonly number[];
	readonly udpPorts?: readonly number[];
	readonly controls?: readonly number[];
	readonly own?: boolean;
	readonly targets?: readonly SimulatedTarget[];
	/** More to ask, told while the scan runs. */
	readonly later?: { readonly atMs: number; readonly targets: readonly SimulatedTarget[] };
	/** The scan pauses for a while. */
	readonly pause?: { readonly atMs: number; readonly forMs: number };
	readonly cancelAtMs?: number;
	/** What passes whenever the scan looks at the clock. */
	readonly driftMs?: number;
}

export type SimulatedTarget = Pick<ScanTarget, 'address'> & Partial<ScanTarget>;

/** What came of a simulated scan. */
export interface Simulation {
	/** What was said about each address, and about the first, or only, one. */
	readonly addresses: ReadonlyMap<string, Scanned>;
	readonly first: Scanned;
	/** When the scan was over; NaN when it wasn't within an hour. */
	readonly elapsedMs: number;
	/** When each attempt was made, in order (milliseconds). */
	readonly dialled: readonly number[];
	readonly mostInFlight: number;
	/** Milliseconds. */
	readonly longestTimeoutMs: number;
	readonly notes: readonly string[];
	readonly events: readonly CheckEvent[];
}

/** Scans a simulated network to the end, or for an hour. */
export function simulate(options: SimulationOptions, request: Partial<ScanRequest> = {}): Simulation {
	const clock = new VirtualClock(options.driftMs);
	const network = new SimulatedNetwork(clock, options.seed, options);
	const targets = (options.targets ?? [{ ...options, address: '192.0.2.1' }]).map(completed);
	const { pause, cancelAtMs, later } = options;
	const laterTargets = (later?.targets ?? []).map(completed);
	const addresses = new Map(
		[...targets, ...laterTargets].map(({ address }) => [address, new Scanned(network.site(address))]),
	);
	const events: CheckEvent[] = [];
	let lastAt = 0;
	const scan = runScan(
		{ rate: 'gentle', timeoutMs: 3000, sockets: 20_000, ephemeral: [32_768, 60_999], ...request },
		network.dialers,
		(batch) => {
			lastAt = clock.time;
			for (const event of batch) {
				events.push(event);
				note(event, clock.time, addresses);
			}
		},
		clock,
	);
	scan.add(targets);
	if (later === undefined) scan.complete();
	else {
		clock.after(later.atMs, () => {
			scan.add(laterTargets);
			scan.complete();
		});
	}
	if (pause !== undefined) {
		clock.after(pause.atMs, () => scan.pause());
		clock.after(pause.atMs + pause.forMs, () => scan.resume());
	}
	if (cancelAtMs !== undefined) clock.after(cancelAtMs, () => scan.cancel());
	clock.run(3_600_000);
	const [first] = addresses.values();
	if (first === undefined) throw new Error('a scan needs a target');
	return {
		addresses,
		first,
		elapsedMs: clock.idle ? lastAt : Number.NaN,
		dialled: network.dialled,
		mostInFlight: network.mostInFlight,
		longestTimeoutMs: network.longestTimeoutMs,
		notes: events.flatMap((event) => (event.type === 'note' ? [event.text] : [])),
		events,
	};
}

function completed(target: SimulatedTarget): ScanTarget {
	const { address, family = 4, ports = [], udpPorts = [], controls = [], own = false } = target;
	return { address, family, ports, udpPorts, controls, own };
}

function note(event: CheckEvent, now: number, addresses: ReadonlyMap<string, Scanned>): void {
	if (event.type === 'open' || event.type === 'ports') addresses.get(event.address)?.decided(event);
	if (event.type === 'scanned') addresses.get(event.progress.address)?.ended(event, now);
}

/** 1 to `last`. */
export function portsUpTo(last: number): number[] {
	return Array.from({ length: last }, (_, index) => index + 1);
}
