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
	readonly #sockets = new Set<ProbeSocket>();
	#sweeper: NodeJS.Timeout | undefined;
	#lastSweep = 0;
	#stoodStill = 0;

	dial({ address, family }: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const started = performance.now();
		if (this.#sweeper === undefined) {
			this.#lastSweep = started;
			this.#sweeper = setInterval(() => this.#sweep(), sweepEvery);
		}
		const socket = new ProbeSocket(started - this.#stoodStill + timeoutMs, (outcome) => {
			if (!this.#sockets.delete(socket)) return;
			socket.destroy();
			onEnd(outcome, performance.now() - started);
		});
		this.#sockets.add(socket);
		socket.connect({ host: address, port, family, autoSelectFamily: false });
	}

	close(): void {
		clearInterval(this.#sweeper);
		this.#sweeper = undefined;
		const sockets = [...this.#sockets];
		this.#sockets.clear();
		for (const socket of sockets) socket.destroy();
	}

	#sweep(): void {
		const now = performance.now();
		const passed = now - this.#lastSweep;
		this.#lastSweep = now;
		if (passed > 4 * sweepEvery) this.#stoodStill += passed - sweepEvery;
		if (this.#sockets.size === 0) {
			clearInterval(this.#sweeper);
			this.#sweeper = undefined;
			return;
		}
		const awake = now - this.#stoodStill;
		const overdue = [...this.#sockets].filter(({ deadline }) => deadline <= awake);
		// Answers that wait in the kernel win over the timeout: let the event loop read them first.
		if (overdue.length > 0) {
			setImmediate(() => {
				for (const socket of overdue) socket.report('silent');
			});
		}
	}
}

/** Milliseconds. */
const sweepEvery = 10;

/** A socket that knows its deadline and reports how its connection attempt went. */
class ProbeSocket extends Socket {
	readonly deadline: number;
	readonly report: (outcome: Outcome) => void;

	constructor(deadline: number, report: (outcome: Outcome) => void) {
		super({ allowHalfOpen: false });
		this.deadline = deadline;
		this.report = report;
		this.on('connect', connected);
		this.on('error', failed);
	}
}

function connected(this: ProbeSocket): void {
	this.report(metItself(this) ? 'self' : 'open');
}

function failed(this: ProbeSocket, error: NodeJS.ErrnoException): void {
	this.report(outcomeOfError(error.code));
}

/**
 * Linux now and then gives an outgoing connection its own destination as source port; it then connects to itself
 * (simultaneous open, RFC 9293, section 3.5).
 */
function metItself({ localAddress, localPort, remoteAddress, remotePort }: Socket): boolean {
	return localPort === remotePort && localAddress === remoteAddress;
}
