import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { megabytes } from './figures.ts';
import type { Row } from './measurement.ts';
import { endOfScan, onTerminal, program } from './program.ts';

const everyPort = ['127.0.0.1', '-p', 'all'] as const;

/** A thousand addresses of this machine, one a line. */
const hosts = Array.from({ length: 1000 }, (_, index) => `127.1.${index >> 8}.${index & 255}\n`).join('');

/** The most memory that doorcheck, its threads included, had resident in large scans. */
export async function memory(): Promise<readonly Row[]> {
	const withScreen = await onTerminal(everyPort, async (screen) => {
		await endOfScan(screen);
		return peakOf(screen.pid);
	});
	return [
		row('every port of one host, on a terminal', withScreen),
		row('every port of one host, as JSON', await peakWithoutScreen(everyPort), 120),
		row('every port of one host, as JSON, `--rate max`', await peakWithoutScreen([...everyPort, '--rate', 'max']), 120),
		row(
			'common ports of 1,000 hosts, as JSON, `--rate max`',
			await peakWithoutScreen(['-', '--rate', 'max'], hosts),
			200,
		),
	];
}

function row(scan: string, peak: number | null, mostMegabytes?: number): Row {
	return {
		what: `Peak memory of a scan: ${scan}`,
		doorcheck: peak === null ? 'not known' : megabytes(peak),
		...(mostMegabytes !== undefined && {
			goal: { text: `≤ ${mostMegabytes} MB`, met: peak !== null && peak * 1024 <= mostMegabytes * 1e6 },
		}),
		note: 'VmHWM of the process',
	};
}

async function peakWithoutScreen(args: readonly string[], input = ''): Promise<number | null> {
	const child = spawn(process.execPath, [program, ...args, '--format', 'json'], {
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	child.stdin.on('error', () => {}).end(input);
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
