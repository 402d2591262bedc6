/**
 * What one connection attempt told us.
 *
 * - `open`: connected. `brief`: it seems so, but before anyone could look, the connection was gone. `closed`: refused by the address itself.
 * - `rejected`: a router or firewall on the way said no (unreachable, prohibited).
 * - `unreachable`: this machine has no way there at all (no route, network down).
 * - `silent`: no answer within the timeout.
 * - `local`: this machine had no room for the attempt; says nothing about the port.
 * - `self`: the connection met itself; says nothing about the port either.
 */
export const outcomes = ['open', 'brief', 'closed', 'rejected', 'unreachable', 'silent', 'local', 'self'] as const;
export type Outcome = (typeof outcomes)[number];

const byCode: Readonly<Record<string, Outcome>> = {
	ECONNREFUSED: 'closed',
	// The connection existed, if only for a moment.
	ECONNRESET: 'brief',
	EPIPE: 'brief',
	EHOSTUNREACH: 'rejected',
	EHOSTDOWN: 'rejected',
	EACCES: 'rejected',
	EPERM: 'rejected',
	EPROTO: 'rejected',
	ENETUNREACH: 'unreachable',
	ENETDOWN: 'unreachable',
	EAFNOSUPPORT: 'unreachable',
	EINVAL: 'unreachable',
	ETIMEDOUT: 'silent',
	EMFILE: 'local',
	ENFILE: 'local',
	EADDRNOTAVAIL: 'local',
	EADDRINUSE: 'local',
	ENOBUFS: 'local',
	ENOMEM: 'local',
	EAGAIN: 'local',
};

/** The outcome that an error code of `connect` (POSIX.1-2017 connect(), Linux connect(2)) stands for. Unknown codes are this machine's trouble, never a verdict. */
export function outcomeOfError(code: string | undefined): Outcome {
	return (code === undefined ? undefined : byCode[code]) ?? 'local';
}
