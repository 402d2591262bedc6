/** What came of a call of a remote procedure. */
export interface RpcResult {
	/** In words: `success`, `no such program`, `denied`. */
	readonly outcome: string;
	/** What the procedure gave. */
	readonly values: Buffer;
}

/**
 * Reads the reply to a call (ONC RPC, RFC 5531, section 9): the transaction's number, the kind of message, and whether
 * it was accepted; then kind, length and contents of the verifier, the outcome and the values.
 *
 * @returns undefined when it is none to this call.
 */
export function readRpcReply(reply: Buffer, call: Uint8Array): RpcResult | undefined {
	if (reply.length < 12 || !reply.subarray(0, 4).equals(call.subarray(0, 4))) return undefined;
	const status = reply.readUInt32BE(8);
	if (reply.readUInt32BE(4) !== replyMessage || status > denied) return undefined;
	if (status === denied) return { outcome: 'denied', values: Buffer.alloc(0) };
	if (reply.length < verifierAt) return undefined;
	const outcomeAt = verifierAt + reply.readUInt32BE(verifierAt - 4);
	if (reply.length < outcomeAt + 4) return undefined;
	const outcome = outcomes[reply.readUInt32BE(outcomeAt)];
	return outcome === undefined ? undefined : { outcome, values: reply.subarray(outcomeAt + 4) };
}

const [replyMessage, denied, verifierAt] = [1, 1, 20];
const outcomes: readonly string[] = [
	...['success', 'no such program', 'no such version', 'no such procedure', 'not understood', 'an error'],
];
