import type { Address, Protocol } from '../../source/model.ts';
import type { Dialer, OnEnd } from '../../source/scan/dialer.ts';
import type { Outcome } from '../../source/scan/outcome.ts';
import type { Dialers } from '../../source/scan/run.ts';
import { Host, type HostOptions } from './host.ts';
import { Line, type LineOptions } from './line.ts';
import { Machine, type MachineOptions } from './machine.ts';
import { seeded } from './random.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Hosts, the way to each, and the machine that scans. */
export interface NetworkOptions extends HostOptions, LineOptions, MachineOptions {
	/** How an address differs from the others, and the way to it. */
	readonly at?: (address: string) => Partial<HostOptions & LineOptions>;
	/** A line that all packets take before their ways part. */
	readonly access?: LineOptions;
	/** Chance that the end of an attempt is told twice; and then also an answer that came too late. */
	readonly repeats?: number;
}

/** A network in virtual time, as dialers see it. Everything follows from the seed. */
export class SimulatedNetwork {
	readonly #clock: VirtualClock;
	readonly #options: NetworkOptions;
	readonly #random: () => number;
	readonly #machine: Machine;
	readonly #access: Line | undefined;
	readonly #sites = new Map<string, Site>();
	#closed = false;
	/** When each attempt was made, in order (milliseconds). */
	readonly dialled: number[] = [];
	longestTimeoutMs = 0;
	readonly dialers: Dialers;

	constructor(clock: VirtualClock, seed: number, options: NetworkOptions) {
		this.#clock = clock;
		this.#options = options;
		this.#random = seeded(seed);
		this.#machine = new Machine(clock, options);
		const { access } = options;
		this.#access = access && new Line({ rttMs: 0, ...access }, this.#random);
		this.dialers = { tcp: this.#dialer('tcp'), udp: this.#dialer('udp') };
	}

	/** What is at an address. */
	site(address: string): Site {
		const known = this.#sites.get(address);
		if (known !== undefined) return known;
		const options = { ...this.#options, ...this.#options.at?.(address) };
		const site: Site = {
			host: new Host(address, options),
			line: new Line(options, this.#random),
			attempts: { tcp: new Map(), udp: new Map() },
			firstAsked: new Map(),
		};
		this.#sites.set(address, site);
		return site;
	}

	/** Most attempts in flight at once. */
	get mostInFlight(): number {
		return this.#machine.mostSockets;
	}

	#dialer(protocol: Protocol): Dialer {
		return {
			batch: 256,
			dial: (address, port, timeoutMs, onEnd) => this.#dial(protocol, address, port, timeoutMs, onEnd),
			close: () => {
				this.#closed = true;
			},
		};
	}

	#dial(protocol: Protocol, { address }: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const startedAt = this.#clock.now();
		const hindrance = this.#machine.takeSocket(port);
		const site = this.site(address);
		if (hindrance !== 'local') {
			const attempts = site.attempts[protocol];
			const before = attempts.get(port) ?? 0;
			if (before === 0 && protocol === 'tcp') site.firstAsked.set(port, startedAt);
			attempts.set(port, before + 1);
			this.dialled.push(startedAt);
			this.longestTimeoutMs = Math.max(this.longestTimeoutMs, timeoutMs);
		}
		if (hindrance !== undefined) {
			this.#clock.after(0, () => this.#closed || onEnd(hindrance, 0));
			return;
		}
		const { stoodStill } = this.#machine;
		const flight: Flight = {
			protocol,
			site,
			port,
			timeoutMs,
			startedAt,
			stoodStill,
			onEnd,
			sent: 0,
			answer: undefined,
		};
		if (this.#machine.meetsItself(this.#random)) flight.answer = { at: startedAt, outcome: 'self' };
		else this.#send(flight);
		this.#wait(flight);
	}

	/** Sends a packet; if it is answered in time, the flight knows by what, and when. */
	#send(flight: Flight): void {
		flight.sent++;
		const answer = this.#answer(flight);
		if (answer !== undefined && answer.at < (flight.answer?.at ?? Number.POSITIVE_INFINITY)) flight.answer = answer;
	}

	#answer({ protocol, site: { line, host }, port }: Flight): Answer | undefined {
		const access = this.#access;
		const left = access === undefined ? this.#clock.time : access.there(this.#clock.time);
		const reached = left === undefined ? undefined : line.there(left);
		if (reached === undefined) return undefined;
		const outcome = host.answer(protocol, port, reached);
		if (outcome === 'silent') return undefined;
		const returned = line.back(reached);
		const at = access === undefined || returned === undefined ? returned : access.back(returned);
		return at === undefined ? undefined : { at, outcome };
	}

