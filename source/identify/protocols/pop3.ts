import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { mailProducts } from '../mail-products.ts';
import { passwordsRemark } from '../passwords-remark.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

const ports = [110, 995];

/** Asks for the extensions, which every server may be asked before a login, and leaves. */
export const pop3: ProtocolProbe = {
	id: 'pop3',
	spec: 'RFC 1939, sections 4 and 5; RFC 2449, sections 5 (CAPA) and 8 (response codes); RFC 2595, section 4 (STLS)',
	speaksFirst: 'server',
	ports: [110],
	tlsPorts: [995],
	secureId: 'pop3s',
	recognise,
	converse,
};

function recognise(bytes: Buffer, port: number): Identity | undefined {
	const match = /^(\+OK|-ERR)(?: ([^\r\n]*))?\r?\n/.exec(bytes.toString('utf8'));
	if (!match) return undefined;
	const [line, status, text = ''] = match;
	// Redis and others begin their errors alike.
	if (status === '-ERR' && !ports.includes(port)) return undefined;
	const os = systemInGreeting(text);
	return {
		service: 'pop3',
		...productIn(text, mailProducts),
		access: 'unknown',
		evidence: [`greeted with ${line.trim()}`],
		...(status === '-ERR' ? { remark: 'refuses service at the moment' } : {}),
		...(os ? { os } : {}),
	};
}

async function converse(
	conversation: Conversation,
	{ secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || greeting.remark) return greeting;
	const answer = await conversation.exchange('CAPA\r\n', (bytes) =>
		/^(?:-[^\n]*\n|\+[\s\S]*?\n\.\r?\n)/.test(bytes.toString('latin1')),
	);
	await conversation.leave('QUIT\r\n');
	const [status = '', ...lines] = answer.toString('utf8').toUpperCase().split(/\r?\n/);
	if (!status.startsWith('+OK')) return greeting;
	const capabilities = lines.slice(0, lines.indexOf('.'));
	const encryption = capabilities.includes('STLS');
	const sasl = capabilities.flatMap((line) => /^SASL (.*)/.exec(line)?.[1]?.split(' ') ?? []);
	const remark = passwordsRemark({
		// USER stands for the commands that send the password as it is.
		mechanisms: capabilities.includes('USER') ? [...sasl, 'PLAIN'] : sasl,
		encryption,
		secure,
	});
	return {
		...greeting,
		evidence: [...greeting.evidence, ...(secure ? [] : [encryption ? 'offers STLS' : 'offers no STLS'])],
		...(remark ? { remark } : {}),
	};
}
