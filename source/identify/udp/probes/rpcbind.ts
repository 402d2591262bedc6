import type { Identity } from '../../../model.ts';
import { rpcCall } from '../../../scan/udp-requests/rpc-call.ts';
import type { Ask, UdpProbe } from '../probe.ts';
import { readRpcReply } from '../rpc-reply.ts';

/** The procedure that does nothing; then the list of the programs that have registered. */
export const rpcbind: UdpProbe = {
	id: 'rpcbind',
	spec: 'RFC 5531, section 9; RFC 1833, sections 3.1 and 3.2',
	ports: [111],
	recognise,
	goOn,
};

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const result = readRpcReply(reply, request);
	if (result === undefined) return undefined;
	return { service: 'rpcbind', access: 'unknown', evidence: [`NULL answered: ${result.outcome}`] };
}

const [portmapper, version, dump] = [100_000, 2, 4];
const listPrograms = Uint8Array.from(rpcCall(portmapper, version, dump));

async function goOn(identity: Identity, ask: Ask): Promise<Identity> {
	const reply = await ask(listPrograms);
	const result = reply && readRpcReply(reply, listPrograms);
	if (!result) return identity;
	const programs = result.outcome === 'success' ? programsIn(result.values) : [];
	const open = programs.length > 0;
	return {
		...identity,
		access: open ? 'open' : 'unknown',
		evidence: [...identity.evidence, `DUMP answered: ${open ? programs.join(', ') : result.outcome}`],
		...(open ? { remark: 'lists its services to strangers; can be abused to flood others' } : {}),
	};
}

/** A list of a 1 and program, version, protocol and port, each in four bytes, up to a 0. */
function programsIn(values: Buffer): readonly string[] {
	const programs = new Set<string>();
	for (let at = 0; at + 20 <= values.length && values.readUInt32BE(at) === 1; at += 20) {
		const [program, port] = [values.readUInt32BE(at + 4), values.readUInt32BE(at + 16)];
		programs.add(`${programNames[program] ?? `program ${program}`} (${port})`);
	}
	return [...programs];
}

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
