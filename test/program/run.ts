import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../source/model.ts';

export const program = fileURLToPath(new URL('../../bin/doorcheck.js', import.meta.url));

export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	/** What to send to standard input; closed at once without it. */
	readonly input?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** Called once, with the first output. */
	readonly onOutput?: (child: ChildProcess, text: string) => void;
}

/** Runs the built program, without a terminal, to its end. */
export function doorcheck(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
	return run(process.execPath, [program, ...args], options);
}

/** Runs a shell command line in which `$DOORCHECK` stands for the program. */
export function shell(line: string, options: RunOptions = {}): Promise<Ended> {
	const DOORCHECK = `"${process.execPath}" "${program}"`;
	return run('/bin/sh', ['-c', line.replaceAll('$DOORCHECK', DOORCHECK)], options);
}

/** The JSON report of a run, and its exit code. */
export async function reportOf(
	args: readonly string[],
	options: RunOptions = {},
): Promise<{ report: Report; code: number | null }> {
	const { stdout, stderr, code } = await doorcheck([...args, '--format', 'json'], options);
	if (stdout === '') throw new Error(`no report: ${stderr}`);
	return { report: JSON.parse(stdout) as Report, code };
}

function run(command: string, args: readonly string[], { input, env, onOutput }: RunOptions): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env } });
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (chunk: Buffer) => {
			if (stdout === '') onOutput?.(child, String(chunk));
			stdout += chunk;
		});
		child.stderr.on('data', (chunk: Buffer) => {
			stderr += chunk;
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
		child.stdin.on('error', () => {});
		child.stdin.end(input ?? '');
	});
}
