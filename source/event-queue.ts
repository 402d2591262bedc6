/** Turns what is pushed, whenever it comes, into something to loop over. Ends with `end` or fails with `fail`. */
export class EventQueue<Event> implements AsyncIterable<Event> {
	#waiting: Event[] = [];
	#wake: (() => void) | undefined;
	#ended = false;
	#error: unknown;

	push(event: Event): void {
		this.#waiting.push(event);
		this.#wake?.();
	}

	end(): void {
		this.#ended = true;
		this.#wake?.();
	}

	fail(error: unknown): void {
		this.#error = error;
		this.end();
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
		for (;;) {
			const events = this.#waiting;
			this.#waiting = [];
			yield* events;
			if (this.#waiting.length > 0) continue;
			if (this.#error !== undefined) throw this.#error;
			if (this.#ended) return;
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
			this.#wake = undefined;
		}
	}
}
