import type { PortState, StateCounts } from '../model.ts';

/** What is known about one port. `rejected`: filtered or undecided, and something on the way said that it refuses. */
export interface PortFact {
	readonly state: PortState;
	readonly rejected: boolean;
}

/** The states of many ports, to be read in the order of their numbers. */
export interface PortStates extends Iterable<readonly [port: number, fact: PortFact]> {
	/** How many ports have a state. */
	readonly size: number;
	/** undefined while nothing is known about the port. */
	get(port: number): PortFact | undefined;
}

/** How many ports have each state; `rejected` counts those of them that something on the way refused. */
export type PortCounts = StateCounts & { readonly rejected: number };

/** Above this many ports a flat table is smaller than a map. */
const mapLimit = 2048;

/**
 * States of the ports of one address and protocol. Takes a few bytes a port, however many there are: a map for
 * a list of services, 64 kB for the whole range.
 */
export class PortTable implements PortStates {
	/** Code of a port; 0 is unknown. */
	#few: Map<number, number> | undefined = new Map();
	#all: Uint8Array | undefined;
	#size = 0;
	/** Ports by code. */
	readonly #tally = new Uint32Array(facts.length);

	get size(): number {
		return this.#size;
	}

	get counts(): PortCounts {
		const counts = { open: 0, closed: 0, filtered: 0, 'open|filtered': 0, undecided: 0, rejected: 0 };
		facts.forEach((fact, code) => {
			const ports = this.#tally[code] ?? 0;
			if (fact) {
				counts[fact.state] += ports;
				counts.rejected += fact.rejected ? ports : 0;
			}
		});
		return counts;
	}

	get(port: number): PortFact | undefined {
		return facts[this.#code(port)];
	}

	/** Sets a port's state; the counts follow. False when nothing changed. */
	set(port: number, state: PortState, rejected = false): boolean {
		const before = this.#code(port);
		const after = codeOf(state, rejected);
		if (before === after) {
			return false;
		}
		this.#tally[after] = (this.#tally[after] ?? 0) + 1;
		if (before === 0) {
			this.#size++;
		} else {
			this.#tally[before] = (this.#tally[before] ?? 0) - 1;
		}
		this.#write(port, after);
		return true;
	}

	*[Symbol.iterator](): Iterator<readonly [number, PortFact]> {
		for (const port of this.#ports()) {
			const fact = this.get(port);
			if (fact) {
				yield [port, fact];
			}
		}
	}

	*#ports(): Iterable<number> {
		if (this.#few) {
			yield* [...this.#few.keys()].sort((a, b) => a - b);
			return;
		}
		for (let port = 0; port < 65_536; port++) {
			yield port;
		}
	}

	#code(port: number): number {
		return (this.#all ? this.#all[port] : this.#few?.get(port)) ?? 0;
	}

	#write(port: number, code: number): void {
		if (this.#all) {
			this.#all[port] = code;
			return;
		}
		this.#few?.set(port, code);
		if (this.#few && this.#few.size > mapLimit) {
			this.#all = new Uint8Array(65_536);
			for (const [known, value] of this.#few) {
				this.#all[known] = value;
			}
			this.#few = undefined;
		}
	}
}

/** By code, so that a table holds one byte a port and readers share these objects. */
const facts: readonly (PortFact | undefined)[] = [
	undefined,
	{ state: 'open', rejected: false },
	{ state: 'closed', rejected: false },
	{ state: 'filtered', rejected: false },
	{ state: 'undecided', rejected: false },
	{ state: 'filtered', rejected: true },
	{ state: 'undecided', rejected: true },
	{ state: 'open|filtered', rejected: false },
];

function codeOf(state: PortState, rejected: boolean): number {
	switch (state) {
		case 'open':
			return 1;
		case 'closed':
			return 2;
		case 'filtered':
			return rejected ? 5 : 3;
		case 'undecided':
			return rejected ? 6 : 4;
		case 'open|filtered':
			return 7;
	}
}
