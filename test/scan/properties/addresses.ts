import type { HostOptions, PortBehaviour } from '../../network/host.ts';
import type { LineOptions } from '../../network/line.ts';
import { portsUpTo, type Simulation, type SimulationOptions } from '../../network/simulate.ts';

/** How an address is. */
export type Kind = 'quick' | 'silent' | 'lossy' | 'dropping';
export const kinds: readonly Kind[] = ['quick', 'silent', 'lossy', 'dropping'];
/** Open at every address that isn't silent. */
export const doors = new Set([7, 22, 53]);

const sites: Readonly<Record<Kind, Partial<HostOptions & LineOptions>>> = {
	quick: { rttMs: 5, behaviour: doorsAnd('closed') },
	silent: { rttMs: 20, behaviour: () => 'drop' },
	lossy: { rttMs: 80, loss: 0.08, behaviour: doorsAnd('closed') },
	dropping: { rttMs: 30, behaviour: doorsAnd('drop') },
};

function doorsAnd(rest: PortBehaviour): (port: number) => PortBehaviour {
	return (port) => (doors.has(port) ? 'open' : rest);
}

/** Addresses of all kinds, in turns. */
export function many(count: number, ports: number, more: Partial<SimulationOptions> = {}): SimulationOptions {
	const targets = Array.from({ length: count }, (_, index) => ({
		address: `198.51.${100 + (index >> 8)}.${index & 255}`,
		ports: portsUpTo(ports),
	}));
	const kindOf = new Map(targets.map(({ address }, index) => [address, kinds[index % kinds.length] ?? 'quick']));
	return {
		behaviour: () => 'drop',
		at: (address) => sites[kindOf.get(address) ?? 'silent'],
		targets,
		seed: 1,
		...more,
	};
}

/** What was found at those of a kind. */
export function ofKind({ addresses }: Simulation, kind: Kind) {
	return [...addresses.values()].filter((_, index) => kinds[index % kinds.length] === kind);
}
