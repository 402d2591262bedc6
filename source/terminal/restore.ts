import { writeSync } from 'node:fs';

/** The parts of a process that put its terminal back in order. */
export interface RestorableProcess {
	readonly stdin: { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };
	readonly stdout: { readonly isTTY?: boolean; readonly fd?: number; write(chunk: string): boolean };
	on(event: 'exit' | 'uncaughtExceptionMonitor', listener: () => void): unknown;
	off(event: 'exit' | 'uncaughtExceptionMonitor', listener: () => void): unknown;
}

/** End synchronized output and bracketed paste, plain text, show the cursor. */
const inOrder = '\u001b[?2026l\u001b[?2004l\u001b[0m\u001b[?25h';

const leaveAlternateScreen = '\u001b[?1049l';

/**
 * Puts the terminal back in order however the process ends: at its exit and before an uncaught error is printed.
 * Written synchronously, because nothing else runs then. Gives the function that ends the watch once the terminal
 * was left in the ordinary way.
 */
export function restoreAtExit(
	process: RestorableProcess,
	{ alternateScreen, write = writeSync }: { readonly alternateScreen: boolean; readonly write?: typeof writeSync },
): () => void {
	const restore = () => {
		stop();
		try {
			process.stdin.setRawMode?.(false);
			if (process.stdout.isTTY) {
				write(process.stdout.fd ?? 1, (alternateScreen ? leaveAlternateScreen : '') + inOrder);
			}
		} catch {
			// The terminal is gone (a connection that dropped): there is nothing to restore.
		}
		// Ink draws once more when the process ends: over the error, and over what was there before.
		process.stdout.write = () => true;
	};
	const stop = () => {
		process.off('exit', restore);
		process.off('uncaughtExceptionMonitor', restore);
	};
	process.on('exit', restore);
	process.on('uncaughtExceptionMonitor', restore);
	return stop;
}
