import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import type { Context, ProtocolProbe } from '../protocol.ts';

/** Security types (RFC 6143, section 7.2, and IANA's registry), those that servers offer. */
const typeNames: Readonly<Record<number, string>> = {
	1: 'None',
	2: 'VNC password',
	5: 'RA2',
	6: 'RA2ne',
	16: 'Tight',
	17: 'Ultra',
	18: 'TLS',
	19: 'VeNCrypt',
	20: 'SASL',
	21: 'MD5',
	22: 'xvp',
	30: 'Apple Remote Desktop',
	35: 'Mac account',
	113: 'MS-Logon II',
	129: 'RA2-256',
	130: 'RA2ne-256',
};
const none = 1;
const veNCrypt = 19;
const withPassword: ReadonlySet<number> = new Set([2, 5, 6, 20, 30, 35, 113, 129, 130]);

/** VeNCrypt's subtypes beyond the types above, which may be listed among them. */
const subtypeNames: Readonly<Record<number, string>> = {
	256: 'Plain',
	257: 'TLSNone',
	258: 'TLSVnc',
	259: 'TLSPlain',
	260: 'X509None',
	261: 'X509Vnc',
	262: 'X509Plain',
	263: 'TLSSASL',
	264: 'X509SASL',
};
const subtypesWithPassword: ReadonlySet<number> = new Set([...withPassword, 256, 258, 259, 261, 262, 263, 264]);
const subtypesWithout: ReadonlySet<number> = new Set([none, 257, 260]);

/**
 * Exchanges versions and reads the list of security types, on one connection: some servers count connections that
 * end before a login.
 */
export const vnc: ProtocolProbe = {
	id: 'vnc',
	spec: 'RFC 6143, sections 7.1.1 and 7.1.2',
	speaksFirst: 'server',
	ports: [5900, 5901, 5902, 5903, 5904, 5905, 5906, 5907, 5908, 5909, 5910],
	recognise,
	converse,
};

const greetingLength = 12;
const versionLine = /^RFB (\d{3})\.(\d{3})\n/;

function recognise(bytes: Buffer): Identity | undefined {
	const match = versionLine.exec(bytes.toString('latin1', 0, greetingLength));
	if (!match) return undefined;
	return { service: 'vnc', access: 'unknown', evidence: [`greeted with ${match[0].trim()}`] };
}

async function converse(
	conversation: Conversation,
	_context: Context,
	greeting?: Identity,
): Promise<Identity | undefined> {
	const [, major, minor] = versionLine.exec(conversation.heard.toString('latin1', 0, greetingLength)) ?? [];
	if (!greeting || major === undefined) return greeting;
	const spoken = versionToSpeak(Number(major), Number(minor));
	const offer = spoken === 3 ? await offerOf33(conversation) : await offerOf38(conversation, `RFB 003.00${spoken}\n`);
	if (offer === undefined) return greeting;
	if (typeof offer === 'string') {
		return { ...greeting, evidence: [...greeting.evidence, `refused: ${offer}`], remark: `turned us away: ${offer}` };
	}
	const open = offer.types.includes(none) || offer.subtypes.some((subtype) => subtypesWithout.has(subtype));
	const shut =
		offer.types.every((type) => withPassword.has(type) || (type === veNCrypt && offer.subtypes.length > 0)) &&
		offer.subtypes.every((subtype) => subtypesWithPassword.has(subtype));
	return {
		...greeting,
		access: open ? 'open' : shut ? 'protected' : 'unknown',
		evidence: [
			...greeting.evidence,
			`security types: ${names(offer.types)}`,
			...(offer.subtypes.length > 0 ? [`VeNCrypt subtypes: ${names(offer.subtypes)}`] : []),
		],
		...(open ? { remark: 'answers without a password' } : shut ? { remark: 'asks for a password' } : {}),
	};
}

function names(types: readonly number[]): string {
	return types.map((type) => typeNames[type] ?? subtypeNames[type] ?? `type ${type}`).join(', ');
}

/** Versions between the published ones mean 3.3; later ones, of RealVNC and Apple, speak 3.8 too. */
function versionToSpeak(major: number, minor: number): 3 | 7 | 8 {
	if (major > 3 || minor >= 8) return 8;
	return major === 3 && minor === 7 ? 7 : 3;
}

interface Offer {
	readonly types: readonly number[];
	readonly subtypes: readonly number[];
}

/** 3.3: the server decides, in four bytes; 0 is followed by a reason. */
async function offerOf33(conversation: Conversation): Promise<Offer | string | undefined> {
	const isWhole = (bytes: Buffer) =>
		bytes.length >= 4 && (bytes.readUInt32BE(0) !== 0 || reasonIn(bytes.subarray(4)) !== undefined);
	// TigerVNC turns a client away in the same breath as its greeting.
	const withGreeting = conversation.heard.subarray(greetingLength);
	const answer = isWhole(withGreeting) ? withGreeting : await conversation.exchange('RFB 003.003\n', isWhole);
	if (!isWhole(answer)) return undefined;
	const type = answer.readUInt32BE(0);
	return type === 0 ? reasonIn(answer.subarray(4)) : { types: [type], subtypes: [] };
}

/** 3.7 and 3.8: a count and as many types, one byte each; the count 0 is followed by a reason. */
async function offerOf38(conversation: Conversation, version: string): Promise<Offer | string | undefined> {
	const isWhole = (bytes: Buffer) => {
		const count = bytes[0] ?? 0;
		return count === 0 ? reasonIn(bytes.subarray(1)) !== undefined : bytes.length > count;
	};
	const answer = await conversation.exchange(version, isWhole);
	if (!isWhole(answer)) return undefined;
	const count = answer[0] ?? 0;
	if (count === 0) return reasonIn(answer.subarray(1));
	const types = [...answer.subarray(1, 1 + count)];
	const ask = types.includes(veNCrypt) && !types.includes(none);
	return { types, subtypes: ask ? await veNCryptSubtypes(conversation) : [] };
}

function reasonIn(bytes: Buffer): string | undefined {
	if (bytes.length < 4) return undefined;
	const end = 4 + Math.min(bytes.readUInt32BE(0), 1000);
	return bytes.length >= end ? bytes.toString('utf8', 4, end) : undefined;
}

/** VeNCrypt 0.2 lists its subtypes, four bytes each, before anything is encrypted or asked. */
async function veNCryptSubtypes(conversation: Conversation): Promise<readonly number[]> {
	const version = await conversation.exchange(Buffer.of(veNCrypt), hasBytes(2));
	if (version.length < 2 || version.readUInt16BE(0) < 2) return [];
	const isWhole = (bytes: Buffer) => bytes.length >= 1 && (bytes[0] !== 0 || bytes.length >= 2 + 4 * (bytes[1] ?? 255));
	const answer = await conversation.exchange(Buffer.of(0, 2), isWhole);
	if (!isWhole(answer) || answer[0] !== 0) return [];
	return Array.from({ length: answer[1] ?? 0 }, (_, index) => answer.readUInt32BE(2 + 4 * index));
}
