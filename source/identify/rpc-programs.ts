import type { Identity } from '../model.ts';
import { rpcCall } from '../scan/udp-requests/rpc-call.ts';
import type { RpcResult } from './rpc-reply.ts';

/** IANA's registry of RPC program numbers, those that are met. */
const programNames: Readonly<Record<number, string>> = {
	100000: 'portmapper',
	100001: 'rstatd',
	100002: 'rusersd',
	100003: 'nfs',
	100004: 'ypserv',
	100005: 'mountd',
	100007: 'ypbind',
	100009: 'yppasswdd',
	100011: 'rquotad',
	100021: 'nlockmgr',
	100024: 'status',
	100026: 'bootparam',
	100227: 'nfs_acl',
};

/** What the program is called: `nfs`, `program 390109`. */
export function programName(program: number): string {
	return programNames[program] ?? `program ${program}`;
}

export const portmapper = 100_000;
const [version2, dump] = [2, 4];

/** Asks a portmapper for its list (PMAPPROC_DUMP, RFC 1833, section 3.2). */
export const listPrograms = Buffer.from(rpcCall(portmapper, version2, dump));

/**
 * Adds what a portmapper answered to `listPrograms`, if it did.
 *
 * @param remark for one that gives its list to strangers.
 */
export function withPrograms(identity: Identity, result: RpcResult | undefined, remark: string): Identity {
	if (!result) return identity;
	const programs = result.outcome === 'success' ? programsIn(result.values) : [];
	const told = programs.length > 0;
	return {
		...identity,
		...(told ? { access: 'open', remark } : {}),
		evidence: [...identity.evidence, `DUMP answered: ${told ? programs.join(', ') : result.outcome}`],
	};
}

/**
 * The programs in a portmapper's list and their ports, each once: `nfs (2049)`. A list of a 1 and program, version,
 * protocol and port, each in four bytes, up to a 0 (RFC 1833, section 3.1).
 */
function programsIn(values: Buffer): readonly string[] {
	const programs = new Set<string>();
	for (let at = 0; at + 20 <= values.length && values.readUInt32BE(at) === 1; at += 20) {
		const [program, port] = [values.readUInt32BE(at + 4), values.readUInt32BE(at + 16)];
		programs.add(`${programName(program)} (${port})`);
	}
	return [...programs];
}
