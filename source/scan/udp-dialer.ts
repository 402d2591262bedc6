import { createSocket, type Socket } from 'node:dgram';
import { udpNeverSend } from '../knowledge/never-send.ts';
import type { Address } from '../model.ts';
import { Deadlines } from './deadlines.ts';
import type { Dialer, OnEnd } from './dialer.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';
import { answersFromAnyPort, udpRequest } from './udp-requests.ts';

/**
 * Asks UDP ports with this thread's sockets: one connected socket an attempt, one request (`udpRequest`). Any datagram
 * of the peer means open; what the datagram says is not looked at. Nothing is sent to the ports of `udpNeverSend`.
 *
 * Linux tells a connected socket of port unreachable and of prohibition, but, unless told to (IP_RECVERR, ip(7)), not of
 * a host or network that can't be reached: such attempts are silent.
 */
export class UdpDialer implements Dialer {
	readonly batch = 16;
	readonly #deadlines = new Deadlines<Attempt>((attempt) => attempt.report('silent'));
	/** Local ports of the attempts under way. */
	readonly #ownPorts = new Set<number>();

	dial(address: Address, port: number, timeoutMs: number, onEnd: OnEnd): void {
		const started = performance.now();
		const attempt = new Attempt(this.#ownPorts, (outcome) => {
			if (!this.#deadlines.remove(attempt)) return;
			attempt.drop();
			onEnd(outcome, performance.now() - started);
		});
		if (udpNeverSend.has(port)) {
			this.#deadlines.add(attempt, 0);
			return;
		}
		this.#deadlines.add(attempt, timeoutMs);
		attempt.begin(address, port);
	}

	close(): void {
		for (const attempt of this.#deadlines.clear()) attempt.drop();
	}
}

/** One request and the wait for what comes back. Nothing is reported before `begin` returns. */
class Attempt {
	readonly report: (outcome: Outcome) => void;
	readonly #ownPorts: Set<number>;
	readonly #sockets: Socket[] = [];
	#localPort: number | undefined;
	/** As the system writes it. */
	#peer: string | undefined;
	#dropped = false;

	constructor(ownPorts: Set<number>, report: (outcome: Outcome) => void) {
		this.#ownPorts = ownPorts;
		this.report = report;
	}

	begin(address: Address, port: number): void {
		if (answersFromAnyPort(port)) this.#askAndListen(address, port);
		else this.#ask(this.#open(address), address, port);
	}

	/** Gives everything back. */
	drop(): void {
		this.#dropped = true;
		if (this.#localPort !== undefined) this.#ownPorts.delete(this.#localPort);
		for (const socket of this.#sockets) socket.close();
	}

	/**
	 * A connected socket hears nothing but its peer's port, one that isn't connected learns of no ICMP errors. So there
	 * are two on the same local port, and the system gives the listener what isn't for the one that asks.
	 */
	#askAndListen(address: Address, port: number): void {
		const listener = this.#open(address, true);
		listener.on('message', (_, from) => {
			if (from.address === this.#peer) this.report('open');
		});
		listener.bind({ port: 0, exclusive: true }, () => {
			const local = listener.address();
			this.#own(local.port);
			const asker = this.#open(address, true);
			asker.bind({ port: local.port, exclusive: true }, () => this.#ask(asker, address, port));
		});
	}

	#ask(socket: Socket, { address }: Address, port: number): void {
		socket.on('message', (_, from) => {
			// Until it was connected the socket took datagrams from everyone.
			if (from.port === port && from.address === this.#peer) this.report('open');
		});
		socket.on('connect', () => {
			// The event of a connection that was made comes even to a socket that was closed since.
			if (this.#dropped) return;
			const local = socket.address();
			this.#own(local.port);
			this.#peer = socket.remoteAddress().address;
			// At the moment the port is one of ours, this attempt's or another one's, and would hear the request.
			if (local.address === this.#peer && this.#ownPorts.has(port)) return this.report('self');
			socket.send(udpRequest(port), (error) => {
				if (error) this.report(outcomeOfUdpError(error));
			});
		});
		socket.connect(port, address);
	}

	#open({ family }: Address, reuseAddr = false): Socket {
		const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', reuseAddr });
		this.#sockets.push(socket);
		socket.on('error', (error) => this.report(outcomeOfUdpError(error)));
		return socket;
	}

	#own(localPort: number): void {
		this.#localPort = localPort;
		this.#ownPorts.add(localPort);
	}
}

/** What came back is an ICMP message, so it is of the path or of the peer (Linux: icmp_err_convert in net/ipv4/icmp.c). */
const byIcmpError: Readonly<Record<string, Outcome>> = {
	// Windows calls port unreachable a reset.
	ECONNRESET: 'closed',
	ENETUNREACH: 'rejected',
	ENOPROTOOPT: 'rejected',
	ENONET: 'rejected',
};

function outcomeOfUdpError({ code, syscall }: NodeJS.ErrnoException): Outcome {
	const byIcmp = syscall === 'recvmsg' && code !== undefined ? byIcmpError[code] : undefined;
	if (byIcmp !== undefined) return byIcmp;
	// The socket has its port by then: what is missing is an address of this machine that leads there.
	if (syscall === 'connect' && code === 'EADDRNOTAVAIL') return 'unreachable';
	return outcomeOfError(code);
}
