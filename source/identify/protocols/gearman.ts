import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks for the version, with a command of the administrative protocol; like all of them, it needs no password. */
export const gearman: ProtocolProbe = {
	id: 'gearman',
	spec: 'Gearman PROTOCOL: Administrative Protocol, version',
	speaksFirst: 'client',
	ports: [4730],
	recognise,
	converse,
};

/** Its answer to a command that it doesn't know. */
function recognise(bytes: Buffer): Identity | undefined {
	const line = /^ERR UNKNOWN_COMMAND Unknown\+server\+command[^\r\n]*(?=\r?\n)/i.exec(bytes.toString('latin1'))?.[0];
	return line === undefined ? undefined : { service: 'gearman', access: 'unknown', evidence: [`answered ${line}`] };
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange('version\r\n', hasLine);
	const stated = /^(?:OK )?(\d+\.\d+[\w.+~-]*)\r?\n$/.exec(answer.toString('latin1'))?.[1];
	if (stated === undefined) return undefined;
	return {
		service: 'gearman',
		product: 'Gearman',
		version: /^\d+(?:\.\d+)*/.exec(stated)?.[0] ?? stated,
		access: 'open',
		evidence: [`version answered: ${stated}`],
		remark: 'answers without a password',
	};
}
