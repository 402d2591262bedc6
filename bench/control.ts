import { setTimeout } from 'node:timers/promises';
import type { CheckEvent } from '../source/model.ts';
import { readLimits, socketBudget } from '../source/scan/limits.ts';
import type { Scan } from '../source/scan/run.ts';
import { startScan } from '../source/scan/scan.ts';
import { milliseconds, quantile } from './figures.ts';
import type { Row } from './measurement.ts';

const times = 20;
const goalMs = 100;

/** From pausing a full scan of this machine until its last new attempt, and from cancelling it until it is over. */
export async function control(): Promise<readonly Row[]> {
	const paused: number[] = [];
	const cancelled: number[] = [];
	for (let time = 0; time < times; time++) {
		const { scan, lastAttemptAt } = scanThisMachine();
		await setTimeout(300);
		const pausedAt = performance.now();
		scan.pause();
		await setTimeout(400);
		paused.push(Math.max(0, lastAttemptAt() - pausedAt));
		scan.resume();
		await setTimeout(100);
		const cancelledAt = performance.now();
		scan.cancel();
		await scan.done;
		cancelled.push(performance.now() - cancelledAt);
	}
	return [row('Pause during a full scan, to the last attempt', paused), row('Cancel during a full scan', cancelled)];
}

function row(what: string, measured: readonly number[]): Row {
	const slowest = Math.max(...measured);
	return {
		what,
		doorcheck: `${milliseconds(quantile(measured, 0.5))}, slowest ${milliseconds(slowest)}`,
		goal: { text: `≤ ${goalMs} ms`, met: slowest <= goalMs },
		note: `median of ${times}, all ports of 127.0.0.1 on threads; an attempt is heard of up to 33 ms late`,
	};
}

function scanThisMachine(): { readonly scan: Scan; readonly lastAttemptAt: () => number } {
	let attempts = 0;
	let at = 0;
	const limits = readLimits();
	const ports = Array.from({ length: 65_535 }, (_, index) => index + 1);
	const request = { rate: 10_000, timeoutMs: 3000, sockets: socketBudget(limits), ephemeral: limits.ephemeral };
	const scan = startScan(request, { addresses: 1, ports: ports.length, cores: limits.cores }, (events) => {
		const now = attemptsIn(events);
		if (now > attempts) at = performance.now();
		attempts = Math.max(attempts, now);
	});
	scan.add([{ address: '127.0.0.1', family: 4, ports, udpPorts: [], controls: [], own: true }]);
	scan.complete();
	return { scan, lastAttemptAt: () => at };
}

function attemptsIn(events: readonly CheckEvent[]): number {
	const progress = events.flatMap((event) => (event.type === 'progress' ? event.addresses : []));
	return Math.max(0, ...progress.map(({ network }) => network.attempts));
}
