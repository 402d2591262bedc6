import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** Asks for a domain that can't exist. The answer is free text, so only its usual words on the usual port count. */
export const whois: ProtocolProbe = {
	id: 'whois',
	spec: 'RFC 3912, section 2',
	speaksFirst: 'client',
	ports: [43],
	converse,
};

const usualWords =
	/^[%#]|\bno (?:match|entries|data|object|such domain)\b|\bnot found\b|\bwhois\b|^domain(?: name)?:/im;

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange('doorcheck.invalid\r\n', (bytes) => usualWords.test(wholeLines(bytes)));
	const lines = wholeLines(answer).split(/\r?\n/);
	const line = lines.find((line) => usualWords.test(line));
	if (line === undefined) return undefined;
	return { service: 'whois', access: 'unknown', evidence: [`doorcheck.invalid answered: ${line}`] };
}

function wholeLines(bytes: Buffer): string {
	return bytes.toString('utf8', 0, Math.max(0, Math.min(bytes.lastIndexOf(0x0a), 4096)));
}
