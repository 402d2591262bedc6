import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

/** By what they answer to version.bind; administrators may let them say anything else. */
const products: readonly ProductPattern[] = [
	[/^(?:BIND |named )?(9\.\d+(?:\.\d+)?(?:-[PS]\d+)?)\b/, 'BIND'],
	[/^unbound (\d[\w.]*)/, 'Unbound'],
	[/^dnsmasq-(?:pi-hole-)?v?(\d[\d.]*)/, 'dnsmasq'],
	[/^PowerDNS Recursor (\d[\w.]*)/, 'PowerDNS Recursor'],
	[/^PowerDNS Authoritative Server (\d[\w.]*)/, 'PowerDNS Authoritative Server'],
	[/^Knot DNS (\d[\w.]*)/, 'Knot DNS'],
	[/^NSD (\d[\w.]*)/, 'NSD'],
	[/^CoreDNS-(\d[\w.]*)/, 'CoreDNS'],
	[/^Microsoft DNS (\d[\d.]*)/, 'Microsoft DNS'],
];

/**
 * Asks for the server's version, then for a name that can't exist, to see whether it looks up names for strangers.
 * It asks nobody else for the first one. For names below `invalid` it should ask nobody either (RFC 6761, section 6.4);
 * a server that doesn't know that asks a root server, once, and then remembers that there are none.
 */
export const dns: ProtocolProbe = {
	id: 'dns',
	spec: 'RFC 1035, sections 4.1 and 4.2.2; RFC 4892, section 2; RFC 7858 for TLS',
	speaksFirst: 'client',
	ports: [53, 5353],
	tlsPorts: [853],
	converse,
};

const type = { A: 1, TXT: 16 } as const;
const klass = { IN: 1, CHAOS: 3 } as const;
/** Response codes (RFC 1035, section 4.1.1; names as in IANA's registry). */
const codes = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
/** Those of a server that looked, whatever it found. */
const lookedUp: ReadonlySet<string> = new Set(['NOERROR', 'NXDOMAIN', 'SERVFAIL']);

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const version = await ask(conversation, 0x0d0c, 'version.bind', type.TXT, klass.CHAOS);
	if (!version) return undefined;
	const lookup = await ask(conversation, 0x0d0d, 'doorcheck.invalid', type.A, klass.IN);
	// dnsmasq claims that recursion is available even where it refuses.
	const recursive = lookup?.recursionAvailable === true && lookedUp.has(lookup.code);
	const { text } = version;
	const os = text === undefined ? undefined : systemIn(text);
	return {
		service: 'dns',
		...productIn(text ?? '', products),
		access: 'unknown',
		evidence: [
			`version.bind answered: ${text ?? version.code}`,
			...(lookup
				? [`doorcheck.invalid answered: ${lookup.code}${recursive ? ', looks up names for strangers' : ''}`]
				: []),
		],
		...(recursive ? { remark: 'answers recursive questions' } : {}),
		...(os ? { os } : {}),
	};
}

interface Answer {
	readonly code: string;
	readonly recursionAvailable: boolean;
	/** Of a first answer that is a text. */
	readonly text: string | undefined;
}

async function ask(
	conversation: Conversation,
	id: number,
	name: string,
	questionType: number,
	questionClass: number,
): Promise<Answer | undefined> {
	const question = Buffer.concat([domainName(name), Buffer.of(0, questionType, 0, questionClass)]);
	const recursionDesired = 0x0100;
	const header = Buffer.alloc(12);
	[id, recursionDesired, 1].forEach((value, index) => {
		header.writeUInt16BE(value, 2 * index);
	});
	const length = Buffer.of(0, header.length + question.length);
	const message = await conversation.exchange(Buffer.concat([length, header, question]), isWhole);
	return isWhole(message) ? answerIn(message.subarray(2, 2 + message.readUInt16BE(0)), id, question) : undefined;
}

/** Over TCP a length of two bytes comes first (RFC 1035, section 4.2.2). */
function isWhole(bytes: Buffer): boolean {
	return hasBytes(2)(bytes) && bytes.length >= 2 + bytes.readUInt16BE(0);
}

/** A response to this question; servers that refuse may leave the question out. */
function answerIn(message: Buffer, id: number, question: Buffer): Answer | undefined {
	if (message.length < 12 || message.readUInt16BE(0) !== id) return undefined;
	const flags = message.readUInt16BE(2);
	const [isResponse, operation, code] = [flags >>> 15 === 1, (flags >>> 11) & 0x0f, flags & 0x0f];
	if (!isResponse || operation !== 0) return undefined;
	const repeated = message.readUInt16BE(4) === 1;
	if (!repeated && code === 0) return undefined;
	const records = 12 + (repeated ? question.length : 0);
	if (repeated && !message.subarray(12, records).equals(question)) return undefined;
	return {
		code: codes[code] ?? `response code ${code}`,
		recursionAvailable: (flags & 0x0080) !== 0,
		text: message.readUInt16BE(6) > 0 ? textRecord(message.subarray(records)) : undefined,
	};
}

/** The first string of a TXT record (RFC 1035, sections 3.3.14 and 4.1.3). */
function textRecord(record: Buffer): string | undefined {
	let name = 0;
	// A name ends with a pointer of two bytes, or with a label of no length.
	while (name < record.length && record[name] !== 0 && (record[name] ?? 0) < 0xc0) name += 1 + (record[name] ?? 0);
	const fields = name + (record[name] === 0 ? 1 : 2);
	const [textLength, text] = [fields + 10, fields + 11];
	if (record.length < text || record.readUInt16BE(fields) !== type.TXT) return undefined;
	return record.toString('utf8', text, text + (record[textLength] ?? 0));
}

/** Labels behind their lengths, and one of no length at the end (RFC 1035, section 3.1). */
function domainName(name: string): Buffer {
	return Buffer.concat([...name.split('.'), ''].map((label) => Buffer.from([label.length, ...Buffer.from(label)])));
}
