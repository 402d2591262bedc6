import type { Clock } from '../../source/scan/run.ts';

interface Timer {
	readonly at: number;
	readonly order: number;
	readonly callback: () => void;
	cancelled: boolean;
}

/** Time that passes only when everything due has been done: hours of scanning in milliseconds of testing. */
export class VirtualClock implements Clock {
	readonly #driftMs: number;
	#now = 0;
	#order = 0;
	/** A binary heap, soonest first. */
	readonly #timers: Timer[] = [];
	/** What waits until all timers that are due have been handled. */
	#soon: (() => void)[] = [];

	/** @param driftMs what passes whenever somebody looks at the clock; with it timers keep to whole milliseconds, as Node's do */
	constructor(driftMs = 0) {
		this.#driftMs = driftMs;
	}

	now(): number {
		this.#now += this.#driftMs;
		return this.#now;
	}

	/** The time, without looking at the clock: for the network, which needs none. */
	get time(): number {
		return this.#now;
	}

	after(ms: number, callback: () => void): Timer {
		const delay = this.#driftMs > 0 ? Math.trunc(ms) : ms;
		const timer: Timer = { at: this.#now + delay, order: this.#order++, callback, cancelled: false };
		this.#push(timer);
		return timer;
	}

	clear(timer: unknown): void {
		if (timer !== undefined) (timer as Timer).cancelled = true;
	}

	soon(callback: () => void): void {
		this.#soon.push(callback);
	}

	/** So many milliseconds pass while nothing can happen: timers that were due in them are late. */
	leap(ms: number): void {
		this.#now += ms;
	}

	/** Whether nothing is going to happen any more. */
	get idle(): boolean {
		return this.#soon.length === 0 && this.#timers.every(({ cancelled }) => cancelled);
	}

	/** Lets time pass until nothing is due any more, or `until` milliseconds have gone. */
	run(until = Number.POSITIVE_INFINITY): void {
		for (;;) {
			const timer = this.#timers[0];
			if (timer !== undefined && timer.at <= this.#now) {
				this.#pop();
				if (!timer.cancelled) timer.callback();
			} else if (this.#soon.length > 0) {
				const callbacks = this.#soon;
				this.#soon = [];
				for (const callback of callbacks) callback();
			} else {
				if (timer === undefined || timer.at > until) return;
				this.#now = timer.at;
			}
		}
	}

	#push(timer: Timer): void {
		const heap = this.#timers;
		let at = heap.push(timer) - 1;
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (!sooner(timer, heap[parent])) break;
			heap[at] = heap[parent] as Timer;
			at = parent;
		}
		heap[at] = timer;
	}

	#pop(): void {
		const heap = this.#timers;
		const last = heap.pop();
		if (last === undefined || heap.length === 0) return;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= heap.length) break;
			if (child + 1 < heap.length && sooner(heap[child + 1], heap[child])) child++;
			if (!sooner(heap[child], last)) break;
			heap[at] = heap[child] as Timer;
			at = child;
		}
		heap[at] = last;
	}
}

function sooner(a: Timer | undefined, b: Timer | undefined): boolean {
	if (a === undefined || b === undefined) return a !== undefined;
	return a.at < b.at || (a.at === b.at && a.order < b.order);
}
