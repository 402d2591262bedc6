import type { Identity } from '../../model.ts';

/**
 * Asks the port one thing more.
 *
 * @param ms how long the answer may take beyond what the first one took, in milliseconds; the longest that the budget
 * allows if not said.
 * @returns undefined when no answer came, or the port's budget is used up.
 */
export type Ask = (request: Uint8Array, ms?: number) => Promise<Buffer | undefined>;

/**
 * How a protocol is recognised by its reply to one datagram: the request that the scan sends to the port (`udpRequest`).
 * One file each in `probes/`; a new one is added to the list in `probes.ts` and nowhere else. Texts in an `Identity` may
 * be raw: `identify` sanitises and shortens all of them.
 *
 * Not a `ProtocolProbe`: a datagram comes whole or not at all, so there is nothing to wait for, no greeting and no TLS,
 * and what is asked is settled by the port. Where a protocol is met over both, the two share what reads its messages.
 */
export interface UdpProbe {
	/** Service id. */
	readonly id: string;
	/** The specification of the reply; that of the request stands beside it. */
	readonly spec: string;
	/** The ports whose request it is the reply to. */
	readonly ports: readonly number[];

	/**
	 * Recognises the reply. Pure, and total: any bytes give undefined or an identity.
	 *
	 * @param request what was asked: a reply that repeats something of it must repeat this.
	 */
	recognise(reply: Buffer, request: Uint8Array): Identity | undefined;

	/** Asks what the first reply leaves open, where it matters and is harmless to ask. */
	goOn?(identity: Identity, ask: Ask, reply: Buffer): Promise<Identity>;
}

/**
 * What is said of services that are known to flood others in the name of strangers: who asks with a forged address has
 * the answer, longer than the question, sent to somebody else (US-CERT, alert TA14-017A, unless the probe names another
 * source).
 */
export const floodsOthers = 'answers strangers; can be abused to flood others';
