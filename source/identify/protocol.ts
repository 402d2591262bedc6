import type { Identity } from '../model.ts';
import type { Conversation } from './conversation.ts';

/** Where a conversation takes place. */
export interface Context {
	readonly address: string;
	readonly port: number;
	/** The host name that was asked, in ASCII; undefined when an address was asked. */
	readonly serverName: string | undefined;
	/** Inside TLS. */
	readonly secure: boolean;
	/** What the server chose in the TLS handshake (RFC 7301). */
	readonly alpn?: string | undefined;
	/**
	 * Hangs up, and begins another conversation with the same port in the same way, inside TLS where the first one was;
	 * undefined when there is none to be had. For servers that hang up after an answer.
	 */
	readonly again: () => Promise<Conversation | undefined>;
}

/**
 * How one protocol is recognised and, where that is harmless, asked about itself. One file each in `protocols/`;
 * a new one is added to the list in `protocols.ts` and nowhere else. Texts in an `Identity` may be raw:
 * `identify` sanitises and shortens all of them.
 */
export interface ProtocolProbe {
	/** Service id. */
	readonly id: string;
	/** The specification it follows. */
	readonly spec: string;
	/** `server`: it greets, and nothing is sent before. `client`: it waits for a request. */
	readonly speaksFirst: 'server' | 'client';
	/** Where it is tried first. */
	readonly ports: readonly number[];
	/** Where it is expected inside TLS from the first byte. */
	readonly tlsPorts?: readonly number[];
	/** Its name by which it is agreed on in a TLS handshake (RFC 7301). */
	readonly alpn?: string;
	/** Service id inside TLS, where it has another one (`https`). */
	readonly secureId?: string;
	/**
	 * Its request may be sent to a port that suggests nothing, when nothing else was recognised there: whatever listens,
	 * it can do no harm, and one answer tells. Only for those that don't give themselves away by their answer to a GET.
	 */
	readonly guessed?: boolean;
	/** Asked only where the user said so: even its harmless request keeps somebody else from the service for a moment. */
	readonly onRequest?: boolean;

	/**
	 * Recognises what a server said: its greeting, or its answer to somebody else's request. Pure.
	 *
	 * @param bytes everything heard so far, from the first byte.
	 * @param final no more will come: make do with what there is (the last line was completed).
	 * @returns undefined while it isn't this protocol, or not yet enough of it to know all that it says.
	 */
	recognise?(bytes: Buffer, port: number, final?: boolean): Identity | undefined;

	/**
	 * Asks something harmless. Nothing that logs in, guesses, writes or relays.
	 *
	 * @param greeting what `recognise` made of the greeting, when the server speaks first.
	 * @returns undefined when it isn't this protocol.
	 */
	converse?(conversation: Conversation, context: Context, greeting?: Identity): Promise<Identity | undefined>;
}
