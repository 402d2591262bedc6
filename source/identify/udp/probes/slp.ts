import type { Identity } from '../../../model.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** Which services the agent tells of. */
export const slp: UdpProbe = {
	id: 'slp',
	// Of flooding others: CVE-2023-29552, and CISA's alert of April 2023.
	spec: 'RFC 2608, sections 7, 8, 8.2, 8.5 and 8.6',
	ports: [427],
	recognise,
};

const headerLength = 14;

/**
 * Where behind the header the first URL is, by kind of message. In a reply an error code and a count (2 each), and of the
 * entry a reserved byte and its lifetime (2), stand before it; in a directory agent's advert an error code (2) and when it
 * started (4); in a service agent's advert nothing.
 */
const urlsAt: Readonly<Record<number, number>> = { 2: 7, 8: 6, 11: 0 };

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < headerLength || reply.readUInt8(0) !== 2 || reply.readUIntBE(2, 3) !== reply.length)
		return undefined;
	if (!reply.subarray(10, 12).equals(request.subarray(10, 12))) return undefined;
	const urlAt = urlsAt[reply.readUInt8(1)];
	if (urlAt === undefined) return undefined;
	const body = reply.subarray(headerLength + reply.readUInt16BE(12));
	const error = urlAt === 0 || body.length < 2 ? 0 : body.readUInt16BE(0);
	const told = error === 0 ? (textAt(body, urlAt) ?? 'no services') : `error ${error}`;
	return {
		service: 'slp',
		access: 'unknown',
		evidence: [`service request answered: ${told}`],
		remark: floodsOthers,
	};
}

/** A text behind its length in two bytes. */
function textAt(body: Buffer, at: number): string | undefined {
	if (body.length < at + 2) return undefined;
	return body.toString('utf8', at + 2, at + 2 + body.readUInt16BE(at));
}
