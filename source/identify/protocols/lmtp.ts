import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { mailProducts } from '../mail-products.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { completeReply } from '../reply.ts';
import { systemInGreeting } from '../system.ts';

/** Mail's last step into the mailboxes. It greets like SMTP, so SMTP's probe comes here when its own hello is refused. */
export const lmtp: ProtocolProbe = {
	id: 'lmtp',
	spec: 'RFC 2033, section 4',
	speaksFirst: 'server',
	ports: [24],
	recognise,
	converse,
};

function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	const reply = completeReply(bytes, final);
	if (reply?.code !== '220') return undefined;
	if (!saysLmtp(reply.text) && (!lmtp.ports.includes(port) || /smtp|ftp/i.test(reply.text))) return undefined;
	const os = systemInGreeting(reply.text);
	return {
		service: 'lmtp',
		...productIn(reply.text, mailProducts),
		access: 'unknown',
		evidence: [`greeted with ${reply.code} ${reply.text}`],
		...(os ? { os } : {}),
	};
}

function saysLmtp(text: string): boolean {
	return /\bLMTP\b/.test(text);
}

async function converse(
	conversation: Conversation,
	_context: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	const greeted = completeReply(conversation.heard);
	if (!greeting || !greeted) return greeting;
	const identity = await sayHello(conversation, greeting);
	await conversation.leave('QUIT\r\n');
	return identity ?? (saysLmtp(greeted.text) ? greeting : undefined);
}

/** LMTP's hello; undefined when it is refused. */
export async function sayHello(conversation: Conversation, greeting: Identity): Promise<Identity | undefined> {
	const bytes = await conversation.exchange(
		'LHLO doorcheck.invalid\r\n',
		(bytes) => completeReply(bytes) !== undefined,
	);
	const reply = completeReply(bytes);
	if (reply?.code !== '250') return undefined;
	const signIn = reply.lines.some((line) => /^AUTH\b/i.test(line));
	return {
		...greeting,
		service: 'lmtp',
		evidence: [...greeting.evidence, `LHLO answered: ${reply.lines.join(', ')}`],
		...(signIn ? {} : { remark: 'offers no sign-in' }),
	};
}
