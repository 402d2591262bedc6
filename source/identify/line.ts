import type { Address } from '../model.ts';
import type { Budget } from './budget.ts';
import { type Connection, connect } from './connection.ts';

/** Connections to a port where something is recognised, at most, unless it took as many to recognise it. */
const mostConnections = 3;

/** What is connected to one port: one connection at a time. */
export class Line {
	readonly #place: Address & { readonly port: number };
	readonly #budget: Budget;
	#connection: Connection | undefined;
	#redialled = false;

	constructor(place: Address & { readonly port: number }, budget: Budget) {
		this.#place = place;
		this.#budget = budget;
	}

	/** Connects; undefined when that fails or the budget has no connection left. */
	async dial(): Promise<Connection | undefined> {
		this.#connection = await connect(this.#place, this.#place.port, this.#budget);
		return this.#connection;
	}

	/** Another connection in place of the one before, which was of use: once in any case, then up to three in all. */
	async redial(): Promise<Connection | undefined> {
		this.hangUp();
		if (this.#redialled && this.#budget.connections >= mostConnections) return undefined;
		this.#redialled = true;
		return this.dial();
	}

	hangUp(): void {
		this.#connection?.destroy();
	}
}
