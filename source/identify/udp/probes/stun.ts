import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** A binding request, which tells the asker its own address; no relay is ever allocated. */
export const stun: UdpProbe = {
	id: 'stun',
	spec: 'RFC 8489, sections 5, 14.8 and 14.14',
	ports: [3478],
	recognise,
};

const headerLength = 20;
const [success, failure] = [0x0101, 0x0111];
const [errorCode, software] = [0x0009, 0x8022];
const unauthenticated = 401;

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	// The cookie and the number of the transaction, 16 bytes, come back as they are.
	if (reply.length < headerLength || !reply.subarray(4, headerLength).equals(request.subarray(4, headerLength))) {
		return undefined;
	}
	const kind = reply.readUInt16BE(0);
	if ((kind !== success && kind !== failure) || reply.readUInt16BE(2) !== reply.length - headerLength) return undefined;
	const attributes = attributesIn(reply.subarray(headerLength));
	const name = attributes.get(software)?.toString('utf8').replace(/\0+$/, '');
	const error = kind === failure ? errorIn(attributes.get(errorCode)) : undefined;
	return {
		service: 'stun',
		...productIn(name),
		access: error === unauthenticated ? 'protected' : 'unknown',
		evidence: [
			`binding request answered: ${kind === success ? 'success' : `error ${error}`}`,
			...(name ? [`software: ${name}`] : []),
		],
		...(error === unauthenticated ? { remark: 'asks for a password' } : {}),
	};
}

/** Of each attribute: its type and length, two bytes each, and the value, filled up to whole words. */
function attributesIn(bytes: Buffer): ReadonlyMap<number, Buffer> {
	const attributes = new Map<number, Buffer>();
	for (let at = 0; at + 4 <= bytes.length; ) {
		const length = bytes.readUInt16BE(at + 2);
		attributes.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length));
		at += 4 + 4 * Math.ceil(length / 4);
	}
	return attributes;
}

/** Hundreds in the third byte, the rest in the fourth. */
function errorIn(value: Buffer | undefined): number | undefined {
	return value === undefined || value.length < 4 ? undefined : 100 * value.readUInt8(2) + value.readUInt8(3);
}

/** `Coturn-4.6.1 'Gorst'` */
function productIn(name = ''): { readonly product?: string; readonly version?: string } {
	const [, product, version] = /^([A-Za-z][\w ]*?)[- /]v?(\d[\d.]*)/.exec(name) ?? [];
	return product === undefined || version === undefined ? {} : { product, version };
}
