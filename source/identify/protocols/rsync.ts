import type { Identity } from '../../model.ts';
import { type Conversation, hasLine } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/**
 * Asks for the list of modules. Whether a module itself needs a password is not asked: that would be a login
 * attempt on it, so a readable list leaves the access unknown.
 */
export const rsync: ProtocolProbe = {
	id: 'rsync',
	spec: 'rsync daemon protocol (clientserver.c: exchange_protocols, send_listing)',
	speaksFirst: 'server',
	ports: [873],
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	const match = /^@RSYNCD: (\d+(?:\.\d+)?)[^\r\n]*\n/.exec(bytes.toString('latin1'));
	if (!match) return undefined;
	return {
		service: 'rsync',
		product: 'rsync',
		access: 'unknown',
		evidence: [`greeted with ${match[0].trim()}`],
	};
}

async function converse(
	conversation: Conversation,
	_context: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || !hasLine(conversation.heard)) return greeting;
	// 31 is what rsync 3.1 to 3.4 speak; a newer server goes down to it.
	const answer = await conversation.exchange('@RSYNCD: 31.0\n#list\n', (bytes) =>
		/^@(?:RSYNCD: EXIT|ERROR)[^\n]*\n/m.test(bytes.toString('utf8')),
	);
	const lines = answer.toString('utf8').split('\n');
	const error = lines.find((line) => line.startsWith('@ERROR'));
	if (error) return { ...greeting, evidence: [...greeting.evidence, `#list answered: ${error}`] };
	// The message of the day comes first; only modules have a tab after their padded name.
	const modules = lines.filter((line) => /^[^\s@][^\t]*\t/.test(line)).map((line) => line.split('\t')[0]?.trim());
	if (modules.length === 0) return greeting;
	return {
		...greeting,
		evidence: [...greeting.evidence, `#list answered: ${modules.join(', ')}`],
		remark: `module list readable (${modules.length})`,
	};
}
