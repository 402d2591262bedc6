import { isIPv6 } from 'node:net';
import type { Conversation, Enough } from '../conversation.ts';
import { parseResponse, type Response, responseIsEnough } from '../http-message.ts';
import type { Context } from '../protocol.ts';
import { type Page, pageOf } from './page.ts';

/** How much is read of the front page when it is of interest, and of another one. */
const frontBytes = 24_576;
const furtherBytes = 12_288;

/** How long what remains of a page may take. Milliseconds. */
const restMs = 1000;

/** Pages that are read beside the front page, at most. */
const mostFurther = 6;

/**
 * The pages of one server, each asked for once, one after the other, over the same connection for as long as the server
 * allows that. Nothing but GET, nothing that tells who asks.
 */
export class Pages {
	readonly #context: Context;
	readonly #origin: string;
	readonly #host: string;
	readonly #read = new Map<string, Page | undefined>();
	#conversation: Conversation;
	#last: Response | undefined;
	#bytes: Buffer = Buffer.alloc(0);

	constructor(conversation: Conversation, context: Context) {
		this.#conversation = conversation;
		this.#context = context;
		const { address, port, serverName, secure } = context;
		const plain = address.replace(/%.*$/, '');
		const name = serverName ?? (isIPv6(plain) ? `[${plain}]` : plain);
		this.#host = port === (secure ? 443 : 80) ? name : `${name}:${port}`;
		this.#origin = `${secure ? 'https' : 'http'}://${this.#host}`;
	}

	/** The front page up to its title, or what else answers `GET /`. */
	async front(): Promise<Page | undefined> {
		await this.#ask('/', 'text/html,*/*;q=0.8', responseIsEnough);
		return this.#page('/');
	}

	/** The page that was read last, and more of it than its title. */
	async more({ path }: Page): Promise<Page | undefined> {
		if (this.#last && !this.#last.complete && this.#bytes.length < frontBytes) {
			this.#bytes = await this.#conversation.receive(endOr(frontBytes), restMs);
			this.#last = parseResponse(this.#bytes);
		}
		return this.#page(path);
	}

	/** Another page, up to `bytes` of it; undefined when it can't be had. */
	async further(path: string, bytes = furtherBytes): Promise<Page | undefined> {
		if (this.#read.has(path)) return this.#read.get(path);
		if (this.#read.size >= mostFurther) return undefined;
		const isReused = this.#canBeReused();
		if (!isReused && !(await this.#reconnect())) return undefined;
		await this.#ask(path, '*/*', endOr(bytes));
		// It may have hung up while the request was on its way (RFC 9112, section 9.5).
		if (isReused && this.#bytes.length === 0 && this.#conversation.ended && (await this.#reconnect())) {
			await this.#ask(path, '*/*', endOr(bytes));
		}
		const page = this.#page(path);
		this.#read.set(path, page);
		return page;
	}

	#page(path: string): Page | undefined {
		return this.#last && pageOf(path, this.#last, this.#origin);
	}

	async #ask(path: string, accept: string, enough: Enough): Promise<void> {
		const request = [
			`GET ${path} HTTP/1.1`,
			`Host: ${this.#host}`,
			'User-Agent: doorcheck',
			`Accept: ${accept}`,
			'\r\n',
		];
		this.#bytes = await this.#conversation.exchange(request.join('\r\n'), enough);
		this.#last = parseResponse(this.#bytes);
	}

	#canBeReused(): boolean {
		return this.#last?.complete === true && isPersistent(this.#last) && !this.#conversation.ended;
	}

	async #reconnect(): Promise<boolean> {
		const next = await this.#context.again();
		if (next === undefined) return false;
		this.#conversation = next;
		return true;
	}
}

/** RFC 9112, section 9.3. */
function isPersistent({ statusLine, headers }: Response): boolean {
	return statusLine.startsWith('HTTP/1.1') && !/\bclose\b/i.test(headers.get('connection') ?? '');
}

/** Enough: the end of the response, or so many bytes of it. */
function endOr(bytes: number): Enough {
	return (heard) => heard.length >= bytes || parseResponse(heard)?.complete === true;
}
