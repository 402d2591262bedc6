import { type Moment, Watch } from './moment.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * What may befall the machine that scans.
 *
 * - `down`: its interface is; attempts fail at once, and answers don't arrive.
 * - `asleep`: answers don't arrive, and timers are late. Whether the clock counts that time depends on the system.
 * - `stopped`: the process is (SIGSTOP); answers wait for it, and timers are late.
 */
export interface Incident {
	readonly what: 'down' | 'asleep' | 'stopped';
	readonly from: Moment;
	readonly forMs: number;
	/** Whether the clock stands still with a machine asleep, as Linux's does. */
	readonly clockStands?: boolean;
}

export interface MachineOptions {
	/** It has room for so many sockets only. */
	readonly sockets?: number;
	/** From this moment on (milliseconds) there is room for any number. */
	readonly roomyAtMs?: number;
	/** Chance that an attempt meets itself. */
	readonly self?: number;
	readonly incidents?: readonly Incident[];
}

/** The machine that scans. */
export class Machine {
	readonly #clock: VirtualClock;
	readonly #options: MachineOptions;
	readonly #incidents: readonly { readonly incident: Incident; readonly watch: Watch }[];
	#sockets = 0;
	/** Times in which no answer arrives. */
	readonly #deaf: { readonly from: number; readonly until: number }[] = [];
	#downUntil = 0;
	/** What was under way before this moment is lost. */
	#forgotUntil = Number.NEGATIVE_INFINITY;
	/** Milliseconds that passed while the process stood still. */
	stoodStill = 0;
	/** Most sockets in use at once. */
	mostSockets = 0;

	constructor(clock: VirtualClock, options: MachineOptions) {
		this.#clock = clock;
		this.#options = options;
		this.#incidents = (options.incidents ?? []).map((incident) => ({ incident, watch: new Watch(incident.from) }));
		for (const { incident, watch } of this.#incidents) {
			const { from } = incident;
			if ('ms' in from) clock.after(from.ms, () => this.#begin(incident, watch, 0));
		}
	}

	/** Takes a socket for an attempt at the port; gives what keeps it from being made, if anything does. */
	takeSocket(port: number): 'local' | 'unreachable' | undefined {
		const now = this.#clock.time;
		for (const { incident, watch } of this.#incidents) {
			if (watch.since === undefined && !('ms' in incident.from)) this.#begin(incident, watch, port);
		}
		const { sockets = Number.POSITIVE_INFINITY, roomyAtMs = Number.POSITIVE_INFINITY } = this.#options;
		if (this.#sockets >= sockets && now < roomyAtMs) return 'local';
		if (now < this.#downUntil) return 'unreachable';
		this.#sockets++;
		this.mostSockets = Math.max(this.mostSockets, this.#sockets);
		return undefined;
	}

	freeSocket(): void {
		this.#sockets--;
	}

	/** Whether an answer that arrives at this moment to what was sent at that one is heard. */
	hears(sentAt: number, at: number): boolean {
		if (sentAt < this.#forgotUntil) return false;
		return !this.#deaf.some(({ from, until }) => at >= from && at < until);
	}

	/** Whether an attempt meets itself. */
	meetsItself(random: () => number): boolean {
		const { self = 0 } = this.#options;
		return self > 0 && random() < self;
	}

	#begin({ what, forMs, clockStands = false }: Incident, watch: Watch, port: number): void {
		const now = this.#clock.time;
		if (!watch.attempt(port, now)) return;
		if (what === 'down') {
			this.#downUntil = now + forMs;
			this.#deaf.push({ from: now, until: this.#downUntil });
		} else if (clockStands) {
			this.#forgotUntil = now;
		} else {
			if (what === 'asleep') this.#deaf.push({ from: now, until: now + forMs });
			// What is being done is done before the machine stands still.
			this.#clock.after(0, () => {
				this.#clock.leap(forMs);
				this.stoodStill += forMs;
			});
		}
	}
}
