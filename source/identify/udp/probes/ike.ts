import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** What it says to an offer that nobody can accept. */
export const ike: UdpProbe = {
	id: 'ipsec',
	spec: 'RFC 7296, sections 2.23, 3.1, 3.2 and 3.10; RFC 2408, sections 3.1, 3.4 and 3.14',
	ports: [500, 4500],
	recognise,
};

const headerLength = 28;
/** Kinds of payload: a notification in version 2 and in version 1. */
const notification: Readonly<Record<number, number>> = { 2: 41, 1: 11 };

/** On the port for address translation four zeros come first, as in the request (RFC 3948, section 2.2). */
const marker = Buffer.alloc(4);

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (!marker.equals(request.subarray(0, marker.length))) return recogniseIke(reply, request);
	if (!marker.equals(reply.subarray(0, marker.length))) return undefined;
	return recogniseIke(reply.subarray(marker.length), request.subarray(marker.length));
}

function recogniseIke(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < headerLength || reply.readUInt32BE(24) !== reply.length) return undefined;
	if (!reply.subarray(0, 8).equals(request.subarray(0, 8))) return undefined;
	const version = reply.readUInt8(17) >> 4;
	// An echo is the request itself: there the responder's number is missing, and the mark of a response.
	const isResponse = version === 2 ? (reply.readUInt8(19) & 0x20) !== 0 : !reply.equals(request);
	if ((version !== 1 && version !== 2) || !isResponse) return undefined;
	return {
		service: 'ipsec',
		access: 'unknown',
		evidence: [`IKE_SA_INIT answered: IKEv${version}, ${notificationIn(reply, version) ?? 'a proposal'}`],
	};
}

/** The first notification among the payloads: its kind, in words. */
function notificationIn(reply: Buffer, version: 1 | 2): string | undefined {
	let [next, at] = [reply.readUInt8(16), headerLength];
	while (next !== 0 && at + 4 <= reply.length) {
		const payload = reply.subarray(at, at + reply.readUInt16BE(at + 2));
		if (next === notification[version]) return notificationName(payload, version);
		if (payload.length < 4) return undefined;
		next = payload.readUInt8(0);
		at += payload.length;
	}
	return undefined;
}

/** Version 2: header (4), protocol, size of the SPI, kind (2). Version 1: a domain of interpretation (4) before those. */
function notificationName(payload: Buffer, version: 1 | 2): string | undefined {
	const at = version === 2 ? 6 : 10;
	if (payload.length < at + 2) return undefined;
	const kind = payload.readUInt16BE(at);
	return notificationNames[version][kind] ?? `notification ${kind}`;
}

const notificationNames: Readonly<Record<1 | 2, Readonly<Record<number, string>>>> = {
	2: {
		1: 'UNSUPPORTED_CRITICAL_PAYLOAD',
		5: 'INVALID_MAJOR_VERSION',
		7: 'INVALID_SYNTAX',
		14: 'NO_PROPOSAL_CHOSEN',
		17: 'INVALID_KE_PAYLOAD',
		24: 'AUTHENTICATION_FAILED',
		16390: 'COOKIE',
	},
	1: { 5: 'INVALID-MAJOR-VERSION', 14: 'NO-PROPOSAL-CHOSEN', 24: 'AUTHENTICATION-FAILED' },
};
