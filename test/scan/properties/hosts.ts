import { bsdResets, type HostOptions, linuxErrors, type PortBehaviour } from '../../network/host.ts';

/** A host of which every port's behaviour is known. */
export interface HostCase extends Omit<HostOptions, 'behaviour'> {
	/** What the ports do, in the order in which they are asked. */
	readonly behaviours: (ports: number, random: () => number) => readonly PortBehaviour[];
	/** Number of its first open port. */
	readonly door?: number;
}

/** Hosts that answer something, whatever the rest of their ports does. */
export const hosts: Readonly<Record<string, HostCase>> = {
	'a few open ports, the rest drops': { behaviours: few('open', 'drop') },
	'a few open ports, the rest is closed': { behaviours: few('open', 'closed') },
	'a few open ports, the rest is closed, BSD': { behaviours: few('open', 'closed'), rstLimit: bsdResets },
	'a few open ports, the rest is rejected': { behaviours: few('open', 'reject') },
	'a few open ports, the rest is rejected, Linux': { behaviours: few('open', 'reject'), icmpLimit: linuxErrors },
	'a few open ports, the rest is unreachable, Linux': {
		behaviours: few('open', 'unreachable'),
		icmpLimit: linuxErrors,
	},
	'only SSH is open, the rest drops': { behaviours: one('open', 'drop'), door: 22 },
	'only MySQL is open, the rest drops': { behaviours: one('open', 'drop'), door: 3306 },
	'only the last port is open, the rest drops': { behaviours: last('open', 'drop') },
	'only the last port is open, the rest is closed': { behaviours: last('open', 'closed') },
	'one closed port, the rest drops': { behaviours: one('closed', 'drop') },
	'a few closed ports, the rest drops': { behaviours: few('closed', 'drop') },
	'a few ports drop, the rest is closed': { behaviours: few('drop', 'closed') },
	'everything is closed': { behaviours: all('closed') },
	'a third each is open, drops, is closed': { behaviours: mix(['open', 'drop', 'closed']) },
	'half drops, the rest is closed, a few are open': {
		behaviours: mix([...eightOf('drop'), ...eightOf('closed'), 'open']),
	},
	'some of everything': { behaviours: mix(['open', 'drop', 'drop', 'closed', 'closed', 'reject', 'reject']) },
	'everything is open': { behaviours: all('open') },
};

/** Where nothing answers, or nothing but refusals on the way does. */
export const mutes: Readonly<Record<string, HostCase>> = {
	'nothing answers': { behaviours: all('drop') },
	'everything is rejected': { behaviours: all('reject') },
	'everything is rejected, Linux': { behaviours: all('reject'), icmpLimit: linuxErrors },
};

/** Some of the cases, by their names. */
export function chosen<Case>(
	cases: Readonly<Record<string, Case>>,
	names: readonly string[],
): (readonly [name: string, Case])[] {
	return names.flatMap((name) => {
		const one = cases[name];
		if (one === undefined) throw new Error(`there is no ${name}`);
		return [[name, one] as const];
	});
}

function all(behaviour: PortBehaviour): HostCase['behaviours'] {
	return (ports) => Array.from({ length: ports }, () => behaviour);
}

/** One to twelve ports somewhere. */
function few(special: PortBehaviour, rest: PortBehaviour): HostCase['behaviours'] {
	return (ports, random) => scattered(1 + Math.floor(random() * 12), special, rest, ports, random);
}

function one(special: PortBehaviour, rest: PortBehaviour): HostCase['behaviours'] {
	return (ports, random) => scattered(1, special, rest, ports, random);
}

function last(special: PortBehaviour, rest: PortBehaviour): HostCase['behaviours'] {
	return (ports) => all(rest)(ports, () => 0).with(-1, special);
}

function mix(behaviours: readonly PortBehaviour[]): HostCase['behaviours'] {
	return (ports, random) =>
		Array.from({ length: ports }, () => behaviours[Math.floor(random() * behaviours.length)] ?? 'drop');
}

function eightOf(behaviour: PortBehaviour): PortBehaviour[] {
	return Array.from({ length: 8 }, () => behaviour);
}

function scattered(
	count: number,
	special: PortBehaviour,
	rest: PortBehaviour,
	ports: number,
	random: () => number,
): PortBehaviour[] {
	const behaviours: PortBehaviour[] = Array.from({ length: ports }, () => rest);
	for (let placed = 0; placed < count; placed++) behaviours[Math.floor(random() * ports)] = special;
	return behaviours;
}
