import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import { mailProducts } from '../mail-products.ts';
import { passwordsRemark } from '../passwords-remark.ts';
import { productIn } from '../product.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';
import { systemInGreeting } from '../system.ts';

const port = 4190;
const longestGreeting = 4096;

/** The greeting lists what the server can do; then a goodbye. */
export const managesieve: ProtocolProbe = {
	id: 'managesieve',
	spec: 'RFC 5804, sections 1.3, 1.7 and 2.3',
	speaksFirst: 'server',
	ports: [port],
	recognise,
	converse,
};

/** `"NAME" "value"` or `"NAME"` in each line, then `OK`, `NO` or `BYE`. */
function recognise(bytes: Buffer, port: number): Identity | undefined {
	const text = bytes.toString('utf8', 0, longestGreeting);
	const capabilities = capabilitiesIn(text);
	const [, answer, words = ''] = /^(OK|NO|BYE)\b(?: \([^)\r\n]*\))?[ \t]*([^\r\n]*)\r?\n/m.exec(text) ?? [];
	if (answer === undefined) return undefined;
	const implementation = capabilities.get('IMPLEMENTATION');
	const refused = answer !== 'OK';
	if (implementation === undefined && !(refused && managesieve.ports.includes(port) && text.startsWith(answer))) {
		return undefined;
	}
	const os = systemInGreeting(implementation ?? '');
	return {
		service: 'managesieve',
		...productIn(implementation ?? '', mailProducts),
		access: 'unknown',
		evidence: [
			`greeted with ${implementation ?? `${answer} ${words}`}`,
			...listed('SASL', capabilities),
			...(capabilities.has('STARTTLS') ? ['offers STARTTLS'] : []),
		],
		...(refused ? { remark: 'refuses service at the moment' } : {}),
		...(os ? { os } : {}),
	};
}

async function converse(
	conversation: Conversation,
	{ secure }: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	if (!greeting || greeting.remark) return greeting;
	const capabilities = capabilitiesIn(conversation.heard.toString('utf8'));
	await conversation.leave('LOGOUT\r\n');
	const remark = passwordsRemark({
		mechanisms: capabilities.get('SASL')?.split(' ') ?? [],
		encryption: capabilities.has('STARTTLS'),
		secure,
	});
	return { ...greeting, ...(remark ? { remark } : {}) };
}

/** Nothing unless the text begins with one. Names in upper case. */
function capabilitiesIn(text: string): ReadonlyMap<string, string> {
	const lines = /^(?:"[^\r\n]*\r?\n)*/.exec(text)?.[0].split(/\r?\n/) ?? [];
	const pairs = lines.map((line) => /^"([\w-]+)"(?: "([^"]*)")?$/.exec(line));
	return new Map(pairs.flatMap((pair) => (pair?.[1] ? [[pair[1].toUpperCase(), pair[2] ?? '']] : [])));
}

function listed(name: string, capabilities: ReadonlyMap<string, string>): readonly string[] {
	const value = capabilities.get(name);
	return value === undefined ? [] : [`${name}: ${value || 'none yet'}`];
}
