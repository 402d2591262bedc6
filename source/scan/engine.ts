import {
	type Address,
	type AddressProgress,
	type CheckEvent,
	type Circumstances,
	type NetworkMeasurement,
	nothingMeasured,
	type PortState,
	type Protocol,
} from '../model.ts';
import { mostAttempts } from './confidence.ts';
import { Crowd, isDoubtful, type Signs } from './crowd.ts';
import type { Outcome } from './outcome.ts';
import { type Decision, Pacer } from './pacer.ts';
import { PortSet } from './port-set.ts';
import { initialTimeout } from './round-trip.ts';
import { UdpPacer } from './udp-pacer.ts';

/** One address and the ports to decide there, in the order in which to ask them. */
export interface ScanTarget extends Address {
	readonly ports: readonly number[];
	readonly udpPorts: readonly number[];
	/** TCP ports that should not be open on any machine, to be asked if much seems open. */
	readonly controls: readonly number[];
	/** Whether the address is this machine's own, so that a connection may meet itself. */
	readonly own: boolean;
}

export interface ScanRequest {
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
	readonly protocol: Protocol;
	readonly port: number;
	readonly timeoutMs: number;
	/** To be called once when it has ended, with the milliseconds it took and the time. */
	readonly ended: (outcome: Outcome, rttMs: number, now: number) => void;
}

/**
 * Scans many addresses at once: shares the sockets among their pacers and turns decisions into events. Pure like the
 * pacers: the clock comes in (milliseconds), dials and events come out.
 *
 * Every address being scanned may hold the same share of the sockets. One that answers uses a socket for a round trip,
 * one that doesn't for a whole timeout; so those that answer are finished soon, however many others are silent.
 * Where they turn out to be too many at once (see `Crowd`), those under way are begun anew, a few at a time.
 */
export class Engine {
	readonly #request: ScanRequest;
	readonly #bucket: TokenBucket;
	readonly #waiting: ScanTarget[] = [];
	/** Where each address last was among them. */
	readonly #places = new Map<string, number>();
	/** Targets before this one have had their turn. */
	#nextTarget = 0;
	#complete = false;
	#active: Running[] = [];
	/** Those that were under way when there were too many at once; and before that, those that may have suffered from it. */
	#again: Again[] = [];
	#doubtful: Again[] = [];
	readonly #crowd = new Crowd(mostActive);
	#turn = 0;
	#inFlight = 0;
	/** Attempts in flight at most, and right now. */
	readonly #most: number;
	#allowed: number;
	#heldBack = false;
	#resumeAt = 0;
	#firstTimeout = new FirstTimeout();
	#events: CheckEvent[] = [];
	#toldAt = Number.NEGATIVE_INFINITY;

	constructor(request: ScanRequest) {
		this.#request = request;
		this.#most = Math.min(request.sockets, request.rate === 'gentle' ? gentleInFlight : mostInFlight);
		this.#allowed = this.#most;
		this.#bucket = new TokenBucket(typeof request.rate === 'number' ? request.rate : Number.POSITIVE_INFINITY);
		if (request.sockets < comfortableSockets) this.#sayHeldBack(request.sockets);
	}

	/** Takes in more to scan. The ports of an address that is being scanned, or waits for it, are added to its others. */
	add(targets: readonly ScanTarget[]): void {
		for (const target of targets) {
			const at = this.#places.get(target.address);
			const running = this.#active.find(({ target: { address } }) => address === target.address);
			const waiting = at === undefined || at < this.#nextTarget ? undefined : this.#waiting[at];
			const again = this.#again.find((one) => one.target.address === target.address);
			if (running !== undefined) {
				this.#join(running, target);
			} else if (again !== undefined) {
				again.target = together(again.target, target);
			} else if (at !== undefined && waiting !== undefined) {
				this.#waiting[at] = together(waiting, target);
			} else {
				this.#places.set(target.address, this.#waiting.push(target) - 1);
			}
		}
	}

