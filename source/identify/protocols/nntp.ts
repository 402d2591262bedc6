import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { passwordsRemark } from '../passwords-remark.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

const products: readonly ProductPattern[] = [
	[/\bINN (\d[\w.]*)/, 'INN'],
	[/\bInterNetNews\b/, 'INN'],
	[/\bLeafnode\b.*\bversion (\d[\w.]*)/i, 'Leafnode'],
	[/\bCyrus NNTP\S* v?(\d[\w.]*)/i, 'Cyrus NNTP'],
	[/^NNTP Service (\d[\d.]*) Version: /, 'Microsoft NNTP Service'],
];

const ports = [119, 563];

/** Asks what the server can do, and leaves. */
export const nntp: ProtocolProbe = {
	id: 'nntp',
	spec: 'RFC 3977, sections 5.1, 5.2 and 5.4; RFC 4643 (AUTHINFO)',
	speaksFirst: 'server',
	ports: [119],
	tlsPorts: [563],
	recognise,
	converse,
};

/** 200 and 201 serve, 400 and 502 don't; elsewhere than on its port the text must name what it is. */
function recognise(bytes: Buffer, port: number): Identity | undefined {
	const [line, code, text = ''] = /^(200|201|400|502) ([^\r\n]*)\r?\n/.exec(bytes.toString('utf8')) ?? [];
	if (line === undefined) return undefined;
	if (!ports.includes(port) && !/\bNNTP\b|\bNNRP\b|InterNetNews|leafnode/i.test(text)) return undefined;
	const serves = code === '200' || code === '201';
	return {
		service: 'nntp',
		...productIn(text, products),
		access: 'unknown',
		evidence: [`greeted with ${line.trim()}`],
		...(serves ? {} : { remark: 'refuses service at the moment' }),
	};
}

async function converse(
	conversation: Conversation,
	{ secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || greeting.remark) return greeting;
	// A list ends with a point on a line of its own, and servers from before 2006 don't know the question.
	const answer = await conversation.exchange('CAPABILITIES\r\n', (bytes) =>
		/^(?:101[\s\S]*?\n\.\r?\n|(?!101)\d{3}[^\n]*\n)/.test(bytes.toString('latin1')),
	);
	await conversation.leave('QUIT\r\n');
	const [first = '', ...lines] = answer.toString('utf8').split(/\r?\n/);
	if (!first.startsWith('101')) return greeting;
	const capabilities = lines.slice(0, lines.indexOf('.')).map((line) => line.toUpperCase());
	const passwords = capabilities.some((line) => /^AUTHINFO\b.*\bUSER\b/.test(line));
	const sasl = capabilities.find((line) => line.startsWith('SASL '))?.split(' ') ?? [];
	const remark = capabilities.includes('POST')
		? 'lets strangers post'
		: passwordsRemark({
				// AUTHINFO USER sends the password as SASL's PLAIN does.
				mechanisms: passwords ? [...sasl, 'PLAIN'] : sasl,
				encryption: capabilities.includes('STARTTLS'),
				secure,
			});
	return {
		...greeting,
		evidence: [...greeting.evidence, `CAPABILITIES answered: ${capabilities.join(', ')}`],
		...(remark ? { remark } : {}),
	};
}
