import type { PortBehaviour } from '../../network/host.ts';
import { portsUpTo, type Simulation, simulate } from '../../network/simulate.ts';
import type { NetworkCase } from './networks.ts';

/** A host with 20 open ports spread over all that are asked, scanned at the highest rate. */
export function scanTwentyDoors(
	ports: number,
	rest: PortBehaviour,
	network: NetworkCase,
	seed: number,
): { readonly doors: ReadonlySet<number>; readonly simulation: Simulation } {
	const doors = new Set(Array.from({ length: 20 }, (_, index) => 7 + Math.floor((index * ports) / 20)));
	// As in a real scan, where the catalogue's ports come first.
	const known = new Set([...doors].slice(0, 10));
	const options = {
		rttMs: 50,
		...network,
		behaviour: (port: number) => (doors.has(port) ? 'open' : rest),
		ports: [...known, ...portsUpTo(ports).filter((port) => !known.has(port))],
		seed,
	};
	return { doors, simulation: simulate(options, { rate: 'max' }) };
}
