import type { Address, AddressProgress, CheckEvent, PortState } from '../model.ts';
import type { Outcome } from './outcome.ts';
import { type Attempt, type Decision, Pacer } from './pacer.ts';

/** One address and the ports to decide there, in the order in which to ask them. */
export interface ScanTarget extends Address {
	readonly ports: readonly number[];
	/** Whether the address is this machine's own, so that a connection may meet itself. */
	readonly own: boolean;
}

export interface ScanRequest {
	readonly targets: readonly ScanTarget[];
	/** New attempts a second; `gentle` bounds attempts in flight instead, `max` only what the machine allows. */
	readonly rate: number | 'gentle' | 'max';
	/** Upper bound of the timeout, in milliseconds. */
	readonly timeoutMs: number;
	/** Upper bound of the attempts a silent port is given. */
	readonly attempts?: number;
	/** Sockets the scan may hold at once. */
	readonly sockets: number;
	/** Local ports that outgoing connections are given. */
	readonly ephemeral: readonly [first: number, last: number];
}

/** One attempt for a dialer to make. */
export interface Dial {
	readonly address: Address;
	readonly attempt: Attempt;
}

/**
 * Scans many addresses at once: shares the sockets among their pacers and turns decisions into events. Pure like the
 * pacers: the clock comes in (milliseconds), dials and events come out.
 */
export class Engine {
	readonly #request: ScanRequest;
	readonly #bucket: TokenBucket;
	/** Targets before this one have had their turn. */
	#nextTarget = 0;
	#active: Running[] = [];
	readonly #running = new Map<Address, Running>();
	#turn = 0;
	#inFlight = 0;
	/** Attempts in flight at most, and right now. */
	readonly #most: number;
	#allowed: number;
	#heldBack = false;
	#resumeAt = 0;
	#events: CheckEvent[] = [];

	constructor(request: ScanRequest) {
		this.#request = request;
		this.#most = Math.min(request.sockets, request.rate === 'gentle' ? gentleInFlight : mostInFlight);
		this.#allowed = this.#most;
		this.#bucket = new TokenBucket(typeof request.rate === 'number' ? request.rate : Number.POSITIVE_INFINITY);
		if (request.sockets < comfortableSockets) this.#sayHeldBack(request.sockets);
	}

	/** What to dial now, at most `most` at once. */
	next(now: number, most: number): readonly Dial[] {
		const dials: Dial[] = [];
		if (now < this.#resumeAt) return dials;
		this.#activate();
		let idle = 0;
		while (
			dials.length < most &&
			this.#inFlight < this.#allowed &&
			idle < this.#active.length &&
			this.#bucket.has(now)
		) {
			const running = this.#active[this.#turn % this.#active.length];
			this.#turn++;
			const attempt = running?.pacer.next(now);
			if (running === undefined || attempt === undefined) {
				idle++;
				continue;
			}
			idle = 0;
			this.#bucket.take();
			this.#inFlight++;
			running.attempts.push(now);
			dials.push({ address: running.target, attempt });
		}
		return dials;
	}

	/** Takes in how an attempt ended. */
	ended({ address, attempt }: Dial, outcome: Outcome, rttMs: number, now: number): void {
		this.#inFlight--;
		if (outcome === 'local') this.#yieldRoom(now);
		else this.#allowed = Math.min(this.#most, this.#allowed + regrowth);
		const running = this.#running.get(address);
		if (running === undefined) return;
		this.#tell(running.target, running.pacer.ended(attempt, outcome, rttMs, now));
		this.#settle(running, now);
	}

	/** When to call `next` again though nothing ended; undefined when only an outcome changes anything. */
	wakeAt(now: number): number | undefined {
		if (this.#inFlight >= this.#allowed) return undefined;
		const times = this.#active.map(({ pacer }) => pacer.wakeAt).filter((at) => at !== undefined);
		if (!this.#bucket.has(now)) times.push(this.#bucket.fullAt(now));
		if (this.#resumeAt > now) times.push(this.#resumeAt);
		return times.length === 0 ? undefined : Math.max(now, Math.min(...times));
	}

	/** Whether every address has been dealt with. */
	get done(): boolean {
		return this.#nextTarget >= this.#request.targets.length && this.#active.length === 0;
	}

	/** Events since the last call, the progress of the addresses being scanned among them. */
	drain(now: number): readonly CheckEvent[] {
		const events = this.#events;
		this.#events = [];
		if (this.#active.length > 0) {
			events.push({ type: 'progress', addresses: this.#active.map((running) => progressOf(running, now)) });
		}
		return events;
	}

	/** Ends the scan where it is: what isn't decided is undecided. */
	giveUp(now: number): void {
		for (const running of this.#active) {
			this.#tell(running.target, running.pacer.giveUp());
			this.#events.push({ type: 'scanned', progress: progressOf(running, now) });
		}
		for (const { address, ports } of this.#request.targets.slice(this.#nextTarget)) {
			this.#events.push({ type: 'ports', address, protocol: 'tcp', state: 'undecided', ports });
		}
		this.#active = [];
		this.#nextTarget = this.#request.targets.length;
	}

	#activate(): void {
		while (this.#active.length < mostActive) {
			const target = this.#request.targets[this.#nextTarget];
			if (target === undefined) return;
			this.#nextTarget++;
			const running = { target, pacer: new Pacer(this.#pacerOptions(target)), attempts: new RateMeter() };
			this.#active.push(running);
			this.#running.set(target, running);
		}
	}

	#pacerOptions({ ports, own }: ScanTarget) {
		const { ephemeral, attempts, timeoutMs, rate } = this.#request;
		return {
			ports,
			timeoutMs,
			...(attempts !== undefined && { attempts }),
			...(own && { firstWindow: gentleInFlight }),
			maxWindow: own || rate === 'max' ? mostInFlight : gentleInFlight,
			confirm: (port: number) => own && port >= ephemeral[0] && port <= ephemeral[1],
		};
	}

	/** Ends the scan of an address when nothing is left to ask there. */
	#settle(running: Running, now: number): void {
		const { target, pacer } = running;
		const since = pacer.localTroubleSince;
		if (since !== undefined && now - since > mostLocalTrouble) {
			this.#events.push({ type: 'note', address: target.address, text: noWayOut(target.address) });
			this.#tell(target, pacer.giveUp());
		} else {
			if (pacer.inFlight > 0 || pacer.wakeAt !== undefined) return;
			const decisions = pacer.finish(now);
			if (decisions === undefined) return;
			this.#tell(target, decisions);
		}
		this.#active = this.#active.filter((other) => other !== running);
		this.#running.delete(target);
		this.#events.push({ type: 'scanned', progress: progressOf(running, now) });
	}

	#tell({ address }: Address, decisions: readonly Decision[]): void {
		for (const { port, state, rttMs, rejected } of decisions) {
			if (state === 'open') {
				this.#events.push({ type: 'open', address, port, protocol: 'tcp', rttMs: rttMs ?? 0 });
			} else {
				this.#batch(address, state, rejected ?? false).push(port);
			}
		}
	}

	/** The ports of the last event, if it is of the same kind; else of a new one. */
	#batch(address: string, state: Exclude<PortState, 'open'>, rejected: boolean): number[] {
		for (let at = this.#events.length - 1; at >= Math.max(0, this.#events.length - 8); at--) {
			const event = this.#events[at];
			if (event?.type !== 'ports' || event.address !== address || event.state !== state) continue;
			if ((event.rejected ?? false) === rejected) return event.ports as number[];
		}
		const ports: number[] = [];
		this.#events.push({ type: 'ports', address, protocol: 'tcp', state, ...(rejected && { rejected }), ports });
		return ports;
	}

	#yieldRoom(now: number): void {
		this.#allowed = Math.max(4, Math.floor(Math.min(this.#allowed, this.#inFlight + 1) * 0.75));
		this.#resumeAt = now + 20;
		this.#sayHeldBack(this.#allowed);
	}

	#sayHeldBack(sockets: number): void {
		if (this.#heldBack) return;
		this.#heldBack = true;
		this.#events.push({
			type: 'note',
			text: `This machine's limits held the check back to ${sockets} connections at a time: the result is right, but it took longer. "ulimit -n 4096" before the check gives it room.`,
		});
	}
}

