import type { Identity } from '../../model.ts';
import type { Conversation } from '../conversation.ts';
import type { ProtocolProbe } from '../protocol.ts';

/** The listener's own ping, as Oracle's program `tnsping` sends it: the listener answers, and no database is asked. */
export const oracle: ProtocolProbe = {
	id: 'oracle',
	spec: 'Oracle Net (TNS): CONNECT with COMMAND=ping; REFUSE, RESEND',
	speaksFirst: 'client',
	ports: [1521, 1522, 1526, 2483],
	tlsPorts: [2484],
	recognise: (bytes) => refusedIn(bytes, 'answered'),
	converse,
};

const headerLength = 8;
const refuse = 4;
const resend = 11;

const connectData = '(CONNECT_DATA=(COMMAND=ping))';
const dataOffset = 58;

/**
 * CONNECT: header, then version 314, compatible with 300, options, sizes of data (2048) and transport units (32767),
 * characteristics, 0, the number 1 in our byte order, length and offset of the data, and fields that may be empty.
 */
const ping = Buffer.concat([
	header(1, dataOffset + connectData.length),
	Buffer.from('013a012c000008007fff7f0800000100', 'hex'),
	Buffer.of(0, connectData.length, 0, dataOffset),
	Buffer.alloc(dataOffset - headerLength - 20),
	Buffer.from(connectData),
]);

/** Length (2, of the whole), checksum (2), type (1), flags (1), checksum of the header (2). */
function header(type: number, length: number): Buffer {
	return Buffer.of(length >> 8, length & 0xff, 0, 0, type, 0, 0, 0);
}

async function converse(conversation: Conversation): Promise<Identity | undefined> {
	const first = await conversation.exchange(ping, isEnough);
	const resent = first.length >= headerLength && first[4] === resend && first.readUInt16BE(0) === headerLength;
	return refusedIn(resent ? await conversation.exchange(ping, isEnough) : first, 'CONNECT (ping) answered');
}

/** A whole packet, or something that isn't the beginning of one. */
function isEnough(bytes: Buffer): boolean {
	return bytes.length >= headerLength && (bytes.readUInt16BE(2) !== 0 || bytes.length >= bytes.readUInt16BE(0));
}

/** REFUSE: who refused (1), why (1), length of the data (2), data, which the listener makes of parameters. */
function refusedIn(bytes: Buffer, verb: string): Identity | undefined {
	if (bytes.length < headerLength + 4 || bytes.length !== bytes.readUInt16BE(0)) return undefined;
	if (bytes.readUInt16BE(2) !== 0 || bytes[4] !== refuse) return undefined;
	const data = bytes.toString('latin1', headerLength + 4);
	if (data.length !== bytes.readUInt16BE(10) || !/^\(DESCRIPTION=\(/.test(data) || !/\(ERR=\d+\)/.test(data)) {
		return undefined;
	}
	const version = versionIn(data);
	return {
		service: 'oracle',
		product: 'Oracle listener',
		...(version ? { version } : {}),
		access: 'unknown',
		evidence: [`${verb}: ${data}`, ...(version ? [`that is version ${version}`] : [])],
	};
}

/** VSNNUM: five numbers in 8, 4, 8, 4 and 8 bits; 0 where the listener keeps it to itself, as new ones do. */
function versionIn(data: string): string | undefined {
	const number = Number(/\(VSNNUM=(\d{1,10})\)/.exec(data)?.[1] ?? 0);
	if (number < 2 ** 24 || number >= 2 ** 32) return undefined;
	return [number >>> 24, (number >> 20) & 0xf, (number >> 12) & 0xff, (number >> 8) & 0xf, number & 0xff].join('.');
}
