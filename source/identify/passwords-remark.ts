/** What a server said about passwords before anything was encrypted. */
export interface Offer {
	/** SASL mechanisms (IANA's registry), in upper case. */
	readonly mechanisms: readonly string[];
	/** It can go on in TLS (STARTTLS, AUTH TLS). */
	readonly encryption: boolean;
	/** The offer was made inside TLS already. */
	readonly secure: boolean;
}

/** Mechanisms that hand over the password itself, readable by all on the way (RFC 4616; LOGIN has no specification). */
const readable: ReadonlySet<string> = new Set(['PLAIN', 'LOGIN']);

/** The remark on a server that lets passwords cross the network in the clear, or undefined where it doesn't. */
export function passwordsRemark({ mechanisms, encryption, secure }: Offer): string | undefined {
	if (secure || !mechanisms.some((mechanism) => readable.has(mechanism))) return undefined;
	return encryption ? 'takes passwords without encryption too' : 'takes passwords without encryption';
}
