import { Socket } from 'node:net';
import type { Address } from '../model.ts';
import type { Dialer, OnEnd } from './dialer.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';

/**
 * Dials with this thread's sockets.
 *
 * Timeouts are kept on a clock that stands still while this process does (a blocked event loop, SIGSTOP, a laptop
 * asleep): an answer that arrived meanwhile is read before its attempt is called silent.
 */
export class SocketDialer implements Dialer {
	readonly batch = 16;
	readonly #dialing = new Set<ProbeSocket>();
	/** Closed sockets, to be connected again: making one takes longer than the system's part of an attempt. */
	readonly #idle: ProbeSocket[] = [];
	#sweeper: NodeJS.Timeout | undefined;
	#lastSweep = 0;
	#stoodStill = 0;

	dial({ address, family }: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const started = performance.now();
		if (this.#sweeper === undefined) {
			this.#lastSweep = started;
			this.#sweeper = setInterval(() => this.#sweep(), sweepEvery);
		}
		const socket = this.#idle.pop() ?? new ProbeSocket((closed) => this.#idle.push(closed));
		this.#dialing.add(socket);
		socket.begin(started - this.#stoodStill + timeoutMs, (outcome) => {
			if (!this.#dialing.delete(socket)) return;
			socket.destroy();
			onEnd(outcome, performance.now() - started);
		});
		socket.connect({ host: address, port, family, autoSelectFamily: false });
	}

	close(): void {
		clearInterval(this.#sweeper);
		this.#sweeper = undefined;
		const sockets = [...this.#dialing];
		this.#dialing.clear();
		for (const socket of sockets) socket.destroy();
	}

	#sweep(): void {
		const now = performance.now();
		const passed = now - this.#lastSweep;
		this.#lastSweep = now;
		if (passed > 4 * sweepEvery) this.#stoodStill += passed - sweepEvery;
		if (this.#dialing.size === 0) {
			clearInterval(this.#sweeper);
			this.#sweeper = undefined;
			return;
		}
		const awake = now - this.#stoodStill;
		const overdue = [...this.#dialing].filter(({ deadline }) => deadline <= awake);
		// Answers that wait in the kernel win over the timeout: let the event loop read them first.
		if (overdue.length > 0) setImmediate(() => this.#expire(overdue, awake));
	}

	#expire(overdue: readonly ProbeSocket[], awake: number): void {
		for (const socket of overdue) {
			// Some may be on their next attempt by now.
			if (this.#dialing.has(socket) && socket.deadline <= awake) socket.report('silent');
		}
	}
}

/** Milliseconds. */
const sweepEvery = 10;

type Report = (outcome: Outcome) => void;

/** A socket for one attempt after the other; it knows the deadline of the current one and reports how that went. */
class ProbeSocket extends Socket {
	#deadline = 0;
	#report: Report = () => {};

	constructor(onClosed: (socket: ProbeSocket) => void) {
		super();
		this.on('connect', () => this.report(connected(this)));
		this.on('error', (error: NodeJS.ErrnoException) => this.report(outcomeOfError(error.code)));
		this.on('close', () => onClosed(this));
	}

	/** When the current attempt counts as silent, on the dialer's clock. */
	get deadline(): number {
		return this.#deadline;
	}

	begin(deadline: number, report: Report): void {
		this.#deadline = deadline;
		this.#report = report;
	}

	report(outcome: Outcome): void {
		this.#report(outcome);
	}
}

/**
 * What a connection is that was just reported. Only the peer's address proves that there is one. And Linux now and then
 * gives an outgoing connection its own destination as source port; it then connects to itself (simultaneous open,
 * RFC 9293, section 3.5).
 */
function connected({ localAddress, localPort, remoteAddress, remotePort }: Socket): Outcome {
	if (remoteAddress === undefined) return 'brief';
	return localPort === remotePort && localAddress === remoteAddress ? 'self' : 'open';
}
