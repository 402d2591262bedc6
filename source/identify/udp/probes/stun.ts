import type { Identity } from '../../../model.ts';
import { stunMessage } from '../../../scan/udp-requests/stun-message.ts';
import { type ProductPattern, productIn } from '../../product.ts';
import type { Ask, UdpProbe } from '../probe.ts';

/**
 * A binding request, which tells the asker its own address. Then to go on with a relay that was never asked for: a TURN
 * server looks at the password before it says that there is no such relay, and nothing changes.
 */
export const stun: UdpProbe = {
	id: 'stun',
	spec: 'RFC 8489, sections 5, 9.2.4, 14.8 and 14.14; RFC 8656, section 7.2',
	ports: [3478],
	recognise,
	goOn,
};

const headerLength = 20;
const [bindingSuccess, bindingError, refreshError] = [0x0101, 0x0111, 0x0114];
const [errorCode, software] = [0x0009, 0x8022];
const [unauthenticated, allocationMismatch] = [401, 437];

/** By the attribute SOFTWARE. */
const products: readonly ProductPattern[] = [[/^Coturn-(\d[\d.]*)/, 'coturn']];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const message = readStun(reply, request);
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

const refresh = Uint8Array.from(stunMessage(0x0004));
/** Servers that relay nothing may keep silent. Milliseconds. */
const refreshMs = 300;

async function goOn(identity: Identity, ask: Ask): Promise<Identity> {
	const reply = await ask(refresh, refreshMs);
	const message = reply && readStun(reply, refresh);
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

interface StunMessage {
	readonly kind: number;
	readonly attributes: ReadonlyMap<number, Buffer>;
}

/** A message about this request: the cookie and the number of the transaction, 16 bytes, come back as they are. */
function readStun(reply: Buffer, request: Uint8Array): StunMessage | undefined {
	if (reply.length < headerLength || !reply.subarray(4, headerLength).equals(request.subarray(4, headerLength))) {
		return undefined;
	}
	if (reply.readUInt16BE(2) !== reply.length - headerLength) return undefined;
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

/** Hundreds in the third byte, the rest in the fourth. */
function errorIn({ attributes }: StunMessage): number | undefined {
	const value = attributes.get(errorCode);
	return value === undefined || value.length < 4 ? undefined : 100 * value.readUInt8(2) + value.readUInt8(3);
}
