import type { Identity } from '../../../model.ts';
import { listPrograms, withPrograms } from '../../rpc-programs.ts';
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
	const service = result.outcome === 'no such program' ? 'onc-rpc' : 'rpcbind';
	return { service, access: 'unknown', evidence: [`NULL answered: ${result.outcome}`] };
}

const remark = 'lists its services to strangers; can be abused to flood others';

async function goOn(identity: Identity, ask: Ask): Promise<Identity> {
	if (identity.service !== 'rpcbind') return identity;
	const reply = await ask(listPrograms);
	return withPrograms(identity, reply && readRpcReply(reply, listPrograms), remark);
}
