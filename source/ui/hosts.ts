import { headline, verdictOn } from '../assess/verdict.ts';
import type { AddressProgress, HostReport, Report, Verdict } from '../model.ts';
import { itemsOf, severityRank } from './items.ts';
import { createFilter } from './rows.ts';

/** How the list of hosts may be ordered. */
export const hostOrders = ['asked', 'worst', 'name'] as const;
export type HostOrder = (typeof hostOrders)[number];

/** The verdict on one host. */
export interface HostVerdict {
	readonly level: Verdict['level'];
	/** In one line. */
	readonly headline: string;
}

const verdicts = new WeakMap<HostReport, { readonly complete: boolean; readonly verdict: HostVerdict }>();

/** The verdict on one host alone. Made once for each report. */
export function hostVerdict({ complete }: Report, host: HostReport): HostVerdict {
	const memo = verdicts.get(host);
	if (memo?.complete === complete) {
		return memo.verdict;
	}
	const alone = { complete, hosts: [host] };
	const whole = verdictOn(alone);
	const verdict = { level: whole.level, headline: headline({ ...alone, verdict: whole }) };
	verdicts.set(host, { complete, verdict });
	return verdict;
}

/** The hosts of a report as their list shows them. */
export function hostRows(
	report: Report,
	view: { readonly filter: string; readonly order: HostOrder; readonly reversed: boolean },
): readonly HostReport[] {
	const wanted = createFilter(view.filter);
	const hosts = report.hosts.filter((host) =>
		wanted([host.target, host.error ?? '', ...host.addresses.map(({ address }) => address)].join('\n')),
	);
	if (view.order === 'worst') {
		const ranks = new Map(hosts.map((host) => [host, worstOf(host)]));
		hosts.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
	}
	if (view.order === 'name') {
		hosts.sort((a, b) => a.target.localeCompare(b.target, 'en', { numeric: true }));
	}
	return view.reversed ? hosts.reverse() : hosts;
}

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

/** The severity of the worst open door; hosts without one come last. */
function worstOf(host: HostReport): number {
	const { counts } = itemsOf(host);
	return Math.min(Number.POSITIVE_INFINITY, ...[...counts.keys()].map(severityRank));
}
