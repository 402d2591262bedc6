import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { mailProducts } from '../mail-products.ts';
import { passwordsRemark } from '../passwords-remark.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

/**
 * The greeting says whether one is logged in already (PREAUTH), and most servers add what they can do; the others are
 * asked. Then a goodbye.
 */
export const imap: ProtocolProbe = {
	id: 'imap',
	spec: 'RFC 9051, sections 6.1.1, 6.1.3, 7.1 and 7.2.2',
	speaksFirst: 'server',
	ports: [143],
	tlsPorts: [993],
	secureId: 'imaps',
	recognise,
	converse,
};

function recognise(bytes: Buffer): Identity | undefined {
	const match = /^\* (OK|PREAUTH|BYE)\b([^\r\n]*)\r?\n/i.exec(bytes.toString('utf8'));
	if (!match) return undefined;
	const [, status = '', rest = ''] = match;
	const [, listed, text = rest] = /^ \[CAPABILITY ([^\]]*)\](.*)$/i.exec(rest) ?? [];
	const capabilities = listed?.toUpperCase().split(' ');
	const os = systemInGreeting(text);
	const remark = remarkOn(status.toUpperCase(), capabilities);
	return {
		service: 'imap',
		...productIn(text, mailProducts),
		access: status.toUpperCase() === 'PREAUTH' ? 'open' : 'unknown',
		evidence: [`greeted with ${status} ${text.trim()}`, ...(listed === undefined ? [] : [`capabilities: ${listed}`])],
		...(remark ? { remark } : {}),
		...(os ? { os } : {}),
	};
}

function remarkOn(status: string, capabilities: readonly string[] | undefined): string | undefined {
	if (status === 'PREAUTH') return 'lets strangers in without a password';
	if (status === 'BYE') return 'refuses service at the moment';
	return capabilities?.includes('LOGINDISABLED') ? 'passwords only after encryption' : undefined;
}

async function converse(
	conversation: Conversation,
	{ secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || greeting.remark === remarkOn('BYE', undefined)) return greeting;
	const told = /\[CAPABILITY ([^\]\r\n]*)\]/i.exec(conversation.heard.toString('utf8'))?.[1];
	const listed = told ?? (await askCapabilities(conversation));
	await conversation.leave('b LOGOUT\r\n');
	if (listed === undefined) return greeting;
	const capabilities = listed.toUpperCase().split(' ');
	const remark =
		greeting.remark ??
		remarkOn('OK', capabilities) ??
		// The command LOGIN, which sends the password as it is, is there unless it was disabled.
		passwordsRemark({ mechanisms: ['LOGIN'], encryption: capabilities.includes('STARTTLS'), secure });
	return {
		...greeting,
		evidence: [...greeting.evidence, ...(told === undefined ? [`capabilities: ${listed}`] : [])],
		...(remark ? { remark } : {}),
	};
}

async function askCapabilities(conversation: Conversation): Promise<string | undefined> {
	const answer = await conversation.exchange('a CAPABILITY\r\n', (bytes) =>
		/^a [^\n]*\n/im.test(bytes.toString('latin1')),
	);
	return /^\* CAPABILITY ([^\r\n]*)/im.exec(answer.toString('utf8'))?.[1]?.trim();
}
