import type { Identity } from '../model.ts';
import { stunMessage } from '../scan/udp-requests/stun-message.ts';
import { type ProductPattern, productIn } from './product.ts';

/** A STUN message (RFC 8489, section 5), its attributes by their types. */
export interface StunMessage {
	readonly kind: number;
	readonly attributes: ReadonlyMap<number, Buffer>;
}

const headerLength = 20;

/** The length of the message that `bytes` begin with; undefined while that can't be known. */
export function stunLength(bytes: Buffer): number | undefined {
	return bytes.length < headerLength ? undefined : headerLength + bytes.readUInt16BE(2);
}

/** A message about this request: the cookie and the number of the transaction, 16 bytes, come back as they are. */
export function readStun(reply: Buffer, request: Uint8Array): StunMessage | undefined {
	if (stunLength(reply) !== reply.length) return undefined;
	if (!reply.subarray(4, headerLength).equals(request.subarray(4, headerLength))) return undefined;
	return { kind: reply.readUInt16BE(0), attributes: attributesIn(reply.subarray(headerLength)) };
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

const [bindingSuccess, bindingError, refreshError] = [0x0101, 0x0111, 0x0114];
const [errorCode, software] = [0x0009, 0x8022];
const [unauthenticated, allocationMismatch] = [401, 437];

/** By the attribute SOFTWARE. */
const products: readonly ProductPattern[] = [[/^Coturn-(\d[\d.]*)/, 'coturn']];

/** What the reply to a Binding request says; undefined when it is none. */
export function stunIdentity(message: StunMessage | undefined): Identity | undefined {
	if (message?.kind !== bindingSuccess && message?.kind !== bindingError) return undefined;
	const name = message.attributes.get(software)?.toString('utf8').replace(/\0+$/, '');
	const error = errorIn(message);
	return {
		service: 'stun',
		...productIn(name ?? '', products),
		access: error === unauthenticated ? 'protected' : 'unknown',
		evidence: [
			`Binding answered: ${message.kind === bindingSuccess ? 'success' : `error ${error}`}`,
			...(name ? [`SOFTWARE: ${name}`] : []),
		],
		...(error === unauthenticated ? { remark: 'asks for a password' } : {}),
	};
}

/**
 * To go on with a relay that was never asked for (RFC 8656, section 7.2): a TURN server looks at the password before it
 * says that there is no such relay, and nothing changes.
 */
export const refresh = Buffer.from(stunMessage(0x0004));

/**
 * How long the answer to it may take beyond what the one before took, in milliseconds: servers that relay nothing may keep
 * silent.
 */
export const refreshMs = 300;

/** Adds what the reply to `refresh` says. */
export function withRelay(identity: Identity, message: StunMessage | undefined): Identity {
	if (message?.kind !== refreshError) return identity;
	const error = errorIn(message);
	return {
		...identity,
		...(error === unauthenticated ? ({ access: 'protected', remark: 'relays only with a password' } as const) : {}),
		...(error === allocationMismatch
			? ({ access: 'open', remark: 'relays for anyone without a password' } as const)
			: {}),
		evidence: [...identity.evidence, `Refresh answered: error ${error}`],
	};
}

/** Hundreds in the third byte, the rest in the fourth. */
function errorIn({ attributes }: StunMessage): number | undefined {
	const value = attributes.get(errorCode);
	return value === undefined || value.length < 4 ? undefined : 100 * value.readUInt8(2) + value.readUInt8(3);
}
