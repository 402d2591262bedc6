import type { Identity } from '../../model.ts';
import { type Conversation, hasBytes } from '../conversation.ts';
import { type ProductPattern, productIn } from '../product.ts';
import type { ProtocolProbe } from '../protocol.ts';

const magicCookie = 0x1a2b3c4d;
const controlMessage = 1;
const [startRequest, startReply, stopRequest] = [1, 2, 3];
const startLength = 156;

/** What came of the request (section 2.2). */
const results: Readonly<Record<number, string>> = {
	1: 'success',
	2: 'an error',
	3: 'there is such a connection already',
	4: 'not authorised',
	5: 'no such version',
};

/** By the names of vendor and host. */
const products: readonly ProductPattern[] = [
	[/^Microsoft\b/, 'Microsoft RRAS'],
	[/^MikroTik\b/, 'MikroTik RouterOS PPTP'],
	[/^linux local$/, 'pptpd'],
];

/** Opens the control connection and closes it again; no call is asked for, so no tunnel begins. */
export const pptp: ProtocolProbe = {
	id: 'pptp',
	spec: 'RFC 2637, sections 2.1 to 2.3',
	speaksFirst: 'client',
	ports: [1723],
	converse,
};

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const answer = await conversation.exchange(start(), hasBytes(startLength));
	if (answer.length < startLength || typeOf(answer) !== startReply) return undefined;
	await conversation.exchange(message(stopRequest, Buffer.of(1, 0, 0, 0)), hasBytes(16), 500);
	const result = answer.readUInt8(14);
	const host = textAt(answer, 28);
	const vendor = textAt(answer, 92);
	return {
		service: 'pptp',
		...productIn(`${vendor} ${host}`.trim(), products),
		access: 'unknown',
		evidence: [
			`Start-Control-Connection-Request answered: ${results[result] ?? `result ${result}`}`,
			`host ${host || 'unnamed'}, vendor ${vendor || 'unnamed'}`,
		],
		...(/^Microsoft\b/.test(vendor) ? { os: 'Windows' } : {}),
	};
}

/** Version 1.0, both kinds of framing and bearers, one channel, no names (section 2.1). */
function start(): Buffer {
	const fields = Buffer.alloc(startLength - 12);
	fields.writeUInt16BE(0x0100, 0);
	fields.writeUInt32BE(3, 4);
	fields.writeUInt32BE(3, 8);
	fields.writeUInt16BE(1, 12);
	return message(startRequest, fields);
}

function message(type: number, fields: Buffer): Buffer {
	const header = Buffer.alloc(12);
	header.writeUInt16BE(header.length + fields.length, 0);
	header.writeUInt16BE(controlMessage, 2);
	header.writeUInt32BE(magicCookie, 4);
	header.writeUInt16BE(type, 8);
	return Buffer.concat([header, fields]);
}

function typeOf(bytes: Buffer): number | undefined {
	const ours = bytes.readUInt16BE(2) === controlMessage && bytes.readUInt32BE(4) === magicCookie;
	return ours && bytes.readUInt16BE(0) === startLength ? bytes.readUInt16BE(8) : undefined;
}

/** A name in a field of 64 bytes, filled up with zeros. */
function textAt(bytes: Buffer, offset: number): string {
	return bytes
		.toString('utf8', offset, offset + 64)
		.replace(/\0.*$/s, '')
		.trim();
}
