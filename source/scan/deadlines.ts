/**
 * Tells when things are overdue, on a clock that stands still while this process does (a blocked event loop, SIGSTOP, a
 * laptop asleep): an answer that arrived meanwhile is read before its attempt is called silent.
 */
export class Deadlines<Item> {
	readonly #onOverdue: (item: Item) => void;
	readonly #deadlines = new Map<Item, number>();
	#sweeper: NodeJS.Timeout | undefined;
	#lastSweep = 0;
	#stoodStill = 0;

	constructor(onOverdue: (item: Item) => void) {
		this.#onOverdue = onOverdue;
	}

	/** Gives the item so many milliseconds from now, whatever it had before. */
	add(item: Item, timeoutMs: number): void {
		const now = performance.now();
		if (this.#sweeper === undefined) {
			this.#lastSweep = now;
			this.#sweeper = setInterval(() => this.#sweep(), sweepEvery);
		}
		this.#deadlines.set(item, now - this.#stoodStill + timeoutMs);
	}

	/** Whether it was there. */
	remove(item: Item): boolean {
		return this.#deadlines.delete(item);
	}

	/** Forgets all; gives them back. */
	clear(): readonly Item[] {
		this.#stop();
		const items = [...this.#deadlines.keys()];
		this.#deadlines.clear();
		return items;
	}

	#sweep(): void {
		const now = performance.now();
		const passed = now - this.#lastSweep;
		this.#lastSweep = now;
		if (passed > 4 * sweepEvery) this.#stoodStill += passed - sweepEvery;
		if (this.#deadlines.size === 0) {
			this.#stop();
			return;
		}
		const awake = now - this.#stoodStill;
		const overdue: Item[] = [];
		for (const [item, deadline] of this.#deadlines) if (deadline <= awake) overdue.push(item);
		// Answers that wait in the kernel win over the timeout: let the event loop read them first.
		if (overdue.length > 0) setImmediate(() => this.#expire(overdue, awake));
	}

	#expire(overdue: readonly Item[], awake: number): void {
		for (const item of overdue) {
			const deadline = this.#deadlines.get(item);
			// Some have ended since, or have another deadline by now.
			if (deadline !== undefined && deadline <= awake) this.#onOverdue(item);
		}
	}

	#stop(): void {
		clearInterval(this.#sweeper);
		this.#sweeper = undefined;
	}
}

/** Milliseconds. */
const sweepEvery = 10;
