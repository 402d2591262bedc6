import type { CheckEvent, Protocol } from '../model.ts';
import type { Dialer } from './dialer.ts';
import { Engine, type ScanRequest, type ScanTarget } from './engine.ts';

/** A scan that runs. */
export interface Scan {
	/** Resolves when every port of all targets is decided and no more will come, or the scan was cancelled. */
	readonly done: Promise<void>;
	/** Takes in more to scan. */
	add(targets: readonly ScanTarget[]): void;
	/** No more targets will be added. */
	complete(): void;
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

/** Makes the attempts of each protocol. */
export type Dialers = Readonly<Record<Protocol, Dialer>>;

/** Runs an engine with dialers until every address is dealt with. Events come in batches. */
export function runScan(
	request: ScanRequest,
	dialers: Dialers,
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
		emit(engine.drain(clock.now()));
		resolveDone();
		// Thousands of sockets take a while, for which nobody should have to wait.
		clock.soon(() => {
			dialers.tcp.close();
			dialers.udp.close();
		});
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
		const dials = engine.next(now, dialers.tcp.batch);
		for (const { address, protocol, port, timeoutMs, ended: attemptEnded } of dials) {
			dialers[protocol].dial(address, port, timeoutMs, (outcome, rttMs) => {
				attemptEnded(outcome, rttMs, clock.now());
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
		// What was given up just now may have been the last.
		pumpSoon();
		flush = clock.after(flushEvery, flushAndGoOn);
	};

	flush = clock.after(flushEvery, flushAndGoOn);
	pumpSoon();
	return {
		done,
		add(targets) {
			engine.add(targets);
			pumpSoon();
		},
		complete() {
			engine.complete();
			pumpSoon();
		},
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
