import { setMaxListeners } from 'node:events';

/** What looking at one port may cost. Times in milliseconds. */
export interface Limits {
	/** One request and its answer. */
	readonly exchangeMs: number;
	/** Everything done at one port. */
	readonly portMs: number;
	/** How long a server gets to speak first where its port doesn't suggest that it does. */
	readonly listenMs: number;
	/** Bytes received on all connections to the port, counted on the wire. */
	readonly bytes: number;
	/** Connections, of which all but a few are for ports where nothing was recognised until then. */
	readonly connections: number;
}

export const limits: Limits = { exchangeMs: 3000, portMs: 5000, listenMs: 1200, bytes: 65_536, connections: 14 };

/**
 * What is left of the limits at one port. Time that runs out, and an abort, destroy everything that was
 * registered, so that nothing can outlive the visit.
 */
export class Budget {
	readonly limits: Limits;
	readonly #registered = new Set<{ destroy(): void }>();
	readonly #timer: NodeJS.Timeout;
	readonly #signal: AbortSignal | undefined;
	readonly #clock: () => number;
	readonly #deadline: number;
	readonly #end = () => this.end();
	#bytesLeft: number;
	#connectionsLeft: number;
	#over = false;

	constructor(limits: Limits, signal?: AbortSignal, clock: () => number = () => performance.now()) {
		this.limits = limits;
		this.#bytesLeft = limits.bytes;
		this.#connectionsLeft = limits.connections;
		this.#clock = clock;
		this.#deadline = clock() + limits.portMs;
		this.#timer = setTimeout(this.#end, limits.portMs);
		this.#signal = signal;
		if (signal) {
			// Many ports share one signal, which is no leak: the listener goes when the visit ends.
			setMaxListeners(0, signal);
			signal.addEventListener('abort', this.#end, { once: true });
		}
		if (signal?.aborted) this.end();
	}

	/** Time, bytes or connections are used up: nothing more may be started. */
	get over(): boolean {
		return this.#over || this.#bytesLeft <= 0 || this.#connectionsLeft <= 0 || this.msLeft() <= 0;
	}

	/** Milliseconds that may still be spent, at most those of one exchange. */
	msLeft(atMost: number = this.limits.exchangeMs): number {
		if (this.#over) return 0;
		return Math.max(0, Math.min(atMost, this.limits.exchangeMs, this.#deadline - this.#clock()));
	}

	/** Connections taken so far. */
	get connections(): number {
		return this.limits.connections - this.#connectionsLeft;
	}

	/** Takes one connection from the budget; false when there is none left. */
	takeConnection(): boolean {
		if (this.over) return false;
		this.#connectionsLeft -= 1;
		return true;
	}

	/** Takes up to `wanted` bytes from the budget and says how many those are. */
	takeBytes(wanted: number): number {
		const taken = this.#over ? 0 : Math.min(wanted, this.#bytesLeft);
		this.#bytesLeft -= taken;
		return taken;
	}

	/** Has `thing` destroyed when the visit ends. */
	register(thing: { destroy(): void }): void {
		if (this.#over) thing.destroy();
		else this.#registered.add(thing);
	}

	/** Ends the visit: destroys what was registered and lets go of timer and signal. */
	end(): void {
		this.#over = true;
		clearTimeout(this.#timer);
		this.#signal?.removeEventListener('abort', this.#end);
		for (const thing of this.#registered) thing.destroy();
		this.#registered.clear();
	}
}
