import { headline, verdictOn } from '../assess/verdict.ts';
import { memoised } from '../memo.ts';
import type { AddressProgress, HostReport, Report, Severity, Verdict } from '../model.ts';
import { severities } from '../model.ts';
import { itemsOf, severityRank } from './items.ts';
import { createFilter } from './rows.ts';

/** How the list of hosts may be ordered; the first is what it begins with. */
export const hostOrders = ['worst', 'asked', 'name'] as const;
export type HostOrder = (typeof hostOrders)[number];

/** The verdict on one host. */
export interface HostVerdict {
	readonly level: Verdict['level'];
	/** In one line. */
	readonly headline: string;
}

/** The verdict on one host alone. */
export function hostVerdict({ complete }: Report, host: HostReport): HostVerdict {
	return verdictAlone(host, complete);
}

const verdictAlone = memoised((host: HostReport, complete: boolean): HostVerdict => {
	const alone = { complete, hosts: [host] };
	const whole = verdictOn(alone);
	return { level: whole.level, headline: headline({ ...alone, verdict: whole }) };
});

/** What the user asked of the list of hosts. */
export interface HostListView {
	readonly filter: string;
	readonly order: HostOrder;
	readonly reversed: boolean;
}

/** The hosts of a report as their list shows them: there may be thousands. */
export function hostRows(report: Report, { filter, order, reversed }: HostListView): readonly HostReport[] {
	return listOf(report, { filter, order, reversed });
}

const listOf = memoised((report: Report, { filter, order, reversed }: HostListView): readonly HostReport[] => {
	const wanted = createFilter(filter);
	const asked = report.hosts.filter((host) =>
		wanted([host.target, host.error ?? '', ...host.addresses.map(({ address }) => address)].join('\n')),
	);
	const ordered = inOrder(report, asked, order);
	return reversed ? ordered.toReversed() : ordered;
});

function inOrder(report: Report, hosts: readonly HostReport[], order: HostOrder): readonly HostReport[] {
	switch (order) {
		case 'asked':
			return hosts;
		case 'name':
			return hosts.toSorted((a, b) => a.target.localeCompare(b.target, 'en', { numeric: true }));
		case 'worst': {
			const ranks = new Map(hosts.map((host) => [host, badness(report, host)]));
			return hosts.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
		}
	}
}

const levels: readonly Verdict['level'][] = ['stop', 'review', 'pass'];

/** Lower is worse: first by the verdict, then by the worst open door. */
function badness(report: Report, host: HostReport): number {
	const worst = Math.min(severities.length, ...[...itemsOf(host).counts.keys()].map(severityRank));
	return levels.indexOf(hostVerdict(report, host).level) * (severities.length + 1) + worst;
}

/** How many doors of each severity are open on all hosts. */
export const sumCounts = memoised((report: Report): ReadonlyMap<Severity, number> => {
	const sum = new Map<Severity, number>();
	for (const host of report.hosts) {
		for (const [severity, count] of itemsOf(host).counts) {
			sum.set(severity, (sum.get(severity) ?? 0) + count);
		}
	}
	return sum;
});

/** How far the check is, addresses taken together. */
export interface Progress {
	readonly done: number;
	readonly total: number;
	/** New attempts a second. */
	readonly rate: number;
	/** Worst of the addresses; null where none could be measured. */
	readonly loss: number | null;
	readonly missProbability: number | null;
}

/** The progress of some hosts, or of all. */
export function sumProgress(hosts: readonly HostReport[], progress: ReadonlyMap<string, AddressProgress>): Progress {
	const all = hosts.flatMap(({ addresses }) => addresses.flatMap(({ address }) => progress.get(address) ?? []));
	return {
		done: all.reduce((sum, { done }) => sum + done, 0),
		total: all.reduce((sum, { total }) => sum + total, 0),
		rate: all.reduce((sum, { rate }) => sum + rate, 0),
		loss: worstNumber(all.map(({ network }) => network.loss)),
		missProbability: worstNumber(all.map(({ network }) => network.missProbability)),
	};
}

function worstNumber(numbers: readonly (number | null)[]): number | null {
	const known = numbers.filter((number) => number !== null);
	return known.length > 0 ? Math.max(...known) : null;
}
