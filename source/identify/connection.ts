import { connect as connectSocket, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Address } from '../model.ts';
import type { Budget } from './budget.ts';

/** Enough of what was received to see what kind of server it is. */
const headBytes = 4096;

/**
 * One connection whose received bytes are counted on the wire, below TLS: when the budget's bytes are used up,
 * the stream ends as if the server had closed it.
 */
export class Connection extends Duplex {
	readonly #socket: Socket;
	#head = Buffer.alloc(0);

	constructor(socket: Socket, budget: Budget) {
		super({ allowHalfOpen: false });
		this.#socket = socket;
		socket.on('data', (chunk) => {
			const allowed = budget.takeBytes(chunk.length);
			const bytes = chunk.subarray(0, allowed);
			if (this.#head.length < headBytes) this.#head = Buffer.concat([this.#head, bytes]).subarray(0, headBytes);
			if (allowed > 0 && !this.push(bytes)) socket.pause();
			if (allowed < chunk.length) {
				this.push(null);
				socket.destroy();
			}
		});
		socket.on('end', () => this.push(null));
		// A reset is an ordinary way for a server to end a conversation: what was heard until then counts.
		socket.on('error', () => this.destroy());
		socket.on('close', () => this.destroy());
		socket.pause();
	}

	/** The first bytes received, as they came over the wire. */
	get head(): Buffer {
		return this.#head;
	}

	/** Hangs up when nothing was received within `ms`. */
	giveUpAfter(ms: number): void {
		const timer = setTimeout(() => this.#head.length === 0 && this.destroy(), ms);
		this.once('close', () => clearTimeout(timer));
	}

	override _read(): void {
		this.#socket.resume();
	}

	override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
		// A server that is gone shows in what is read.
		this.#socket.write(chunk, () => done());
	}

	override _final(done: (error?: Error | null) => void): void {
		this.#socket.end(() => done());
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.#socket.destroy();
		done(error);
	}
}

/**
 * Opens a connection within the budget.
 *
 * @returns undefined when there is no connection to be had: none left in the budget, refused, no answer in time.
 */
export function connect(address: Address, port: number, budget: Budget): Promise<Connection | undefined> {
	if (!budget.takeConnection()) return Promise.resolve(undefined);
	return new Promise((resolve) => {
		const socket = connectSocket({
			host: address.address,
			port,
			family: address.family,
			// The address is decided; Node's happy eyeballs would give up after 250 ms.
			autoSelectFamily: false,
			noDelay: true,
		});
		const timer = setTimeout(() => socket.destroy(), budget.msLeft());
		const settle = (connection?: Connection) => {
			clearTimeout(timer);
			resolve(connection);
		};
		socket.once('connect', () => {
			if (socket.localPort === socket.remotePort && socket.localAddress === socket.remoteAddress) socket.destroy();
			else settle(new Connection(socket, budget));
		});
		socket.once('error', () => settle());
		socket.once('close', () => settle());
		budget.register(socket);
	});
}
