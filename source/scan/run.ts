import type { CheckEvent } from '../model.ts';
import type { Dialer } from './dialer.ts';
import { Engine, type ScanRequest } from './engine.ts';

/** A scan that runs. */
export interface Scan {
	/** Resolves when every port is decided, or the scan was cancelled. */
	readonly done: Promise<void>;
	/** No new attempts until `resume`; those under way are still heard. */
	pause(): void;
	resume(): void;
	/** Ends the scan at once: what isn't decided is undecided. */
	cancel(): void;
}

/** Time as a scan needs it; the simulated network has its own. */
export interface Clock {
	/** Milliseconds from some fixed point, never going back. */
	now(): number;
	/** Calls back after `ms` milliseconds; gives what `clear` takes. */
	after(ms: number, callback: () => void): unknown;
	clear(timer: unknown): void;
	/** Calls back once what is waiting now has been handled. */
	soon(callback: () => void): void;
}

export const realClock: Clock = {
	now: () => performance.now(),
	after: (ms, callback) => setTimeout(callback, ms),
	clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
	soon: (callback) => void setImmediate(callback),
};

/** Milliseconds between two batches of events. */
const flushEvery = 33;

/** Runs an engine with a dialer until every address is dealt with. Events come in batches. */
export function runScan(
	request: ScanRequest,
	dialer: Dialer,
	emit: (events: readonly CheckEvent[]) => void,
	clock: Clock = realClock,
): Scan {
	const engine = new Engine(request);
	let paused = false;
	let ended = false;
	let pumpIsDue = false;
	let wake: unknown;
	let flush: unknown;
	let resolveDone = () => {};
	const done = new Promise<void>((resolve) => {
		resolveDone = resolve;
	});

	const end = () => {
		if (ended) return;
		ended = true;
		clock.clear(wake);
		clock.clear(flush);
		dialer.close();
		emit(engine.drain(clock.now()));
		resolveDone();
	};
	const pumpSoon = () => {
		if (pumpIsDue || ended) return;
		pumpIsDue = true;
		clock.soon(pump);
	};
	const pump = () => {
		pumpIsDue = false;
		if (ended || paused) return;
		clock.clear(wake);
		// One moment for all questions: between two of them, what was just refused may have become possible.
		const now = clock.now();
		const dials = engine.next(now, dialer.batch);
		for (const dial of dials) {
			const { port, timeoutMs } = dial.attempt;
			dialer.dial(dial.address, port, timeoutMs, (outcome, rttMs) => {
				engine.ended(dial, outcome, rttMs, clock.now());
				pumpSoon();
			});
		}
		if (engine.done) return end();
		if (dials.length > 0) return pumpSoon();
		const at = engine.wakeAt(now);
		if (at !== undefined) wake = clock.after(Math.max(1, at - now), pumpSoon);
	};
	const flushAndGoOn = () => {
		if (ended) return;
		emit(engine.drain(clock.now()));
		flush = clock.after(flushEvery, flushAndGoOn);
	};

	flush = clock.after(flushEvery, flushAndGoOn);
	pumpSoon();
	return {
		done,
		pause() {
			paused = true;
		},
		resume() {
			paused = false;
			pumpSoon();
		},
		cancel() {
			if (ended) return;
			engine.giveUp(clock.now());
			end();
		},
	};
}
