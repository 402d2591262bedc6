import { isLoopback, parseAddress } from './address.ts';

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
 * Undefined without one, or where its addresses mean nothing beyond one link or this machine: behind a tunnel that ends
 * here, sshd sees 127.0.0.1.
 */
export function sshSession(environment: Readonly<Record<string, string | undefined>>): SshSession | undefined {
	const [client, , server, port] = (environment['SSH_CONNECTION'] ?? '')
		.split(' ')
		.map((word) => (word.includes('%') ? undefined : word));
	const [from, to] = [client, server].map((text) => parseAddress(text ?? '')?.address);
	return from === undefined || isLoopback(from) || to === undefined || !/^\d{1,5}$/.test(port ?? '')
		? undefined
		: { client: from, server: to, port: Number(port) };
}
