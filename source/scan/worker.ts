/** The scan's thread: runs a whole scan, or dials for one that runs on another thread. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Address } from '../model.ts';
import type { ScanRequest } from './engine.ts';
import { runScan } from './run.ts';
import { SocketDialer } from './socket-dialer.ts';
import { dialForOthers, ThreadDialer } from './thread-dialer.ts';

export type WorkerTask =
	| { readonly role: 'scan'; readonly request: ScanRequest; readonly threads: 1 | 2 }
	| { readonly role: 'dial'; readonly addresses: readonly Address[] };
export type WorkerCommand = 'pause' | 'resume' | 'cancel';

const task = workerData as WorkerTask;
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
	const dial: WorkerTask = { role: 'dial', addresses };
	return new ThreadDialer(new Worker(new URL(import.meta.url), { workerData: dial }), addresses);
}