	#join(running: Running, target: ScanTarget): void {
		for (const lane of this.#lanesOf(target)) {
			const same = running.lanes.find(({ protocol, over }) => protocol === lane.protocol && !over);
			if (same === undefined) running.lanes.push(lane);
			else same.pacer.add(lane.protocol === 'tcp' ? target.ports : target.udpPorts);
		}
	}

	/** No more targets will be added. */
	complete(): void {
		this.#complete = true;
	}

	/** What to dial now, at most `most` at once. */
	next(now: number, most: number): readonly Dial[] {
		const dials: Dial[] = [];
		if (now < this.#resumeAt) return dials;
		this.#activate();
		const share = Math.max(leastShare, Math.floor(this.#allowed / Math.max(1, this.#active.length)));
		let idle = 0;
		while (
			dials.length < most &&
			this.#inFlight < this.#allowed &&
			idle < this.#active.length &&
			this.#bucket.has(now)
		) {
			const running = this.#active[this.#turn % this.#active.length];
			this.#turn++;
			const dial = running === undefined ? undefined : this.#dial(running, share, now);
			if (dial === undefined) {
				idle++;
				continue;
			}
			idle = 0;
			dials.push(dial);
		}
		return dials;
	}

	#dial(running: Running, share: number, now: number): Dial | undefined {
		if (running.inFlight >= share) return undefined;
		for (const lane of running.lanes) {
			const attempt = lane.next(now);
			if (attempt === undefined) continue;
			this.#bucket.take();
			this.#inFlight++;
			running.inFlight++;
			running.attempts.push(now);
			const { port, timeoutMs } = attempt;
			let ended = false;
			return {
				address: running.target,
				protocol: lane.protocol,
				port,
				timeoutMs,
				ended: (outcome, rttMs, at) => {
					// A network may deliver an answer twice.
					if (ended) return;
					ended = true;
					this.#ended(running, lane, outcome, at, () => attempt.ended(outcome, rttMs, at));
				},
			};
		}
		return undefined;
	}

	/** Takes in how an attempt ended. */
	#ended(running: Running, lane: Lane, outcome: Outcome, now: number, decide: () => readonly Decision[]): void {
		this.#inFlight--;
		running.inFlight--;
		if (outcome === 'local') this.#yieldRoom(now);
		else this.#allowed = Math.min(this.#most, this.#allowed + regrowth);
		if (running.over) return;
		this.#tell(running, lane.protocol, decide());
		this.#settle(running, now);
	}

	/** When to call `next` again though nothing ended; undefined when only an outcome changes anything. */
	wakeAt(now: number): number | undefined {
		if (this.#inFlight >= this.#allowed) return undefined;
		let soonest = Number.POSITIVE_INFINITY;
		for (const { lanes } of this.#active) {
			for (const { pacer } of lanes) soonest = Math.min(soonest, pacer.wakeAt ?? soonest);
		}
		if (!this.#bucket.has(now)) soonest = Math.min(soonest, this.#bucket.fullAt(now));
		if (this.#resumeAt > now) soonest = Math.min(soonest, this.#resumeAt);
		return soonest === Number.POSITIVE_INFINITY ? undefined : Math.max(now, soonest);
	}

	/** Whether every address has been dealt with, and no more will come. */
	get done(): boolean {
		const waiting = this.#again.length > 0 || this.#nextTarget < this.#waiting.length;
		return this.#complete && !waiting && this.#active.length === 0;
	}

	/** Events since the last call, the progress of the addresses being scanned among them. */
	drain(now: number): readonly CheckEvent[] {
		// An address may have been missing for too long without anything ending.
		for (const running of this.#active) this.#settle(running, now);
		const isDue = now >= this.#toldAt + (this.#active.length > manyActive ? manyEveryMs : 0);
		if (isDue) this.#thinOutIfCrowded(now);
		const events = this.#events;
		this.#events = [];
		if (isDue && this.#active.length > 0) {
			this.#toldAt = now;
			events.push({ type: 'progress', addresses: this.#active.map((running) => progressOf(running, now)) });
		}
		return events;
	}

	/** Ends the scan where it is: what isn't decided is undecided. */
	giveUp(now: number): void {
		for (const one of this.#again.splice(0)) this.#active.push(this.#begin(one));
		for (const running of [...this.#active]) this.#giveUp(running, now);
		for (const { address, ports, udpPorts } of this.#waiting.slice(this.#nextTarget)) {
			if (ports.length > 0) this.#events.push({ type: 'ports', address, protocol: 'tcp', state: 'undecided', ports });
			if (udpPorts.length > 0) {
				this.#events.push({ type: 'ports', address, protocol: 'udp', state: 'undecided', ports: udpPorts });
			}
		}
		this.#nextTarget = this.#waiting.length;
		this.#complete = true;
	}

	#activate(): void {
		const most = Math.max(1, Math.min(this.#crowd.atOnce, Math.floor(this.#allowed / leastShare)));
		while (this.#active.length < most) {
			const next = this.#again.shift() ?? this.#nextWaiting();
			if (next === undefined) return;
			this.#active.push(this.#begin(next));
		}
	}

	#nextWaiting(): Again | undefined {
		const target = this.#waiting[this.#nextTarget];
		if (target === undefined) return undefined;
		this.#nextTarget++;
		return { target, certain: undefined };
	}

	#begin({ target, certain }: Again): Running {
		return { target, certain, lanes: this.#lanesOf(target), attempts: new RateMeter(), inFlight: 0, over: false };
	}

	#thinOutIfCrowded(now: number): void {
		const elsewhere = this.#active.filter(isElsewhere).map((running) => ({ running, signs: signsOf(running, now) }));
		const all = elsewhere.map(({ signs }) => signs);
		if (!this.#crowd.isTooMuch(all)) return;
		for (const { running } of elsewhere) running.over = true;
		this.#active = this.#active.filter((running) => !running.over);
		const those = (answering: boolean) =>
			elsewhere.filter(({ signs }) => signs.answering === answering).map(({ running }) => anew(running));
		// Those that answer are finished first.
		this.#again = [...those(true), ...this.#doubtful.splice(0), ...those(false), ...this.#again];
		if (!this.#crowd.thinned) this.#events.push({ type: 'note', text: crowdedNote });
		this.#crowd.thinOut(all);
	}

	#lanesOf(target: ScanTarget): Lane[] {
		const { ports, udpPorts } = target;
		const tcp = new Pacer(this.#pacerOptions(target));
		const { timeoutMs } = this.#request;
		const attempts = () => Math.min(this.#request.attempts ?? mostAttempts, Math.max(udpAttempts, tcp.attemptsNeeded));
		const udp = new UdpPacer({ ports: udpPorts, timeoutMs, attempts });
		return [...(ports.length > 0 ? [laneOf('tcp', tcp)] : []), ...(udpPorts.length > 0 ? [laneOf('udp', udp)] : [])];
	}

	#pacerOptions({ ports, controls, own }: ScanTarget) {
		const { ephemeral, attempts, timeoutMs, rate } = this.#request;
		const { pace } = this.#crowd;
		return {
			ports,
			controls,
			timeoutMs,
			firstTimeoutMs: this.#firstTimeout.ms,
			...(attempts !== undefined && { attempts }),
			...(own && { firstWindow: ownInFlight }),
			...(!own && pace !== undefined && { pace }),
			maxWindow: own ? ownInFlight : rate === 'max' ? mostInFlight : gentleInFlight,
			confirm: (port: number) => own && port >= ephemeral[0] && port <= ephemeral[1],
		};
	}

	/** Ends the scan of an address when nothing is left to ask there. */
	#settle(running: Running, now: number): void {
		const { target, lanes } = running;
		const since = lanes.find(({ pacer }) => pacer.localTroubleSince !== undefined)?.pacer.localTroubleSince;
		if (since !== undefined && now - since > mostLocalTroubleMs) {
			this.#events.push({ type: 'note', address: target.address, text: noWayOut(target.address) });
			this.#giveUp(running, now);
			return;
		}
		for (const lane of lanes) this.#settleLane(running, lane, now);
		if (lanes.every(({ over }) => over)) this.#leave(running, now);
	}

	#settleLane(running: Running, lane: Lane, now: number): void {
		const { protocol, pacer, over } = lane;
		if (over) return;
		if (pacer.gone(now)) {
			this.#tell(running, protocol, pacer.giveUp());
			lane.over = true;
			return;
		}
		if (pacer.awaited > 0 || pacer.wakeAt !== undefined) return;
		const decisions = pacer.finish(now);
		if (decisions === undefined) return;
		this.#tell(running, protocol, decisions);
		lane.over = true;
	}

	#giveUp(running: Running, now: number): void {
		for (const { protocol, pacer, over } of running.lanes) if (!over) this.#tell(running, protocol, pacer.giveUp());
		this.#leave(running, now);
	}

	#leave(running: Running, now: number): void {
		running.over = true;
		this.#active = this.#active.filter((other) => other !== running);
		const progress = progressOf(running, now);
		this.#firstTimeout.learn(progress.network.rttMs);
		if (isElsewhere(running)) {
			const signs = signsOf(running, now);
			if (isDoubtful(signs) && !this.#crowd.thinned) this.#doubtful.push(anew(running));
			this.#crowd.left(signs);
		}
		this.#events.push({ type: 'scanned', progress, circumstances: circumstancesOf(running) });
	}

	#tell({ target: { address }, certain }: Running, protocol: Protocol, decisions: readonly Decision[]): void {
		for (const { port, state, rttMs, rejected } of decisions) {
			if (certain?.[protocol].has(port)) continue;
			if (state === 'open') {
				this.#events.push({ type: 'open', address, port, protocol, rttMs: rttMs ?? 0 });
			} else {
				this.#batch(address, protocol, state, rejected ?? false).push(port);
			}
		}
	}

	/** The ports of the last event, if it is of the same kind; else of a new one. */
	#batch(address: string, protocol: Protocol, state: Exclude<PortState, 'open'>, rejected: boolean): number[] {
		for (let at = this.#events.length - 1; at >= Math.max(0, this.#events.length - 8); at--) {
			const event = this.#events[at];
			if (event?.type !== 'ports' || event.address !== address || event.state !== state) continue;
			if (event.protocol === protocol && (event.rejected ?? false) === rejected) return event.ports as number[];
		}
		const ports: number[] = [];
		this.#events.push({ type: 'ports', address, protocol, state, ...(rejected && { rejected }), ports });
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

/** What paces the ports of one protocol at one address. */
interface Paced<Attempt extends { readonly port: number; readonly timeoutMs: number }> {
	add(ports: readonly number[]): void;
	next(now: number): Attempt | undefined;
	ended(attempt: Attempt, outcome: Outcome, rttMs: number, now: number): readonly Decision[];
	finish(now: number): readonly Decision[] | undefined;
	gone(now: number): boolean;
	giveUp(): readonly Decision[];
	readonly wakeAt: number | undefined;
	readonly awaited: number;
	readonly done: number;
	readonly total: number;
	readonly network: NetworkMeasurement;
	readonly circumstances: Circumstances;
	readonly localTroubleSince: number | undefined;
	/** Whether something on the way lets only so much through, as far as is known. */
	readonly limited: boolean;
	/** Whether the address answered and has fallen silent. */
	readonly missing: boolean;
	/** Ports that have answered, whose state is certain. */
	readonly answered: readonly number[];
}

/** The ports of one protocol at an address. */
interface Lane {
	readonly protocol: Protocol;
	readonly pacer: Omit<Paced<never>, 'next' | 'ended'>;
	readonly next: (now: number) => LaneAttempt | undefined;
	over: boolean;
}

interface LaneAttempt {
	readonly port: number;
	readonly timeoutMs: number;
	readonly ended: (outcome: Outcome, rttMs: number, now: number) => readonly Decision[];
}

/** Ports whose state is certain, because they have answered. */
type Certain = Readonly<Record<Protocol, PortSet>>;

/** An address to be scanned, perhaps once more. */
interface Again {
	target: ScanTarget;
	readonly certain: Certain | undefined;
}

interface Running extends Readonly<Again> {
	readonly lanes: Lane[];
	readonly attempts: RateMeter;
	inFlight: number;
	over: boolean;
}

function laneOf<Attempt extends { readonly port: number; readonly timeoutMs: number }>(
	protocol: Protocol,
	pacer: Paced<Attempt>,
): Lane {
	return {
		protocol,
		pacer,
		over: false,
		next(now) {
			const attempt = pacer.next(now);
			if (attempt === undefined) return undefined;
			const { port, timeoutMs } = attempt;
			return { port, timeoutMs, ended: (outcome, rttMs, at) => pacer.ended(attempt, outcome, rttMs, at) };
		},
	};
}

/** Half-open connections that the connection table of a small router survives. */
const gentleInFlight = 1000;
const mostInFlight = 4000;
/** On this machine an answer comes at once, and more sockets would only take memory. */
const ownInFlight = 400;
const mostActive = 400;
/** Attempts that every address being scanned may have in flight. */
const leastShare = 2;
/** With more addresses at once than this, their progress is told a few times a second only. */
const manyActive = 16;
const manyEveryMs = 250;
/** What an attempt for which there was room gives back of the room that was yielded. */
const regrowth = 0.02;
/** With fewer, a check is slower than the network would allow. */
const comfortableSockets = 128;
/** After so long without room for a single attempt, an address is given up. */
const mostLocalTroubleMs = 5000;
/** A UDP port is asked at least so often: a lost request, or a lost reply, is silence too. */
const udpAttempts = 3;

const crowdedNote =
	'Answers of many addresses got lost at the same time, because the line to them lets through only so many packets a second: they were checked a few at a time from then on.';

const noWayOut = (address: string) =>
	`This machine could not open a connection to ${address}: it has no source address for it, or no room. Ports left over are undecided.`;

function progressOf({ target, lanes, attempts }: Running, now: number): AddressProgress {
	const networks = lanes.map(({ pacer }) => pacer.network);
	return {
		address: target.address,
		done: lanes.reduce((sum, { pacer }) => sum + pacer.done, 0),
		total: lanes.reduce((sum, { pacer }) => sum + pacer.total, 0),
		rate: attempts.perSecond(now),
		network: {
			...(networks[0] ?? nothingMeasured),
			attempts: networks.reduce((sum, network) => sum + network.attempts, 0),
		},
	};
}

/** Where it is to be scanned once more, with what is certain about it. */
function anew({ target, lanes, certain = { tcp: new PortSet(), udp: new PortSet() } }: Running): Again {
	for (const { protocol, pacer } of lanes) {
		for (const port of pacer.answered) certain[protocol].add(port);
	}
	return { target, certain };
}

function isElsewhere({ target }: Running): boolean {
	return !target.own;
}

function signsOf({ lanes, attempts }: Running, now: number): Signs {
	const losses = lanes.flatMap(({ pacer }) => pacer.network.loss ?? []);
	return {
		answering: losses.length > 0,
		limited: lanes.some(({ pacer }) => pacer.limited),
		missing: lanes.some(({ pacer }) => pacer.missing),
		loss: Math.max(0, ...losses),
		rate: attempts.perSecond(now),
	};
}

/** One target with the ports of both. */
function together(target: ScanTarget, more: ScanTarget): ScanTarget {
	return {
		...target,
		ports: [...target.ports, ...more.ports],
		udpPorts: [...target.udpPorts, ...more.udpPorts],
	};
}

function circumstancesOf({ lanes }: Running): Circumstances {
	return lanes.find(({ protocol }) => protocol === 'tcp')?.pacer.circumstances ?? {};
}

/** How long to wait for the first answer of an address: what others of the same check taught, once they are enough. */
class FirstTimeout {
	#known = 0;
	#slowest = 0;

	learn(rttMs: number | null): void {
		if (rttMs === null) return;
		this.#known++;
		this.#slowest = Math.max(this.#slowest, rttMs);
	}

	/** Milliseconds. */
	get ms(): number {
		return this.#known < 8 ? initialTimeout : Math.min(initialTimeout, Math.max(300, 4 * this.#slowest));
	}
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
