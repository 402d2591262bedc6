import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { output } from '../command.ts';

/** What a line does to packets. */
export interface Line {
	/** Round-trip time in ms, half of it in each direction. */
	readonly rttMs: number;
	/** Chance (0 to 1) that a packet is lost, in each direction. */
	readonly loss: number;
	/** Packets that may travel towards the target: so many a second, `burst` of them at once. */
	readonly policer?: { readonly rate: number; readonly burst: number };
	/** The same seed loses the same packets of the same traffic (1). */
	readonly seed?: number;
}

/** What became of the packets of one direction. */
export interface DirectionCounts {
	readonly received: number;
	readonly delivered: number;
	/** Lost by chance, as asked. */
	readonly lost: number;
	/** Dropped by the policer, as asked. */
	readonly policed: number;
	/** Dropped because too many were under way: not as asked. */
	readonly overflowed: number;
	/** Not taken by the device at the other end: not as asked. */
	readonly refused: number;
	/** Sent before the other end was set up. */
	readonly early: number;
	/** On the line when it was cut. */
	readonly underWay: number;
}

export interface LinkCounts {
	readonly toTarget: DirectionCounts;
	readonly toClient: DirectionCounts;
}

/** A line between two namespaces, with a device named `link` at each end, until it is cut. */
export interface Link {
	/** Takes both devices away and tells what became of the packets. */
	readonly cut: () => Promise<LinkCounts>;
}

/** Builds the link emulator (link.c) and runs it. Both are namespace files; needs root and a C compiler. */
export async function joinNamespaces(client: string, target: string, line: Line): Promise<Link> {
	const folder = await mkdtemp(join(tmpdir(), 'doorcheck-lab-'));
	try {
		const program = join(folder, 'link');
		await output('cc', ['-O2', '-o', program, fileURLToPath(new URL('link.c', import.meta.url))]);
		const { rttMs, loss, policer = { rate: 0, burst: 0 }, seed = 1 } = line;
		const figures = [Math.round(rttMs * 500), loss, policer.rate, policer.burst, seed].map(String);
		return await start(program, [client, target, ...figures]);
	} finally {
		// A running program needs its file no longer.
		await rm(folder, { recursive: true, force: true });
	}
}

/** Runs the link until it is ready. It ends with its standard input, and so no later than this process. */
async function start(program: string, args: readonly string[]): Promise<Link> {
	const child = spawn(program, args, { stdio: 'pipe' });
	let printed = '';
	let errors = '';
	child.stderr.on('data', (text) => (errors += text));
	child.stdin.on('error', () => {});
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', (text) => {
			printed += text;
			resolve();
		});
		child.once('error', reject);
		child.once('close', (code) => reject(new Error(`the link ended with ${code}: ${errors.trim()}`)));
	});
	return {
		cut: async () => {
			child.stdin.end();
			await ended;
			if (child.exitCode !== 0) {
				throw new Error(`the link ended with ${child.exitCode ?? child.signalCode}: ${errors.trim()}`);
			}
			return JSON.parse(printed.replace('ready\n', ''));
		},
	};
}
