import { spawn } from 'node:child_process';
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** How long a command may take, and what it reads. */
export interface CommandOptions {
	/** In ms; without it, as long as it takes. */
	readonly timeLimitMs?: number;
	/** Standard input; without it there is none. */
	readonly input?: string;
	/** Ends the command. */
	readonly signal?: AbortSignal;
}

/** A command that was ended because it took longer than `timeLimitMs`. */
export class TimeLimitError extends Error {}

/**
 * What the command prints. It must end well: a scan that failed is not a fast one. Rejects with what it wrote to standard
 * error, with `TimeLimitError`, or with ENOENT where there is no such command.
 */
export async function output(
	command: string,
	args: readonly string[],
	{ timeLimitMs, input, signal }: CommandOptions = {},
): Promise<string> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
			...(signal && { signal }),
		});
		let printed = '';
		let errors = '';
		let late = false;
		const timer =
			timeLimitMs === undefined
				? undefined
				: setTimeout(() => {
						late = true;
						child.kill('SIGKILL');
					}, timeLimitMs);
		child.stdout?.setEncoding('utf8').on('data', (text) => (printed += text));
		child.stderr?.setEncoding('utf8').on('data', (text) => (errors += text));
		child.stdin?.on('error', () => {}).end(input);
		child.once('error', reject);
		child.once('close', (code) => {
			clearTimeout(timer);
			if (late) {
				reject(new TimeLimitError(`took more than ${(timeLimitMs ?? 0) / 1000} s`));
			} else if (code === 0) {
				resolve(printed);
			} else {
				reject(
					new Error(`${[command, ...args].join(' ').slice(0, 200)} ended with ${code}: ${errors.slice(-500).trim()}`),
				);
			}
		});
	});
}

/** Whether the command is on the PATH. */
export async function isInstalled(command: string): Promise<boolean> {
	return output('sh', ['-c', `command -v ${command}`]).then(
		() => true,
		() => false,
	);
}

/** This program's command line; where it makes no sense, says how to use it and ends with 2. */
export function commandLine<Config extends ParseArgsConfig>(
	usage: string,
	config: Config,
): ReturnType<typeof parseArgs<Config>> {
	try {
		return parseArgs(config);
	} catch {
		process.stderr.write(usage);
		process.exit(2);
	}
}
