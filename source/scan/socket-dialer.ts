import { Socket } from 'node:net';
import type { Address } from '../model.ts';
import { Deadlines } from './deadlines.ts';
import type { Dialer, OnEnd } from './dialer.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';

/** Dials with this thread's sockets. */
export class SocketDialer implements Dialer {
	readonly batch = 16;
	readonly #deadlines = new Deadlines<ProbeSocket>((socket) => socket.report('silent'));
	/** Closed sockets, to be connected again: making one takes longer than the system's part of an attempt. */
	readonly #idle: ProbeSocket[] = [];

	dial({ address, family }: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const started = performance.now();
		const socket = this.#idle.pop() ?? new ProbeSocket((closed) => this.#idle.push(closed));
		this.#deadlines.add(socket, timeoutMs);
		socket.begin((outcome) => {
			if (!this.#deadlines.remove(socket)) return;
			socket.destroy();
			onEnd(outcome, performance.now() - started);
		});
		socket.connect({ host: address, port, family, autoSelectFamily: false });
	}

	close(): void {
		for (const socket of this.#deadlines.clear()) socket.destroy();
	}
}

type Report = (outcome: Outcome) => void;

/** A socket for one attempt after the other, which reports how the current one went. */
class ProbeSocket extends Socket {
	#report: Report = () => {};

	constructor(onClosed: (socket: ProbeSocket) => void) {
		super();
		this.on('connect', () => this.report(connected(this)));
		this.on('error', (error: NodeJS.ErrnoException) => this.report(outcomeOfError(error.code)));
		this.on('close', () => onClosed(this));
	}

	begin(report: Report): void {
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
