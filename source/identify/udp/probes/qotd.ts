import type { Identity } from '../../../model.ts';
import { quotationIn } from '../../quotation.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** A quotation, whatever it was sent. */
export const qotd: UdpProbe = {
	id: 'qotd',
	spec: 'RFC 865, UDP based service',
	ports: [17],
	recognise,
};

function recognise(reply: Buffer): Identity | undefined {
	const text = quotationIn(reply);
	if (text === undefined) return undefined;
	return {
		service: 'qotd',
		access: 'unknown',
		evidence: [`an empty datagram was answered with: ${text}`],
		remark: floodsOthers,
	};
}
