import type { Duplex } from 'node:stream';
import type { Budget, Limits } from './budget.ts';
import { handshake, type Secured } from './tls.ts';

/** Whether the bytes received so far are all that is needed. */
export type Enough = (bytes: Buffer) => boolean;

/** Enough: one whole line. */
export const hasLine: Enough = (bytes) => bytes.includes(0x0a);

/** Enough: so many bytes. */
export const hasBytes =
	(count: number): Enough =>
	(bytes) =>
		bytes.length >= count;

/** How long a server may take to answer a goodbye, in milliseconds. */
const goodbyeMs = 500;

/** How often `enough` is asked at most, in milliseconds: a server that sends single bytes must not keep us busy. */
const askEveryMs = 10;

/**
 * One bounded conversation over a connected stream, plain or TLS. Every wait has a deadline, whatever the server
 * does, and nothing that a server does is an error here.
 */
export class Conversation {
	readonly #stream: Duplex;
	readonly #budget: Budget;
	#buffer = Buffer.allocUnsafe(1024);
	#length = 0;
	#unread = 0;
	#ended = false;
	#news: () => void = () => {};
	#error: Error | undefined;

	constructor(stream: Duplex, budget: Budget) {
		this.#stream = stream;
		this.#budget = budget;
		stream.on('error', this.#end);
		stream.on('end', () => this.#end());
		stream.on('close', () => this.#end());
		stream.on('data', this.#hear);
		if (stream.destroyed || stream.readableEnded) this.#end();
	}

	/** The limits it is held to. */
	get limits(): Limits {
		return this.#budget.limits;
	}

	/** Everything heard on this connection. */
	get heard(): Buffer {
		return this.#buffer.subarray(0, this.#length);
	}

	/** The server closed or reset the connection, or the budget ended it. */
	get ended(): boolean {
		return this.#ended;
	}

	/** The server closed or reset the connection, and not the budget. */
	get hungUp(): boolean {
		return this.#ended && !this.#budget.over;
	}

	/** Why the stream broke, where it said so (a TLS alert). */
	get error(): Error | undefined {
		return this.#error;
	}

	/** Sends, without waiting for anything. */
	send(request: string | Uint8Array): void {
		if (!this.#ended && this.#stream.writable) this.#stream.write(request);
	}

	/**
	 * Waits until what was received since the last `exchange` is enough, the connection ends, or `ms` have passed.
	 *
	 * @returns what was received, enough or not. Rejects only with what `enough` throws.
	 */
	receive(enough: Enough, ms?: number): Promise<Buffer> {
		return new Promise((resolve, reject) => {
			let asked = Number.NEGATIVE_INFINITY;
			let later: NodeJS.Timeout | undefined;
			const unread = () => this.#buffer.subarray(this.#unread, this.#length);
			const stop = () => {
				clearTimeout(deadline);
				clearTimeout(later);
				this.#news = () => {};
			};
			const settle = () => {
				stop();
				resolve(unread());
			};
			const ask = () => {
				later = undefined;
				if (this.#ended) return settle();
				if (this.#length === this.#unread) return;
				asked = performance.now();
				try {
					if (enough(unread())) settle();
				} catch (error) {
					// Out of an event it would end the program.
					stop();
					reject(error);
				}
			};
			const deadline = setTimeout(settle, this.#budget.msLeft(ms));
			this.#news = () => {
				const wait = asked + askEveryMs - performance.now();
				if (this.#ended || wait <= 0) ask();
				else later ??= setTimeout(ask, wait);
			};
			ask();
		});
	}

	/** Sends `request` and receives the answer to it. */
	exchange(request: string | Uint8Array, enough: Enough, ms?: number): Promise<Buffer> {
		this.#unread = this.#length;
		this.send(request);
		return this.receive(enough, ms);
	}

	/** Says the protocol's goodbye, and gives the server a moment to answer it or to hang up. */
	async leave(goodbye: string | Uint8Array): Promise<void> {
		await this.exchange(goodbye, hasBytes(1), goodbyeMs);
	}

	/**
	 * Goes on in TLS on the same connection, after a server agreed to it. Nothing more is said or heard here:
	 * what follows is a conversation over the stream that this returns.
	 *
	 * @param anonymous whether ciphers without a certificate are offered too.
	 * @returns why it failed, as a phrase, where the handshake wasn't completed.
	 */
	startTls(serverName: string | undefined, anonymous = false): Promise<Secured | string> {
		const stream = this.#stream;
		stream.off('data', this.#hear);
		this.#end();
		return handshake(stream, this.#budget, { serverName, offers: [], anonymous, ms: this.limits.exchangeMs });
	}

	/** A conversation over a stream that this one led to, held to the same limits. */
	over(stream: Duplex): Conversation {
		return new Conversation(stream, this.#budget);
	}

	readonly #end = (error?: Error) => {
		this.#error ??= error;
		this.#ended = true;
		this.#news();
	};

	readonly #hear = (chunk: Buffer) => {
		this.#append(chunk);
		this.#news();
	};

	#append(chunk: Buffer): void {
		if (this.#length + chunk.length > this.#buffer.length) {
			const larger = Buffer.allocUnsafe(2 * (this.#length + chunk.length));
			this.#buffer.copy(larger, 0, 0, this.#length);
			this.#buffer = larger;
		}
		chunk.copy(this.#buffer, this.#length);
		this.#length += chunk.length;
	}
}
