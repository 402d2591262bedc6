import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks for a repository that doesn't exist. The error that comes back is the proof; nothing is read. */
export const gitDaemon: ProtocolProbe = {
	id: 'git-daemon',
	spec: 'Git pack protocol, "Git Transport" (pkt-line, git-proto-request)',
	speaksFirst: 'client',
	ports: [9418],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const request = packetLine('git-upload-pack /doorcheck.invalid\0host=doorcheck.invalid\0');
	const line = textOf(await conversation.exchange(request, (bytes) => textOf(bytes) !== undefined));
	if (!line?.startsWith('ERR ')) return undefined;
	return {
		service: 'git-daemon',
		product: 'Git',
		access: 'unknown',
		evidence: [`git-upload-pack answered: ${line}`],
	};
}

/** A text behind its length in four hexadecimal digits, which count themselves. */
function packetLine(text: string): string {
	return (4 + text.length).toString(16).padStart(4, '0') + text;
}

function textOf(bytes: Buffer): string | undefined {
	const length = /^[\da-f]{4}/.exec(bytes.toString('latin1', 0, 4))?.[0];
	if (length === undefined) return undefined;
	const end = Number.parseInt(length, 16);
	return end > 4 && bytes.length >= end ? bytes.toString('utf8', 4, end).trimEnd() : undefined;
}
