import { Policer, type Queue, type Rate, Shaper } from './limiter.ts';
import { type Bursts, Loss } from './loss.ts';
import { exponential } from './random.ts';

/** What happens to packets in one direction. */
export interface DirectionOptions {
	/** Chance that a packet is lost, 0 to 1. */
	readonly loss?: number;
	readonly bursts?: Bursts;
	/** Packets over the rate are dropped. */
	readonly policer?: Rate;
	/** Packets over the rate wait. */
	readonly shaper?: Queue;
}

/** The way to a host and back. Times in milliseconds. */
export interface LineOptions {
	/** There and back (20). */
	readonly rttMs?: number;
	/** The most that is added to it at random, evenly distributed. */
	readonly jitterMs?: number;
	/** Mean of what is added to it at random, exponentially distributed: mostly little, sometimes much. */
	readonly tailMs?: number;
	/** Chance that a packet takes up to so much longer. */
	readonly spikes?: { readonly chance: number; readonly ms: number };
	/** From a moment on packets take another way. */
	readonly rerouted?: { readonly atMs: number; readonly rttMs: number };
	/** Until this moment (milliseconds) nothing gets through: a radio wakes up, a tunnel is being built. */
	readonly wakesAtMs?: number;
	/** Loss in each direction, unless the direction says otherwise. */
	readonly loss?: number;
	readonly there?: DirectionOptions;
	readonly back?: DirectionOptions;
}

/** Carries packets to a host and back. */
export class Line {
	readonly #options: LineOptions;
	readonly #random: () => number;
	readonly #there: Direction;
	readonly #back: Direction;

	constructor(options: LineOptions, random: () => number) {
		const { loss = 0 } = options;
		this.#options = options;
		this.#random = random;
		this.#there = new Direction({ loss, ...options.there }, random);
		this.#back = new Direction({ loss, ...options.back }, random);
	}

	/** When a packet sent at this moment reaches the host; undefined when it doesn't. */
	there(at: number): number | undefined {
		if (at < (this.#options.wakesAtMs ?? 0)) return undefined;
		const left = this.#there.carry(at);
		return left === undefined ? undefined : left + this.#rtt(at) / 2;
	}

	/** When an answer sent at this moment arrives; undefined when it doesn't. */
	back(at: number): number | undefined {
		const left = this.#back.carry(at);
		return left === undefined ? undefined : left + this.#rtt(at) / 2 + this.#delay();
	}

	#rtt(at: number): number {
		const { rttMs = 20, rerouted } = this.#options;
		return rerouted !== undefined && at >= rerouted.atMs ? rerouted.rttMs : rttMs;
	}

	#delay(): number {
		const { jitterMs = 0, tailMs = 0, spikes } = this.#options;
		const random = this.#random;
		const spike = spikes !== undefined && random() < spikes.chance ? random() * spikes.ms : 0;
		return (jitterMs > 0 ? random() * jitterMs : 0) + (tailMs > 0 ? exponential(tailMs, random) : 0) + spike;
	}
}

class Direction {
	readonly #loss: Loss;
	readonly #policer: Policer | undefined;
	readonly #shaper: Shaper | undefined;

	constructor({ loss = 0, bursts, policer, shaper }: DirectionOptions, random: () => number) {
		this.#loss = new Loss(loss, bursts, random);
		this.#policer = policer && new Policer(policer);
		this.#shaper = shaper && new Shaper(shaper);
	}

	/** When a packet that comes at this moment leaves; undefined when it is dropped. */
	carry(at: number): number | undefined {
		if (this.#policer?.lets(at) === false) return undefined;
		const left = this.#shaper === undefined ? at : this.#shaper.leavesAt(at);
		return left === undefined || this.#loss.takes(left) ? undefined : left;
	}
}
