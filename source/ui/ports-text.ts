import type { HostReport } from '../model.ts';
import { type Line, line } from './lines.ts';
import { hostRanges, type PortRange } from './port-ranges.ts';
import type { PortFilter } from './state.ts';
import type { View } from './view.ts';
import { grouped, stateMeanings } from './words.ts';

const memos = new WeakMap<HostReport, { readonly filter: PortFilter; readonly lines: readonly Line[] }>();

/** The lines of the ports screen, made once for each report: there may be thousands. */
export function portLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
	const memo = memos.get(host);
	if (memo?.filter === filter) {
		return memo.lines;
	}
	const lines = makeLines(host, view, filter);
	memos.set(host, { filter, lines });
	return lines;
}

/** Each address, and under it its ports, neighbours of one state taken together. */
function makeLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
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
