import type { HostReport } from '../model.ts';
import { type Line, line } from './lines.ts';
import { hostRanges, type PortRange } from './port-ranges.ts';
import type { PortFilter } from './state.ts';
import type { View } from './view.ts';
import { grouped, stateMeanings } from './words.ts';

/** The lines of the ports screen: each address, and under it its ports, neighbours of one state taken together. */
export function portLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
	return hostRanges(host, view.portStates, filter).flatMap(({ address, ranges }) => [
		line(address, 'strong'),
		...(ranges.length === 0 ? [line('  none', 'quiet')] : ranges.map(rangeLine)),
	]);
}

function rangeLine(range: PortRange): Line {
	const { from, to, protocol, state, rejected } = range;
	const name = `${from === to ? from : `${from}-${to}`}${protocol === 'udp' ? '/udp' : ''}`;
	const count = to > from ? grouped(to - from + 1) : '';
	const meaning = rejected ? 'a firewall says that it is not allowed' : stateMeanings[state];
	return {
		parts: [
			{ text: `  ${name.padEnd(16)}` },
			{ text: state.padEnd(11), ...(state === 'open' ? { role: 'strong' as const } : {}) },
			{ text: `${count.padStart(7)}  ` },
			{ text: meaning, role: 'quiet' },
		],
	};
}
