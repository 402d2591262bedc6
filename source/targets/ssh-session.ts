import { parseAddress } from './address.ts';

/** The two ends of the SSH session that a program runs in. */
export interface SshSession {
	/** Where the user sits, an IP literal. */
	readonly client: string;
	/** The server's address and TCP port that the session goes to. */
	readonly server: string;
	readonly port: number;
}

/**
 * The session that sshd tells of in SSH_CONNECTION (ssh(1): client address, client port, server address, server port).
 * Undefined without one, or where its addresses mean nothing beyond one link.
 */
export function sshSession(environment: Readonly<Record<string, string | undefined>>): SshSession | undefined {
	const [client, , server, port] = (environment['SSH_CONNECTION'] ?? '')
		.split(' ')
		.map((word) => (word.includes('%') ? undefined : word));
	const [from, to] = [client, server].map((text) => parseAddress(text ?? '')?.address);
	return from === undefined || to === undefined || !/^\d{1,5}$/.test(port ?? '')
		? undefined
		: { client: from, server: to, port: Number(port) };
}

/**
 * Where the user sits and which port carries their session, on the machine that the session goes to: the host that has
 * the session's address among its own, or this machine. Undefined for another host, and without a session.
 */
export function readerOn(
	addresses: readonly string[],
	session: SshSession | undefined,
): { readonly address: string; readonly port: number } | undefined {
	const here = addresses.some(
		(address) => address === session?.server || address === '::1' || address.startsWith('127.'),
	);
	return session !== undefined && here ? { address: session.client, port: session.port } : undefined;
}
