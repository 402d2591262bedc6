/** The scan's thread: runs a whole scan, or dials for one that runs on another thread. */
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { ScanRequest, ScanTarget } from './engine.ts';
import { runScan } from './run.ts';
import { SocketDialer } from './socket-dialer.ts';
import { dialForOthers, ThreadDialer } from './thread-dialer.ts';
import { frugal } from './thread-limits.ts';
import { UdpDialer } from './udp-dialer.ts';

export interface ScanTask {
	readonly role: 'scan';
	readonly request: ScanRequest;
	readonly threads: 1 | 2;
}
interface DialTask {
	readonly role: 'dial';
}
/** What the scan's thread is told: to do something, or what else to scan. */
export type WorkerCommand = 'pause' | 'resume' | 'cancel' | 'complete' | readonly ScanTarget[];

// Every refused connection makes an error; nobody reads where it came from.
Error.stackTraceLimit = 0;

const task = workerData as ScanTask | DialTask;
const port = parentPort;
if (port === null) throw new Error('This module runs as a worker thread only.');

if (task.role === 'dial') {
	dialForOthers(port);
} else {
	const { request, threads } = task;
	const dialers = { tcp: threads === 2 ? twoThreads() : new SocketDialer(), udp: new UdpDialer() };
	const scan = runScan(request, dialers, (events) => port.postMessage(events));
	port.on('message', (command: WorkerCommand) => {
		if (typeof command === 'string') scan[command]();
		else scan.add(command);
	});
	await scan.done;
	port.postMessage('done');
	port.close();
}

function twoThreads(): ThreadDialer {
	const dial: DialTask = { role: 'dial' };
	return new ThreadDialer(new Worker(new URL(import.meta.url), { workerData: dial, resourceLimits: frugal }));
}
