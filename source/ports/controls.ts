import { doorAt } from '../knowledge/catalogue.ts';

const wanted = 6;
const [lowest, highest] = [10_000, 65_535];

/**
 * A few random high TCP ports on which no machine should listen. If they turn out open beside the ports that were asked
 * for, something in between answers for everything.
 *
 * @param asked ports that are checked anyway; with nearly all of them there is nothing to compare, so none is given
 * @param excluded ports that must be left alone
 * @param random gives numbers from 0 to below 1, as `Math.random` does
 */
export function controlPorts(asked: readonly number[], excluded: readonly number[], random: () => number): number[] {
	const unfit = new Set([...asked, ...excluded]);
	const controls = new Set<number>();
	for (let tries = 0; tries < 20 * wanted && controls.size < wanted; tries++) {
		const port = lowest + Math.floor(random() * (highest - lowest + 1));
		if (!unfit.has(port) && doorAt(port, 'tcp') === undefined) controls.add(port);
	}
	return controls.size === wanted ? [...controls] : [];
}
