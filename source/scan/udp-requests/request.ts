import type { Bytes } from './bytes.ts';

/** What is sent to a UDP port, so that a server of its protocol answers. */
export interface UdpRequest {
	readonly port: number;
	/** What it is, in plain words that fit after "sends". */
	readonly name: string;
	/** Document and section that the bytes follow. */
	readonly spec: string;
	/**
	 * The datagram; none at all for an empty one. Made anew, with an id of its own (a UUID), where a server takes what it was
	 * asked before for a repetition, even from another port.
	 */
	readonly bytes: Bytes | ((id: string) => Bytes);
	/** Servers may answer from another of their ports. */
	readonly answersFromAnyPort?: true;
}
