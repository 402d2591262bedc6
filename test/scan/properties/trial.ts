import type { PortState } from '../../../source/model.ts';
import { shuffle } from '../../../source/ports/order.ts';
import type { ScanRequest } from '../../../source/scan/engine.ts';
import type { PortBehaviour } from '../../network/host.ts';
import { seeded } from '../../network/random.ts';
import type { Scanned } from '../../network/scanned.ts';
import { portsUpTo, simulate } from '../../network/simulate.ts';
import type { HostCase } from './hosts.ts';
import type { Interruption } from './interruptions.ts';
import type { NetworkCase } from './networks.ts';
import { rightVerdicts, type Truth } from './truth.ts';

/** A scan of a host whose ports are known. */
export interface Trial {
	/** What it was, as `replay.ts` takes it. */
	readonly name: string;
	readonly network: NetworkCase;
	readonly host: HostCase;
	readonly interruption: Interruption | undefined;
	readonly truth: Truth;
	/** Ports by what they do and what they were called: `open > filtered`. */
	readonly verdicts: Verdicts;
	readonly found: Scanned;
	readonly elapsedMs: number;
	readonly notes: readonly string[];
	readonly attempts: number;
}

export type Verdicts = Readonly<Partial<Record<`${PortBehaviour} > ${PortState | 'nothing'}`, readonly number[]>>>;

export interface TrialOptions {
	/** How many ports are asked; 150 to 600 where it isn't said, as the seed has it. */
	readonly ports?: number;
	readonly interruption?: readonly [name: string, interruption: Interruption];
	readonly request?: Partial<ScanRequest>;
}

/** Scans the host over the network. Ports, their order and what the others do follow from the seed, and every second scan is at the highest rate. */
export function attempt(
	[networkName, network]: readonly [name: string, network: NetworkCase],
	[hostName, host]: readonly [name: string, host: HostCase],
	seed: number,
	options: TrialOptions = {},
): Trial {
	const [interruptionName, interruption] = options.interruption ?? [];
	const random = seeded(seed * 7919);
	const count = options.ports ?? 150 + Math.floor(random() * 450);
	const behaviours = host.behaviours(count, random);
	const ports = shuffle(portsUpTo(count), random);
	if (host.door !== undefined) exchange(ports, behaviours.indexOf('open'), host.door);
	const truth = new Map(ports.map((port, index) => [port, behaviours[index] ?? 'drop'] as const));
	const simulation = simulate(
		{
			...network,
			...host,
			...interruption,
			behaviour: (port) => truth.get(port) ?? 'drop',
			ports,
			seed,
		},
		{ rate: seed % 2 === 0 ? 'max' : 'gentle', ...options.request },
	);
	const seedAndPorts = options.ports === undefined ? String(seed) : `${seed} of ${options.ports} ports`;
	return {
		name: [networkName, hostName, seedAndPorts, ...(interruptionName === undefined ? [] : [interruptionName])].join(
			' / ',
		),
		network,
		host,
		interruption,
		truth,
		verdicts: verdictsOf(truth, simulation.first),
		found: simulation.first,
		elapsedMs: simulation.elapsedMs,
		notes: simulation.notes,
		attempts: simulation.dialled.length,
	};
}

/** Those that are not what they should be where the path works. */
export function wrongVerdicts({ truth, verdicts }: Trial): Verdicts {
	const right = rightVerdicts(truth);
	return Object.fromEntries(Object.entries(verdicts).filter(([kind]) => !right.includes(kind)));
}

function verdictsOf(truth: Truth, found: Scanned): Verdicts {
	const verdicts: Partial<Record<keyof Verdicts, number[]>> = {};
	for (const [port, behaviour] of truth) {
		const kind = `${behaviour} > ${found.states.get(port) ?? 'nothing'}` as const;
		verdicts[kind] ??= [];
		verdicts[kind].push(port);
	}
	return verdicts;
}

/** Puts a port at this place; if it is somewhere else, the two change places. */
function exchange(ports: number[], place: number, port: number): void {
	const before = ports.indexOf(port);
	if (before >= 0) ports[before] = ports[place] ?? 0;
	ports[place] = port;
}
