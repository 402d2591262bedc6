import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';
import { floodsOthers } from '../probe.ts';

/** Which services the agent tells of. */
export const slp: UdpProbe = {
	id: 'slp',
	// Of flooding others: CVE-2023-29552, and CISA's alert of April 2023.
	spec: 'RFC 2608, sections 8, 8.2, 8.5 and 8.6',
	ports: [427],
	recognise,
};

const headerLength = 14;
const [serviceReply, directoryAdvert, agentAdvert] = [2, 8, 11];

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < headerLength || reply.readUInt8(0) !== 2 || reply.readUIntBE(2, 3) !== reply.length)
		return undefined;
	if (!reply.subarray(10, 12).equals(request.subarray(10, 12))) return undefined;
	const kind = reply.readUInt8(1);
	const body = reply.subarray(headerLength + reply.readUInt16BE(12));
	const url = kind === serviceReply ? firstUrl(body) : kind === agentAdvert ? textAt(body, 0) : undefined;
	if (kind !== serviceReply && kind !== agentAdvert && kind !== directoryAdvert) return undefined;
	return {
		service: 'slp',
		access: 'unknown',
		evidence: [
			`service request answered: ${url ?? (kind === directoryAdvert ? textAt(body, 6) : undefined) ?? 'no services'}`,
		],
		remark: floodsOthers,
	};
}

/** An error code and a count, two bytes each; of each entry a reserved byte, its lifetime (2) and the URL. */
function firstUrl(body: Buffer): string | undefined {
	return body.length >= 4 && body.readUInt16BE(2) > 0 ? textAt(body, 4 + 3) : undefined;
}

/** A text behind its length in two bytes. */
function textAt(body: Buffer, at: number): string | undefined {
	if (body.length < at + 2) return undefined;
	return body.toString('utf8', at + 2, at + 2 + body.readUInt16BE(at));
}
