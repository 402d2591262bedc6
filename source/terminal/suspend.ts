/** The parts of a process that stop and continue it. */
export interface SuspendableProcess {
	kill(pid: number, signal: 'SIGTSTP'): unknown;
	once(event: 'SIGCONT', listener: () => void): unknown;
	off(event: 'SIGCONT', listener: () => void): unknown;
}

/** How long to wait for a stop that doesn't come: a process without a shell above it can't be stopped this way. */
const patienceMs = 300;

/**
 * Stops the process and those started with it, as Ctrl+Z does outside raw mode, so that the shell takes over;
 * resolves when it runs again. The terminal must have been given back before.
 */
export function stopUntilContinued(process: SuspendableProcess): Promise<void> {
	return new Promise((resolve) => {
		const go = () => {
			clearTimeout(timer);
			process.off('SIGCONT', go);
			resolve();
		};
		process.once('SIGCONT', go);
		const timer = setTimeout(go, patienceMs);
		// 0 is the whole process group: a shell takes over only when all of a job has stopped, a launcher included.
		process.kill(0, 'SIGTSTP');
	});
}
