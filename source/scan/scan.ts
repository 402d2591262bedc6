import { Worker } from 'node:worker_threads';
import type { CheckEvent } from '../model.ts';
import type { ScanRequest } from './engine.ts';
import { runScan, type Scan } from './run.ts';
import { SocketDialer } from './socket-dialer.ts';
import { frugal } from './thread-limits.ts';
import { UdpDialer } from './udp-dialer.ts';
import type { ScanTask, WorkerCommand } from './worker.ts';

/** With more ports to decide than this, a scan gets a thread of its own, so that the screen never waits for it. */
const largeScan = 4000;
/** With more than this, a second thread dials too. */
const hugeScan = 20_000;
/** With fewer sockets than this, threads would need more files than they bring. */
const socketsForThreads = 128;

/** How much a scan will have to do, as far as can be told before names are resolved. */
export interface Extent {
	readonly addresses: number;
	/** Ports of all addresses together. */
	readonly ports: number;
	readonly cores: number;
}

/**
 * Starts a scan that takes in targets until it is told that they are complete: small ones on this thread, large ones on
 * threads of their own. Events come in batches.
 */
export function startScan(
	request: ScanRequest,
	{ addresses, ports, cores }: Extent,
	emit: (events: readonly CheckEvent[]) => void,
): Scan {
	if (ports <= largeScan || request.sockets < socketsForThreads) {
		return runScan(request, { tcp: new SocketDialer(), udp: new UdpDialer() }, emit);
	}
	return scanOnThread({ role: 'scan', request, threads: ports > hugeScan && cores > 1 ? 2 : 1 }, addresses, emit);
}

function scanOnThread(task: ScanTask, addresses: number, emit: (events: readonly CheckEvent[]) => void): Scan {
	const worker = new Worker(workerFile(), {
		workerData: task,
		resourceLimits: { ...frugal, maxOldGenerationSizeMb: 40 + Math.ceil(addresses / 100) },
	});
	const command = (what: WorkerCommand) => worker.postMessage(what);
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
		add: command,
		complete: () => command('complete'),
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
