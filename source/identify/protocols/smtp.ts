import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { mailProducts } from '../mail-products.ts';
import { passwordsRemark } from '../passwords-remark.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { completeReply } from '../reply.ts';
import { systemInGreeting } from '../system.ts';
import { ftp } from './ftp.ts';
import { sayHello } from './lmtp.ts';

const submissionPort = 587;

/** Asks for the extensions and leaves. Nothing is sent before the greeting is complete: some servers block for that. */
export const smtp: ProtocolProbe = {
	id: 'smtp',
	spec: 'RFC 5321, sections 3.1, 4.1.1.1 and 4.1.1.10; RFC 3207 (STARTTLS), RFC 4954 (AUTH)',
	speaksFirst: 'server',
	ports: [25, 587, 2525],
	tlsPorts: [465],
	secureId: 'smtps',
	recognise,
	converse,
};

function recognise(bytes: Buffer, port: number, final = false): Identity | undefined {
	const reply = completeReply(bytes, final);
	if (!reply || !['220', '421', '554'].includes(reply.code)) return undefined;
	const mail = saysMail(reply.text) || smtp.ports.includes(port) || smtp.tlsPorts?.includes(port);
	// An unnamed 220 elsewhere may be mail: EHLO will tell.
	if (reply.code !== '220' && !mail) return undefined;
	if (ftp.recognise?.(bytes, port, final) && !mail) return undefined;
	const os = systemInGreeting(reply.text);
	return {
		service: port === submissionPort ? 'submission' : 'smtp',
		...productIn(reply.text, mailProducts),
		access: 'unknown',
		evidence: [`greeted with ${reply.code} ${reply.text}`],
		...(reply.code === '220' ? {} : { remark: 'refuses mail from this address at the moment' }),
		...(os ? { os } : {}),
	};
}

function saysMail(text: string): boolean {
	return /smtp|\bmail service\b/i.test(text) || productIn(text, mailProducts).product !== undefined;
}

async function converse(
	conversation: Conversation,
	{ port, secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	const greeted = completeReply(conversation.heard)?.text;
	if (!greeting || greeting.remark || greeted === undefined) return greeting;
	const bytes = await conversation.exchange(
		'EHLO doorcheck.invalid\r\n',
		(bytes) => completeReply(bytes) !== undefined,
	);
	const reply = completeReply(bytes);
	// LMTP greets alike, but has a hello of its own and must refuse this one (RFC 2033, section 4.1).
	const asLmtp = reply?.code.startsWith('50') ? await sayHello(conversation, greeting) : undefined;
	await conversation.leave('QUIT\r\n');
	if (asLmtp) return asLmtp;
	if (reply?.code !== '250')
		return saysMail(greeted) || smtp.ports.includes(port) || secure ? greeting : notMail(greeting, reply?.code);
	const extensions = reply.lines.slice(1).map((line) => line.toUpperCase());
	const starttls = extensions.includes('STARTTLS');
	// Some old servers write AUTH=LOGIN.
	const mechanisms = extensions.flatMap((line) => /^AUTH[ =](.*)/.exec(line)?.[1]?.split(' ') ?? []);
	const remark = passwordsRemark({ mechanisms, encryption: starttls, secure });
	return {
		...greeting,
		evidence: [
			...greeting.evidence,
			`EHLO answered: ${reply.lines.join(', ')}`,
			...(secure ? [] : [starttls ? 'offers STARTTLS' : 'offers no STARTTLS']),
		],
		...(remark ? { remark } : {}),
	};
}

/** 530, "not logged in", is what FTP servers answer to what they don't know before a login (RFC 959, section 5.4). */
function notMail(greeting: Identity, code: string | undefined): Identity | undefined {
	return code?.startsWith('5')
		? { ...greeting, service: 'ftp', evidence: [...greeting.evidence, `EHLO answered: ${code}`] }
		: undefined;
}
