import { Worker } from 'node:worker_threads';
import type { CheckEvent } from '../model.ts';
import type { ScanRequest } from './engine.ts';
import { runScan, type Scan } from './run.ts';
import { SocketDialer } from './socket-dialer.ts';
import { frugal } from './thread-limits.ts';
import type { ScanTask, WorkerCommand } from './worker.ts';

/** With more ports to decide than this, a scan gets a thread of its own, so that the screen never waits for it. */
const largeScan = 4000;
/** With more than this, a second thread dials too. */
const hugeScan = 20_000;
/** With fewer sockets than this, threads would need more files than they bring. */
const socketsForThreads = 128;

/** Starts a scan: small ones on this thread, large ones on threads of their own. Events come in batches. */
export function startScan(request: ScanRequest, cores: number, emit: (events: readonly CheckEvent[]) => void): Scan {
	const ports = request.targets.reduce((sum, target) => sum + target.ports.length, 0);
	if (ports <= largeScan || request.sockets < socketsForThreads) return runScan(request, new SocketDialer(), emit);
	return scanOnThread({ role: 'scan', request, threads: ports > hugeScan && cores > 1 ? 2 : 1 }, emit);
}

function scanOnThread(task: ScanTask, emit: (events: readonly CheckEvent[]) => void): Scan {
	const worker = new Worker(workerFile(), {
		workerData: task,
		resourceLimits: { ...frugal, maxOldGenerationSizeMb: 40 + Math.ceil(task.request.targets.length / 100) },
	});
	const command = (name: WorkerCommand) => worker.postMessage(name);
	const done = new Promise<void>((resolve, reject) => {
		worker.on('message', (message: readonly CheckEvent[] | 'done') => {
			if (message === 'done') resolve();
			else emit(message);
		});
		worker.on('error', reject);
		worker.on('exit', () => resolve());
	});
	return {
		done,
		pause: () => command('pause'),
		resume: () => command('resume'),
		cancel: () => command('cancel'),
	};
}

/** The built worker: beside the built program, or in dist/ when this module runs from source/. */
function workerFile(): URL {
	const bundled = import.meta.url.endsWith('.js');
	return new URL(bundled ? './scan-worker.js' : '../../dist/scan-worker.js', import.meta.url);
}
