import type { HostReport } from '../model.ts';
import { isLinkLocal, isLoopback } from './address.ts';
import { parseEndpoint } from './endpoint.ts';
import type { SshSession } from './ssh-session.ts';

/** What instructions about a host can take from where they are read. */
export interface Situation {
	/** Where the reader's own session comes from, an IP literal, and which TCP port of the host carries it. */
	readonly reader?: { readonly address: string; readonly port: number };
	/** The name or address under which other machines reach it, as it may stand in a command. */
	readonly host?: string;
}

/**
 * The session is the reader's way to this host if it goes to one of its addresses, or if the host is this machine. A name
 * for this machine alone, or an address of one link, is none for others.
 */
export function situationOf(
	{ target, addresses }: Pick<HostReport, 'target' | 'addresses'>,
	session: SshSession | undefined,
): Situation {
	const own = addresses.map(({ address }) => address);
	const here = own.some((address) => address === session?.server || isLoopback(address));
	const host = own.some(isLoopback) ? undefined : hostOf(target);
	return {
		...(session !== undefined && here && { reader: { address: session.client, port: session.port } }),
		...(host !== undefined && { host }),
	};
}

/** A report may come from elsewhere: what isn't a target is no name either. */
function hostOf(target: string): string | undefined {
	try {
		const { host } = parseEndpoint(target);
		return host.includes('%') || isLinkLocal(host) ? undefined : host;
	} catch {
		return undefined;
	}
}
