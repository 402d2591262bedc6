import type { Identity } from '../../../model.ts';
import { rpcCall } from '../../../scan/udp-requests/rpc-call.ts';
import { programsIn } from '../../rpc-programs.ts';
import { readRpcReply } from '../../rpc-reply.ts';
import type { Ask, UdpProbe } from '../probe.ts';

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