	/** Waits for whatever is next in a flight: an answer, the time to send again, or the end of patience. */
	#wait(flight: Flight): void {
		const next = Math.min(flight.answer?.at ?? Number.POSITIVE_INFINITY, this.#deadline(flight), sendsAgainAt(flight));
		this.#clock.after(Math.max(0, next - this.#clock.time), () => this.#goOn(flight));
	}

	#goOn(flight: Flight): void {
		if (this.#closed) return;
		const now = this.#clock.time;
		const { startedAt, answer } = flight;
		if (answer !== undefined && answer.at <= now + exactness) {
			if (this.#machine.hears(startedAt, answer.at)) {
				this.#land(flight, answer.outcome);
				return;
			}
			flight.answer = undefined;
		}
		if (now + exactness >= this.#deadline(flight)) {
			this.#land(flight, 'silent');
			return;
		}
		if (now + exactness >= sendsAgainAt(flight)) this.#send(flight);
		this.#wait(flight);
	}

	#land(flight: Flight, outcome: Outcome): void {
		const { startedAt, answer, onEnd } = flight;
		this.#machine.freeSocket();
		if (outcome === 'open' && flight.protocol === 'tcp') this.#hangUp(flight);
		onEnd(outcome, Math.max(0, this.#clock.now() - startedAt));
		const { repeats = 0 } = this.#options;
		if (repeats === 0 || this.#random() >= repeats) return;
		const again = answer?.outcome ?? outcome;
		this.#clock.after(repeatedAfterMs, () => this.#closed || onEnd(again, this.#clock.time - startedAt));
	}

	/**
	 * A connection that came about is closed again: that takes more packets each way, which a limit counts too. What gets
	 * lost of them the systems send again, later each time (RFC 6298, section 5.5).
	 */
	#hangUp({ site: { line } }: Flight): void {
		this.#pass(line);
		this.#repeat(
			() => this.#pass(line) && this.#return(line),
			() => this.#repeat(() => this.#pass(line)),
		);
	}

	/** Sends a packet of a connection; gives whether it got there. */
	#pass(line: Line): boolean {
		const { time } = this.#clock;
		const left = this.#access === undefined ? time : this.#access.there(time);
		return left !== undefined && line.there(left) !== undefined;
	}

	#return(line: Line): boolean {
		const returned = line.back(this.#clock.time);
		return returned !== undefined && (this.#access === undefined || this.#access.back(returned) !== undefined);
	}

	/** Does it until it succeeds, some times at most, and then what follows. */
	#repeat(succeeds: () => boolean, then = () => {}, afterMs = firstRepeatMs): void {
		if (succeeds()) then();
		else if (afterMs <= lastRepeatMs) {
			this.#clock.after(afterMs, () => this.#closed || this.#repeat(succeeds, then, 2 * afterMs));
		}
	}

	/** When an attempt counts as silent: time in which the machine stood still doesn't count. */
	#deadline({ startedAt, timeoutMs, stoodStill }: Flight): number {
		return startedAt + timeoutMs + this.#machine.stoodStill - stoodStill;
	}
}

/** A host, and the way to it. */
export interface Site {
	readonly host: Host;
	readonly line: Line;
	/** Attempts made at each port. */
	readonly attempts: Readonly<Record<Protocol, Map<number, number>>>;
	/** When each TCP port was asked for the first time (milliseconds). */
	readonly firstAsked: Map<number, number>;
}

interface Answer {
	/** Milliseconds. */
	readonly at: number;
	readonly outcome: Outcome;
}

/** An attempt under way. */
interface Flight {
	readonly protocol: Protocol;
	readonly site: Site;
	readonly port: number;
	readonly timeoutMs: number;
	readonly startedAt: number;
	/** How long the machine had stood still when it began. */
	readonly stoodStill: number;
	readonly onEnd: OnEnd;
	/** Packets sent. */
	sent: number;
	answer: Answer | undefined;
}

/** Timers may be early by so much where they keep to whole milliseconds. */
const exactness = 1;
const repeatedAfterMs = 40;
/** When a lost packet of a connection is sent again for the first time on Linux, and for the last (milliseconds). */
const firstRepeatMs = 200;
const lastRepeatMs = 6400;
/** The system asks for a connection again after so many milliseconds (RFC 6298, sections 2.1 and 5.5). */
const retransmissions = [1000, 3000];

function sendsAgainAt({ protocol, sent, startedAt, timeoutMs }: Flight): number {
	const after = protocol === 'tcp' ? (retransmissions[sent - 1] ?? timeoutMs) : timeoutMs;
	return after < timeoutMs ? startedAt + after : Number.POSITIVE_INFINITY;
}
