import { spawn } from 'node:child_process';

/** What came of a command: its exit code (124 where it was ended for taking too long), and all it printed. */
export interface Attempt {
	readonly code: number;
	readonly text: string;
}

export interface AttemptOptions {
	/** Standard input; without it there is none. */
	readonly input?: string;
	/** In ms (10 minutes). */
	readonly timeLimitMs?: number;
}

/** Runs a command that may fail. Rejects only where there is no such command. */
export async function attempt(
	command: string,
	args: readonly string[],
	{ input, timeLimitMs = 600_000 }: AttemptOptions = {},
): Promise<Attempt> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
		let text = '';
		let late = false;
		const timer = setTimeout(() => {
			late = true;
			child.kill('SIGKILL');
		}, timeLimitMs);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8').on('data', (printed: string) => {
				text += printed;
			});
		}
		child.stdin?.on('error', () => {}).end(input);
		child.once('error', reject);
		const end = (code: number | null) => {
			clearTimeout(timer);
			resolve({ code: late ? 124 : (code ?? 255), text });
		};
		child.once('close', end);
		// A daemon may keep the pipes of the command that started it open.
		child.once('exit', (code) => setTimeout(end, 1000, code));
	});
}
