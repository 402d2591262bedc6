import type { Identity } from '../../../model.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** A quotation, whatever it was sent. */
export const qotd: UdpProbe = {
	id: 'qotd',
	spec: 'RFC 865, UDP based service',
	ports: [17],
	recognise,
};

/** A text of some words. */
const quotation = /^[\x20-\x7e\s]*[a-z]{2}[\x20-\x7e\s]*$/i;
const longest = 1024;

function recognise(reply: Buffer): Identity | undefined {
	const text = reply.toString('latin1');
	if (reply.length > longest || !quotation.test(text)) return undefined;
	return {
		service: 'qotd',
		access: 'unknown',
		evidence: [`an empty datagram was answered with: ${text}`],
		remark: floodsOthers,
	};
}
