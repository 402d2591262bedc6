import type { Identity } from '../../model.ts';
import type { ProtocolProbe } from '../protocol.ts';
import { systemIn } from '../system.ts';

/** Inside TLS the server states its version before anybody says who they are; nothing is sent. */
export const mumble: ProtocolProbe = {
	id: 'mumble',
	spec: 'Mumble protocol: Overview (message framing), Version',
	speaksFirst: 'server',
	ports: [],
	tlsPorts: [64738],
	recognise,
};

const versionMessage = 0;
const largestVersion = 512;

/** Message: type (2), length (4), protocol buffer. */
function recognise(bytes: Buffer): Identity | undefined {
	if (bytes.length < 6 || bytes.readUInt16BE(0) !== versionMessage) return undefined;
	const length = bytes.readUInt32BE(2);
	if (length === 0 || length > largestVersion || bytes.length < 6 + length) return undefined;
	const fields = fieldsIn(bytes.subarray(6, 6 + length));
	const [release, system, systemVersion] = [fields?.get(2), fields?.get(3), fields?.get(4)];
	if (release === undefined || fields?.has(1) !== true) return undefined;
	const version = /\d+(?:\.\d+)+/.exec(release)?.[0];
	const os = systemIn(`${system} ${systemVersion}`);
	const packaged = os === 'Debian' || os === 'Ubuntu';
	return {
		service: 'mumble',
		product: 'Mumble',
		...(version ? { version } : {}),
		...(packaged && release.includes('-') ? { packageVersion: release } : {}),
		access: 'unknown',
		evidence: [
			`greeted with version ${release}`,
			...(system ? [`greeted with system ${system} ${systemVersion ?? ''}`.trim()] : []),
		],
		...(os ? { os } : {}),
	};
}

const [numberType, textType] = [0, 2];

/** The fields of a protocol buffer that holds numbers and texts only, by their numbers; a number has the text ''. */
function fieldsIn(buffer: Buffer): ReadonlyMap<number, string> | undefined {
	const fields = new Map<number, string>();
	for (let at = 0; at < buffer.length; ) {
		const tag = buffer[at] ?? 0;
		const type = tag & 7;
		const number = varint(buffer, at + 1);
		if (number === undefined || tag >= 0x80 || (type !== numberType && type !== textType)) return undefined;
		const end = type === textType ? number.end + number.value : number.end;
		if (end > buffer.length) return undefined;
		fields.set(tag >> 3, buffer.toString('utf8', number.end, end));
		at = end;
	}
	return fields;
}

/** Seven bits a byte, the lowest first; the last byte is below 128. */
function varint(buffer: Buffer, start: number): { readonly value: number; readonly end: number } | undefined {
	let value = 0;
	for (let at = start; at < Math.min(buffer.length, start + 10); at += 1) {
		const byte = buffer[at] ?? 0;
		value += (byte & 0x7f) * 2 ** (7 * (at - start));
		if (byte < 0x80) return { value, end: at + 1 };
	}
	return undefined;
}
