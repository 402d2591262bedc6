import { udpSummary } from '../assess/udp-summary.ts';
import type { AddressReport, HostReport } from '../model.ts';
import { portStates } from '../model.ts';
import { type Line, line, paragraph } from './lines.ts';
import { type AddressRanges, hostRanges, type PortRange } from './port-ranges.ts';
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

/** Each address, and under it its ports, neighbours of one state taken together. */
function makeLines(host: HostReport, view: View, filter: PortFilter): readonly Line[] {
	const addresses = new Map(host.addresses.map((address) => [address.address, address]));
	const all = hostRanges(host, view.portStates, filter);
	const state = stateColumn(all);
	const width = view.columns - 2;
	return all.flatMap(({ address, ranges }) => [
		line(address, 'strong'),
		...(filter === 'all' ? udpLines(addresses.get(address), width) : []),
		...(ranges.length === 0 ? [line('  none', 'quiet')] : ranges.map((range) => rangeLine(range, state, width))),
	]);
}

function udpLines(address: AddressReport | undefined, width: number): readonly Line[] {
	return address?.udp === undefined ? [] : paragraph(udpSummary(address.udp), width, { indent: '  ', role: 'quiet' });
}

/** Columns for the states: as many as the longest of them needs, no less than always. */
function stateColumn(all: readonly AddressRanges[]): number {
	return all.some(({ ranges }) => ranges.some(({ state }) => state === 'open|filtered')) ? 13 : 11;
}

/** Of a meaning there is room for a word at least, or it is left out. */
const shortestMeaning = 8;

function rangeLine(range: PortRange, stateWidth: number, width: number): Line {
	const { from, to, protocol, state, rejected } = range;
	const name = `${from === to ? from : `${from}-${to}`}${protocol === 'udp' ? '/udp' : ''}`;
	const count = to > from ? grouped(to - from + 1) : '';
	const meaning = rejected ? 'a firewall says that it is not allowed' : stateMeaning(state, protocol);
	const facts = [
		{ text: `  ${name.padEnd(16)}` },
		{ text: state.padEnd(stateWidth), ...(state === 'open' ? { role: 'strong' as const } : {}) },
		{ text: count.padStart(7) },
	];
	const used = facts.reduce((sum, { text }) => sum + text.length, 2);
	return { parts: width - used < shortestMeaning ? facts : [...facts, { text: `  ${meaning}`, role: 'quiet' }] };
}
