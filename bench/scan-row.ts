import { median, seconds } from './figures.ts';
import type { Extent } from './measurement.ts';
import { atDefault, atMaximum, nmap, type Scanner } from './scanners.ts';
import type { Series } from './series.ts';

/** One network, and how each scanner fared on it. */
export interface ScanRow {
	readonly network: string;
	readonly ports: string;
	readonly series: readonly Series[];
	readonly goal: Goal;
	/** Why it may not be so. A row with a doubt is not judged. */
	readonly doubts: readonly string[];
}

/** What doorcheck should reach at its maximum rate, beside no port missed and none called what it isn't at any rate. */
export interface Goal {
	readonly seconds?: number;
	/** Its time as a share of nmap's. */
	readonly ofNmap?: number;
	/** Ports that are open on one family only are told. */
	readonly differences?: true;
}

/** Measures networks, one row each, with doorcheck and these others. */
export type ScanMeasurement = (extent: Extent, others: readonly Scanner[]) => AsyncIterable<ScanRow>;

/** The names of a row's cells, where these other scanners stand beside nmap. */
export function scanHeadings(others: readonly string[]): readonly string[] {
	const timed = [atMaximum.name, atDefault.name, nmap.name, ...others].map((name) => `${name} (missed / false)`);
	return ['network', 'ports', ...timed.slice(0, 3), 'max ÷ nmap', 'goal for max', 'met', ...timed.slice(3)];
}

/** A row's cells. */
export function scanCells(row: ScanRow, others: readonly string[]): readonly string[] {
	const timed = [atMaximum.name, atDefault.name, nmap.name, ...others].map((name) => seriesCell(seriesOf(row, name)));
	const share = shareOfNmap(row);
	return [
		...[row.network, row.ports, ...timed.slice(0, 3)],
		share === null ? '' : `${share.atMost ? '< ' : ''}${share.share.toPrecision(2)}`,
		goalText(row.goal),
		verdict(row),
		...timed.slice(3),
	];
}

/** `yes`; or `no` or `not known`, and why. */
export function verdict(row: ScanRow): string {
	const { goal, doubts } = row;
	const own = [atMaximum, atDefault].map(({ name }) => seriesOf(row, name));
	const [atMax] = own;
	if (doubts.length > 0 || own.some((series) => series === undefined || series.runs.length === 0) || !atMax) {
		return 'not known';
	}
	const share = shareOfNmap(row);
	const failures = [
		own.some((series) => series?.runs.some(({ missed, wrong }) => missed + wrong > 0)) && 'missed or false ports',
		own.some((series) => series?.end !== undefined) && 'it did not end',
		goal.seconds !== undefined && timeOf(atMax) > goal.seconds * 1000 && 'too slow',
		goal.ofNmap !== undefined && share !== null && share.share > goal.ofNmap && 'too slow beside nmap',
	].filter((failure) => failure !== false);

	if (failures.length > 0) {
		return `no: ${failures.join(', ')}`;
	}
	return goal.ofNmap !== undefined && share === null ? 'in seconds; nmap was not run' : 'yes';
}

/** What there is to say below the table: why a row is in doubt, and why a scanner failed. */
export function remarks({ network, ports, series, doubts }: ScanRow): readonly string[] {
	const failures = series.flatMap(({ scanner, end }) =>
		end?.kind === 'failure' ? [`${scanner.name}: ${end.error}`] : [],
	);
	return [...doubts, ...failures].map((text) => `${network}, ${ports} ports: ${text}`);
}

function goalText({ seconds, ofNmap, differences }: Goal): string {
	return [
		seconds !== undefined && `≤ ${seconds} s`,
		ofNmap !== undefined && `≤ ${ofNmap} × nmap`,
		differences && 'differences found',
	]
		.filter((part) => part)
		.join(', ');
}

function seriesOf({ series }: ScanRow, name: string): Series | undefined {
	return series.find(({ scanner }) => scanner.name === name);
}

/** In ms. */
function timeOf({ runs }: Series): number {
	return median(runs.map(({ elapsedMs }) => elapsedMs));
}

/** doorcheck's time divided by nmap's, or what it is at most where nmap was ended before it was done. */
function shareOfNmap(row: ScanRow): { readonly share: number; readonly atMost: boolean } | null {
	const own = seriesOf(row, atMaximum.name);
	const other = seriesOf(row, nmap.name);
	if (own === undefined || other === undefined || own.runs.length === 0) {
		return null;
	}
	if (other.runs.length > 0) {
		return { share: timeOf(own) / timeOf(other), atMost: false };
	}
	return other.end?.kind === 'time' ? { share: timeOf(own) / other.end.afterMs, atMost: true } : null;
}

function seriesCell(series: Series | undefined): string {
	if (series === undefined) {
		return '';
	}
	const { runs, end } = series;
	const parts = [];
	if (runs.length > 0) {
		parts.push(seconds(runs.map(({ elapsedMs }) => elapsedMs)), errorCell(runs));
	}
	if (end !== undefined) {
		parts.push(end.kind === 'time' ? `> ${end.afterMs / 1000} s` : 'failed');
	}
	return parts.join(', ');
}

/** `0 / 0`, or run by run where there is anything to tell. */
function errorCell(runs: Series['runs']): string {
	const figures = (of: 'missed' | 'wrong') =>
		runs.every((run) => run[of] === 0) ? '0' : runs.map((run) => run[of].toLocaleString('en-US')).join(' ');
	const undecided = Math.max(...runs.map((run) => run.undecided));
	const text = `${figures('missed')} / ${figures('wrong')}`;
	return undecided === 0 ? text : `${text}, up to ${undecided.toLocaleString('en-US')} undecided`;
}
