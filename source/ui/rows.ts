import { portLabel, serviceLabel } from '../assess/doors.ts';
import { severityMarks } from '../marks.ts';
import { memoised } from '../memo.ts';
import type { Category, HostReport } from '../model.ts';
import { categories, categoryNames } from '../model.ts';
import { type Item, itemsOf, severityRank } from './items.ts';

/** How a list of findings may be ordered; `category` groups them, worst category first. */
export const orders = ['category', 'severity', 'port', 'name'] as const;
export type Order = (typeof orders)[number];

/** What the user asked of the list. */
export interface ListView {
	/** Substring, `:port`, `:from-to`, or one of these after `!` for the others; empty shows all. */
	readonly filter: string;
	readonly order: Order;
	readonly reversed: boolean;
}

/** One line of the list. */
export type Row =
	| { readonly kind: 'heading'; readonly category: Category; readonly text: string; readonly count: number }
	| { readonly kind: 'item'; readonly item: Item };

/** The list as it is shown. */
export interface RowList {
	readonly rows: readonly Row[];
	/** The keys of its findings, in their order. */
	readonly keys: readonly string[];
	/** Where each finding is: its row, and its place among the findings. */
	readonly places: ReadonlyMap<string, { readonly row: number; readonly place: number }>;
}

/** The lines of a host's list. */
export function rowsOf(host: HostReport, { filter, order, reversed }: ListView): RowList {
	return listOf(host, { filter, order, reversed });
}

const listOf = memoised((host: HostReport, view: ListView): RowList => {
	const rows = makeRows(host, view);
	const places = new Map<string, { readonly row: number; readonly place: number }>();
	for (const [row, one] of rows.entries()) {
		if (one.kind === 'item') {
			places.set(one.item.key, { row, place: places.size });
		}
	}
	return { rows, keys: [...places.keys()], places };
});

/** Whether a piece of text, or a port, is what a filter asks for. */
export function createFilter(filter: string): (text: string, port?: number) => boolean {
	const wanted = filter.trim().toLowerCase();
	if (wanted === '' || wanted === '!' || wanted === ':' || wanted === '!:') {
		return () => true;
	}
	if (wanted.startsWith('!')) {
		const others = createFilter(wanted.slice(1));
		return (text, port) => !others(text, port);
	}
	const range = /^:(\d+)(?:-(\d*))?$/.exec(wanted);
	if (range) {
		const from = Number(range[1]);
		const to = range[2] === undefined ? from : range[2] === '' ? 65_535 : Number(range[2]);
		return (_text, port) => port !== undefined && port >= from && port <= to;
	}
	return (text) => text.toLowerCase().includes(wanted);
}

function makeRows(host: HostReport, { filter, order, reversed }: ListView): readonly Row[] {
	const wanted = createFilter(filter);
	const items = [...itemsOf(host).byKey.values()]
		.filter((item) => filter === '' || wanted(searchText(item), item.finding.port))
		.sort(comparisons[order]);
	if (order === 'category') {
		return groupRows(items, reversed);
	}
	return (reversed ? items.reverse() : items).map((item) => ({ kind: 'item', item }));
}

function searchText({ finding, families }: Item): string {
	return [
		portLabel(finding),
		serviceLabel(finding),
		finding.service.id,
		finding.service.name,
		severityMarks[finding.severity].word,
		categoryNames[finding.category],
		finding.state,
		families,
		finding.remark ?? '',
	].join('\n');
}

function groupRows(items: readonly Item[], reversed: boolean): readonly Row[] {
	const groups = new Map<Category, Item[]>();
	for (const item of items) {
		const group = groups.get(item.finding.category);
		if (group) {
			group.push(item);
		} else {
			groups.set(item.finding.category, [item]);
		}
	}
	const sorted = [...groups].sort(
		([a, [worstOfA]], [b, [worstOfB]]) =>
			worst(worstOfA) - worst(worstOfB) || categories.indexOf(a) - categories.indexOf(b),
	);
	return (reversed ? sorted.reverse() : sorted).flatMap(([category, group]): readonly Row[] => [
		{ kind: 'heading', category, text: categoryNames[category], count: group.length },
		...group.map((item): Row => ({ kind: 'item', item })),
	]);
}

/** Groups are sorted worst first, so the first item tells. */
function worst(item: Item | undefined): number {
	return item ? severityRank(item.finding.severity) : Number.POSITIVE_INFINITY;
}

const byPort = (a: Item, b: Item) => a.finding.port - b.finding.port || (a.key < b.key ? -1 : 1);

const bySeverity = (a: Item, b: Item) =>
	severityRank(a.finding.severity) - severityRank(b.finding.severity) || byPort(a, b);

const comparisons: Readonly<Record<Order, (a: Item, b: Item) => number>> = {
	category: bySeverity,
	severity: bySeverity,
	port: byPort,
	name: (a, b) => serviceLabel(a.finding).localeCompare(serviceLabel(b.finding), 'en') || byPort(a, b),
};
