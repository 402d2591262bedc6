import type { HostReport, Protocol } from '../model.ts';
import { portStates } from '../model.ts';
import { blankLine, type Line, line, type Part, paragraph } from './lines.ts';
import { type PortGroup, portGroups } from './port-groups.ts';
import type { PortFilter } from './state.ts';
import type { View } from './view.ts';
import { grouped, stateMeaning } from './words.ts';

/** What the ports screen offers to show: a state that only UDP ports can have is offered where some were asked. */
export function portFilters(host: HostReport | undefined): readonly PortFilter[] {
	const udp = host?.addresses.some((address) => address.udp !== undefined) ?? false;
	return ['all', ...portStates.filter((state) => udp || state !== 'open|filtered')];
}

interface Made {
	readonly filter: PortFilter;
	readonly columns: number;
	readonly lines: readonly Line[];
}

const memos = new WeakMap<HostReport, Made>();

/** The lines of the ports screen, made once for each report: there may be thousands. */
export function portLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
	const memo = memos.get(host);
	if (memo?.filter === filter && memo.columns === view.columns) {
		return memo.lines;
	}
	const lines = makeLines(host, view, filter);
	memos.set(host, { filter, columns: view.columns, lines });
	return lines;
}

/** Each address, and under it its ports by state. */
function makeLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
	const width = view.columns - 2;
	return host.addresses.flatMap(({ address }, index) => {
		const groups = protocols.flatMap((protocol) =>
			portGroups(view.portStates(address, protocol), protocol)
				.filter(({ state }) => filter === 'all' || state === filter)
				.flatMap((group) => groupLines(group, protocol, width)),
		);
		return [
			...(index > 0 ? [blankLine] : []),
			line(address, 'strong'),
			...(groups.length === 0 ? [line('  none', 'quiet')] : groups),
		];
	});
}

const protocols: readonly Protocol[] = ['tcp', 'udp'];

/** The state, how many ports have it and, where there is room, what it means; below, the ports. */
function groupLines({ state, rejected, count, ranges }: PortGroup, protocol: Protocol, width: number): readonly Line[] {
	const facts: readonly Part[] = [
		{ text: `  ${state.padEnd(13)}`, ...(state === 'open' ? { role: 'strong' } : {}) },
		{ text: grouped(count).padStart(6) },
	];
	const meaning = `  ${rejected ? 'a firewall says that it is not allowed' : stateMeaning(state, protocol)}`;
	const used = facts.reduce((sum, { text }) => sum + text.length, meaning.length);
	return [
		{ parts: used > width ? facts : [...facts, { text: meaning, role: 'quiet' }] },
		...paragraph(ranges.join(', '), width, { indent: '    ' }),
	];
}
