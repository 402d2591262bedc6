import { spawn } from 'node:child_process';
import { median, seconds } from './figures.ts';
import type { Extent, Row } from './measurement.ts';
import { program, withOpenDoors } from './program.ts';

/** One scan of every port of 127.0.0.1. */
interface Run {
	readonly elapsedMs: number;
	/** Ports that were called open and had no listener, before or after. */
	readonly falseOpen: number;
	/** Ports that had a listener, before and after, and were not called open. */
	readonly missed: number;
}

interface Scanner {
	readonly command: string;
	readonly args: readonly string[];
	readonly openPorts: (output: string) => readonly number[];
}

const doorcheck: Scanner = {
	command: process.execPath,
	args: [program, '127.0.0.1', '-p', 'all', '--no-identify', '--format', 'json'],
	openPorts: openPortsOfReport,
};

const nmap: Scanner = {
	command: 'nmap',
	args: ['-sT', '-T4', '-n', '-Pn', '-p-', '127.0.0.1'],
	openPorts: (output) => [...output.matchAll(/^(\d+)\/tcp +open /gm)].map(([, port]) => Number(port)),
};

/** Every TCP port of this machine, doorcheck and nmap by turns, and how often each was wrong. */
export async function againstNmap({ runs }: Extent): Promise<readonly Row[]> {
	return withOpenDoors(async () => {
		const own: Run[] = [];
		const others: Run[] = [];
		const hasNmap = await isInstalled('nmap');

		for (let run = 0; run < runs; run++) {
			own.push(await scan(doorcheck));
			if (hasNmap) {
				others.push(await scan(nmap));
			}
		}
		return hasNmap ? [timeRow(own, others), errorRow(own, others)] : [timeRow(own), errorRow(own)];
	});
}

const speed = '65,535 TCP ports of 127.0.0.1 (`-p all --no-identify`; `nmap -sT -T4 -n -Pn -p-`)';

function timeRow(own: readonly Run[], others?: readonly Run[]): Row {
	const times = own.map(({ elapsedMs }) => elapsedMs);
	const note = `median of ${own.length} runs (fastest–slowest)`;
	if (others === undefined) {
		return { what: speed, doorcheck: seconds(times), note: `${note}; nmap is not installed` };
	}
	const otherTimes = others.map(({ elapsedMs }) => elapsedMs);
	return {
		what: speed,
		doorcheck: seconds(times),
		other: seconds(otherTimes),
		ratio: median(otherTimes) / median(times),
		note: `${note}, by turns`,
	};
}

function errorRow(own: readonly Run[], others?: readonly Run[]): Row {
	const figures = (runs: readonly Run[]) =>
		`${runs.map(({ falseOpen }) => falseOpen).join(' ')} / ${runs.map(({ missed }) => missed).join(' ')}`;
	return {
		what: 'False open ports / open ports missed, run by run',
		doorcheck: figures(own),
		...(others && { other: figures(others) }),
		note: 'against the listeners that `ss` sees before and after each run',
	};
}

async function scan({ command, args, openPorts }: Scanner): Promise<Run> {
	const before = await listeners();
	const start = performance.now();
	const output = await run(command, args);
	const elapsedMs = performance.now() - start;
	const after = await listeners();

	const open = new Set(openPorts(output));
	return {
		elapsedMs,
		falseOpen: [...open].filter((port) => !before.has(port) && !after.has(port)).length,
		missed: [...before].filter((port) => after.has(port) && !open.has(port)).length,
	};
}

function openPortsOfReport(output: string): readonly number[] {
	const report: { hosts: { findings: { port: number; state: string; protocol: string }[] }[] } = JSON.parse(output);
	return report.hosts
		.flatMap(({ findings }) => findings)
		.filter(({ state, protocol }) => state === 'open' && protocol === 'tcp')
		.map(({ port }) => port);
}

/** The TCP ports that something listens on and that 127.0.0.1 reaches. */
async function listeners(): Promise<ReadonlySet<number>> {
	const addresses = (await run('ss', ['-Htln'])).split('\n').map((line) => line.split(/\s+/)[3] ?? '');
	const ports = addresses.map((address) => /^(?:127\.0\.0\.1|0\.0\.0\.0|\*)(?:%\w+)?:(\d+)$/.exec(address)?.[1]);
	return new Set(ports.filter((port) => port !== undefined).map(Number));
}

async function isInstalled(command: string): Promise<boolean> {
	return run(command, ['--version']).then(
		() => true,
		() => false,
	);
}

/** What the command prints. It must end well: a scan that failed is not a fast one. */
async function run(command: string, args: readonly string[]): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		let errors = '';
		child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
		child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
		child.once('error', reject);
		child.once('close', (code) =>
			code === 0 ? resolve(output) : reject(new Error(`${command} ended with ${code}: ${errors.slice(-500)}`)),
		);
	});
}
