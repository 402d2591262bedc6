import { createSocket, type Socket } from 'node:dgram';
import type { Address } from '../model.ts';
import { type Outcome, outcomeOfError } from './outcome.ts';

/** What is asked of a UDP port. */
export interface UdpQuestion {
	readonly port: number;
	readonly bytes: Uint8Array;
	/** The answer may come from another of the peer's ports. */
	readonly answersFromAnyPort: boolean;
}

/** Told how it ended; `reply` is what was heard, for `open`. May be told more than once: the first counts. */
export type OnEnd = (outcome: Outcome, reply?: Buffer) => void;

/**
 * One request to a UDP port, from a connected socket, and the wait for what comes back. Only datagrams of the peer are
 * heard. Nothing is told before `begin` returns.
 *
 * Linux tells a connected socket of port unreachable and of prohibition, but, unless told to (IP_RECVERR, ip(7)), not of
 * a host or network that can't be reached: such exchanges are silent.
 */
export class UdpExchange {
	readonly #question: UdpQuestion;
	readonly #onEnd: OnEnd;
	/** Local ports of the exchanges under way. */
	readonly #ownPorts: Set<number>;
	readonly #sockets: Socket[] = [];
	#asker: Socket | undefined;
	#localPort: number | undefined;
	/** As the system writes it. */
	#peer: string | undefined;
	#dropped = false;

	/** @param ownPorts shared by all exchanges that might meet each other. */
	constructor(question: UdpQuestion, ownPorts: Set<number>, onEnd: OnEnd) {
		this.#question = question;
		this.#ownPorts = ownPorts;
		this.#onEnd = onEnd;
	}

	begin(address: Address): void {
		if (this.#question.answersFromAnyPort) this.#askAndListen(address);
		else this.#ask(this.#open(address), address);
	}

	/** Sends the request once more, if it was sent before. */
	repeat(): void {
		if (!this.#dropped) this.#asker?.send(this.#question.bytes, this.#sent);
	}

	/** Gives everything back. */
	drop(): void {
		if (this.#dropped) return;
		this.#dropped = true;
		if (this.#localPort !== undefined) this.#ownPorts.delete(this.#localPort);
		for (const socket of this.#sockets) socket.close();
	}

	/**
	 * A connected socket hears nothing but its peer's port, one that isn't connected learns of no ICMP errors. So there
	 * are two on the same local port, and the system gives the listener what isn't for the one that asks.
	 */
	#askAndListen(address: Address): void {
		const listener = this.#open(address, true);
		listener.on('message', (reply, from) => {
			if (from.address === this.#peer) this.#onEnd('open', reply);
		});
		listener.bind({ port: 0, exclusive: true }, () => {
			const local = listener.address();
			this.#own(local.port);
			const asker = this.#open(address, true);
			asker.bind({ port: local.port, exclusive: true }, () => this.#ask(asker, address));
		});
	}

	#ask(socket: Socket, { address }: Address): void {
		const { port, bytes } = this.#question;
		socket.on('message', (reply, from) => {
			// Until it was connected the socket took datagrams from everyone.
			if (from.port === port && from.address === this.#peer) this.#onEnd('open', reply);
		});
		socket.on('connect', () => {
			// The event of a connection that was made comes even to a socket that was closed since.
			if (this.#dropped) return;
			const local = socket.address();
			this.#own(local.port);
			this.#peer = socket.remoteAddress().address;
			// At the moment the port is one of ours, this exchange's or another one's, and would hear the request.
			if (local.address === this.#peer && this.#ownPorts.has(port)) return this.#onEnd('self');
			this.#asker = socket;
			socket.send(bytes, this.#sent);
		});
		socket.connect(port, address);
	}

	readonly #sent = (error: Error | null) => {
		if (error) this.#onEnd(outcomeOfUdpError(error));
	};

	#open({ family }: Address, reuseAddr = false): Socket {
		const socket = createSocket({ type: family === 4 ? 'udp4' : 'udp6', reuseAddr });
		this.#sockets.push(socket);
		socket.on('error', (error) => this.#onEnd(outcomeOfUdpError(error)));
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
