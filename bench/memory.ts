import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { megabytes } from './figures.ts';
import type { Row } from './measurement.ts';
import { endOfScan, onTerminal, program } from './program.ts';

const everyPort = ['127.0.0.1', '-p', 'all'] as const;

/** The most memory that doorcheck, its threads included, had resident in a scan of every port. */
export async function memory(): Promise<readonly Row[]> {
	const withScreen = await onTerminal(everyPort, async (screen) => {
		await endOfScan(screen);
		return peakOf(screen.pid);
	});
	const withoutScreen = await peakWithoutScreen();

	return [
		{
			what: 'Peak memory of a full scan, on a terminal',
			doorcheck: kilobytes(withScreen),
			note: 'VmHWM of the process',
		},
		{ what: 'Peak memory of a full scan, as JSON', doorcheck: kilobytes(withoutScreen), note: 'VmHWM of the process' },
	];
}

async function peakWithoutScreen(): Promise<number | null> {
	const child = spawn(process.execPath, [program, ...everyPort, '--format', 'json'], { stdio: 'ignore' });
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	let peak: number | null = null;

	// The kernel forgets the figure with the process: the last one read before the end counts.
	while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
		peak = (await peakOf(child.pid)) ?? peak;
		await setTimeout(20);
	}
	await ended;
	return peak;
}

/** In kB; null when the process is gone or the system doesn't tell. */
async function peakOf(pid: number): Promise<number | null> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const [, figure] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
	return figure === undefined ? null : Number(figure);
}

function kilobytes(peak: number | null): string {
	return peak === null ? 'not known' : megabytes(peak);
}
