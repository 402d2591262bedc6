import type { PortFact, PortStates } from '../assess/port-table.ts';
import { type Protocol, portStates } from '../model.ts';

/** The ports of an address of which the same is known. */
export interface PortGroup extends PortFact {
	readonly count: number;
	/** `22`, `8000-8100/udp`, ascending. */
	readonly ranges: readonly string[];
}

/** The ports of an address and protocol by what is known of them: open ones first. */
export function portGroups(states: PortStates, protocol: Protocol): readonly PortGroup[] {
	const groups = new Map<string, PortFact & { readonly ranges: [from: number, to: number][] }>();
	for (const [port, fact] of states) {
		const key = `${fact.state} ${fact.rejected}`;
		const group = groups.get(key) ?? { ...fact, ranges: [] };
		groups.set(key, group);
		const last = group.ranges.at(-1);
		if (last?.[1] === port - 1) {
			last[1] = port;
		} else {
			group.ranges.push([port, port]);
		}
	}
	return [...groups.values()]
		.sort(
			(a, b) => portStates.indexOf(a.state) - portStates.indexOf(b.state) || Number(a.rejected) - Number(b.rejected),
		)
		.map(({ ranges, ...fact }) => ({
			...fact,
			count: ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0),
			ranges: ranges.map(([from, to]) => `${from === to ? from : `${from}-${to}`}${protocol === 'udp' ? '/udp' : ''}`),
		}));
}