interface Running {
	readonly target: ScanTarget;
	readonly pacer: Pacer;
	readonly attempts: RateMeter;
}

/** Half-open connections that the connection table of a small router survives. */
const gentleInFlight = 1000;
const mostInFlight = 4000;
const mostActive = 64;
/** What an attempt for which there was room gives back of the room that was yielded. */
const regrowth = 0.02;
/** With fewer, a check is slower than the network would allow. */
const comfortableSockets = 128;
/** After so many milliseconds without room for a single attempt, an address is given up. */
const mostLocalTrouble = 5000;

const noWayOut = (address: string) =>
	`This machine could not open a connection to ${address}: it has no source address for it, or no room. Ports left over are undecided.`;

function progressOf({ target, pacer, attempts }: Running, now: number): AddressProgress {
	return {
		address: target.address,
		done: pacer.done,
		total: pacer.total,
		rate: attempts.perSecond(now),
		network: pacer.network,
	};
}

/** Counts events over the last second, in steps of a tenth. */
class RateMeter {
	readonly #tenths = new Uint32Array(10);
	#last = 0;
	#first: number | undefined;

	push(now: number): void {
		this.#first ??= now;
		this.#forget(now);
		const at = this.#last % 10;
		this.#tenths[at] = (this.#tenths[at] ?? 0) + 1;
	}

	perSecond(now: number): number {
		this.#forget(now);
		const seconds = Math.min(1, Math.max(0.1, (now - (this.#first ?? now)) / 1000));
		return Math.round(this.#tenths.reduce((sum, count) => sum + count, 0) / seconds);
	}

	#forget(now: number): void {
		const tenth = Math.floor(now / 100);
		const passed = Math.min(10, tenth - this.#last);
		for (let step = 1; step <= passed; step++) this.#tenths[(tenth - passed + step) % 10] = 0;
		this.#last = Math.max(this.#last, tenth);
	}
}

/** At most `perSecond` a second, with bursts of a twentieth of a second. */
class TokenBucket {
	readonly #perSecond: number;
	readonly #burst: number;
	#tokens: number;
	#at: number | undefined;

	constructor(perSecond: number) {
		this.#perSecond = perSecond;
		this.#burst = Math.max(1, perSecond / 20);
		this.#tokens = this.#burst;
	}

	has(now: number): boolean {
		if (this.#perSecond === Number.POSITIVE_INFINITY) return true;
		this.#tokens = Math.min(this.#burst, this.#tokens + ((now - (this.#at ?? now)) * this.#perSecond) / 1000);
		this.#at = now;
		return this.#tokens >= 1;
	}

	take(): void {
		this.#tokens--;
	}

	/** When there is a token again. */
	fullAt(now: number): number {
		return now + ((1 - this.#tokens) * 1000) / this.#perSecond;
	}
}
