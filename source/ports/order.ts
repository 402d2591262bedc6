import { commonPorts } from '../knowledge/catalogue.ts';

/**
 * TCP ports in the order in which they should be checked: the catalogue's first, worst severity first, then the
 * others in random order, so that what matters is seen early and a disturbance in mid-scan doesn't fall on one run of
 * neighbours.
 *
 * @param random Gives numbers from 0 to below 1, as `Math.random` does.
 */
export function orderPorts(ports: readonly number[], random: () => number): number[] {
	const wanted = new Set(ports);
	const first = commonPorts('tcp').filter((port) => wanted.delete(port));
	return [...first, ...shuffle([...wanted], random)];
}

/** Fisher–Yates (Durstenfeld's version): every order is equally likely. Shuffles in place. */
export function shuffle(ports: number[], random: () => number): number[] {
	for (let last = ports.length - 1; last > 0; last--) {
		const pick = Math.floor(random() * (last + 1));
		const moved = ports[last] ?? 0;
		ports[last] = ports[pick] ?? 0;
		ports[pick] = moved;
	}
	return ports;
}
