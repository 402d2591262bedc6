import { TimeLimitError } from './command.ts';
import type { Extent } from './measurement.ts';
import type { Reading, Scanner } from './scanners.ts';

/** One scan, and how it compares with the truth. */
export interface Run {
	readonly elapsedMs: number;
	/** Open ports that were not called open. */
	readonly missed: number;
	/** Ports that were called open and aren't, or closed or filtered where no port is. */
	readonly wrong: number;
	/** Ports without a verdict. */
	readonly undecided: number;
}

/** A scanner's runs on one network. */
export interface Series {
	readonly scanner: Scanner;
	readonly runs: readonly Run[];
	/** Why there was no further run. */
	readonly end?:
		| { readonly kind: 'time'; readonly afterMs: number }
		| { readonly kind: 'failure'; readonly error: string };
}

/** What is true of the ports that are scanned. */
export interface Truth {
	readonly open: readonly number[];
	/** Ports that may be called open: those, and such as opened or closed meanwhile. */
	readonly mayBeOpen: readonly number[];
	/** States that no port has. */
	readonly impossible: readonly ('closed' | 'filtered')[];
}

/** What was wrong with a reading. */
export function judge(reading: Reading, truth: Truth): Omit<Run, 'elapsedMs'> {
	const open = new Set(reading.open);
	const falseOpen = [...open].filter((port) => !truth.mayBeOpen.includes(port)).length;
	const impossible = truth.impossible.reduce((sum, state) => sum + (reading[state] ?? 0), 0);
	return {
		missed: truth.open.filter((port) => !open.has(port)).length,
		wrong: falseOpen + impossible,
		undecided: reading.undecided ?? 0,
	};
}

/**
 * Lets the scanners scan by turns, so that whatever else the machine does meets all of them. A scanner whose run failed or
 * took too long has no further one; nor has one that needn't be repeated, after a run that took more than a minute.
 *
 * @param scan makes one run; `TimeLimitError` says that it took too long, and other errors that it failed.
 */
export async function byTurns(
	scanners: readonly Scanner[],
	{ runs, timeLimitMs }: Extent,
	needsAll: (scanner: Scanner) => boolean,
	scan: (scanner: Scanner) => Promise<Run>,
): Promise<readonly Series[]> {
	const series = scanners.map((scanner): Series => ({ scanner, runs: [] }));
	for (let turn = 0; turn < runs; turn++) {
		for (const [index, so] of series.entries()) {
			if (so.end === undefined && (needsAll(so.scanner) || !so.runs.some(isLong))) {
				series[index] = await further(so, timeLimitMs, scan);
			}
		}
	}
	return series;
}

async function further(
	{ scanner, runs }: Series,
	timeLimitMs: number,
	scan: (scanner: Scanner) => Promise<Run>,
): Promise<Series> {
	try {
		const run = await scan(scanner);
		const time = (run.elapsedMs / 1000).toFixed(2);
		say(scanner, `${time} s, ${run.missed} missed, ${run.wrong} false, ${run.undecided} undecided`);
		return { scanner, runs: [...runs, run] };
	} catch (error) {
		if (!(error instanceof Error) || error.name === 'AbortError') {
			throw error;
		}
		say(scanner, error.message);
		const isLate = error instanceof TimeLimitError;
		return {
			scanner,
			runs,
			end: isLate ? { kind: 'time', afterMs: timeLimitMs } : { kind: 'failure', error: error.message },
		};
	}
}

function isLong({ elapsedMs }: Run): boolean {
	return elapsedMs > 60_000;
}

/** Tells whoever waits how it goes; the table is for standard output. */
function say({ name }: Scanner, text: string): void {
	process.stderr.write(`  ${name}: ${text}\n`);
}
