/** So many packets a second, and so many at once. */
export interface Rate {
	readonly perSecond: number;
	readonly burst: number;
}

/** Drops what exceeds a rate: a token bucket, as in traffic policing and in the rations of ICMP errors and refusals. */
export class Policer {
	readonly #rate: Rate;
	#tokens: number;
	#at = 0;

	constructor(rate: Rate) {
		this.#rate = rate;
		this.#tokens = rate.burst;
	}

	/** Whether a packet that comes at this moment (milliseconds) gets through. */
	lets(at: number): boolean {
		const { perSecond, burst } = this.#rate;
		if (at > this.#at) {
			this.#tokens = Math.min(burst, this.#tokens + ((at - this.#at) * perSecond) / 1000);
			this.#at = at;
		}
		if (this.#tokens < 1) return false;
		this.#tokens--;
		return true;
	}
}

/** A slow link with a queue before it: what exceeds its rate waits; what finds the queue full is dropped. */
export interface Queue {
	readonly perSecond: number;
	/** Packets that may wait. */
	readonly length: number;
}

/** Delays what exceeds a rate, as a modem does. */
export class Shaper {
	readonly #queue: Queue;
	/** When the link is free again. */
	#freeAt = 0;

	constructor(queue: Queue) {
		this.#queue = queue;
	}

	/** When a packet that comes at this moment leaves (milliseconds); undefined when it is dropped. */
	leavesAt(at: number): number | undefined {
		const { perSecond, length } = this.#queue;
		const starts = Math.max(at, this.#freeAt);
		if (((starts - at) * perSecond) / 1000 >= length) return undefined;
		this.#freeAt = starts + 1000 / perSecond;
		return this.#freeAt;
	}
}
