/** The scan's thread: runs a whole scan, or dials for one that runs on another thread. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Address } from '../model.ts';
import type { ScanRequest } from './engine.ts';
import { runScan } from './run.ts';
import { SocketDialer } from './socket-dialer.ts';
import { dialForOthers, ThreadDialer } from './thread-dialer.ts';
import { frugal } from './thread-limits.ts';

export interface ScanTask {
	readonly role: 'scan';
	readonly request: ScanRequest;
	readonly threads: 1 | 2;
}
interface DialTask {
	readonly role: 'dial';
	readonly addresses: readonly Address[];
}
export type WorkerCommand = 'pause' | 'resume' | 'cancel';

// Every refused connection makes an error; nobody reads where it came from.
Error.stackTraceLimit = 0;

const task = workerData as ScanTask | DialTask;
const port = parentPort;
if (port === null) throw new Error('This module runs as a worker thread only.');

if (task.role === 'dial') {
	dialForOthers(port, task.addresses);
} else {
	const { request, threads } = task;
	const scan = runScan(request, threads === 2 ? twoThreads(request.targets) : new SocketDialer(), (events) =>
		port.postMessage(events),
	);
	port.on('message', (command: WorkerCommand) => scan[command]());
	await scan.done;
	port.postMessage('done');
	port.close();
}

function twoThreads(addresses: readonly Address[]): ThreadDialer {
	const dial: DialTask = { role: 'dial', addresses };
	return new ThreadDialer(
		new Worker(new URL(import.meta.url), { workerData: dial, resourceLimits: frugal }),
		addresses,
	);
}
