/** When something begins: at a time (milliseconds), at the so many-th attempt, or at the so many-th port that is asked. */
export type Moment = { readonly ms: number } | { readonly attempts: number } | { readonly ports: number };

/** Waits for a moment. */
export class Watch {
	readonly #moment: Moment;
	readonly #ports = new Set<number>();
	#attempts = 0;
	/** When the moment came; undefined until then. */
	since: number | undefined;

	constructor(moment: Moment) {
		this.#moment = moment;
	}

	/** Takes in an attempt; gives whether the moment has come. */
	attempt(port: number, at: number): boolean {
		if (this.since !== undefined) return true;
		this.#attempts++;
		if ('ports' in this.#moment) this.#ports.add(port);
		if (!this.#isNow(at)) return false;
		this.since = 'ms' in this.#moment ? this.#moment.ms : at;
		return true;
	}

	#isNow(at: number): boolean {
		if ('ms' in this.#moment) return at >= this.#moment.ms;
		if ('attempts' in this.#moment) return this.#attempts > this.#moment.attempts;
		return this.#ports.size > this.#moment.ports;
	}
}
