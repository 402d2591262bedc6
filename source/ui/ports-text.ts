import { memoised } from '../memo.ts';
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

/** The lines of the ports screen: there may be thousands. */
export function portLines(host: HostReport, { columns, portStates }: View, filter: PortFilter): readonly Line[] {
	return linesOf(host, portStates, filter, columns - 2);
}

/** Each address, and under it its ports by state. */
const linesOf = memoised(makeLines);

function makeLines(
	host: HostReport,
	portStates: View['portStates'],
	filter: PortFilter,
	width: number,
): readonly Line[] {
	return host.addresses.flatMap(({ address }, index) => {
		const groups = protocols.flatMap((protocol) =>
			portGroups(portStates(address, protocol), protocol)
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
