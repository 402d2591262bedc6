import type { Identity } from '../../../model.ts';
import { dnsType } from '../../../scan/udp-requests/dns-query.ts';
import { readDnsMessage } from '../../dns-message.ts';
import { floodsOthers, type UdpProbe } from '../probe.ts';

/** The kinds of services that it tells of. */
export const mdns: UdpProbe = {
	id: 'mdns',
	spec: 'RFC 6762, sections 6.7 and 18; RFC 6763, section 9',
	ports: [5353],
	recognise,
};

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const message = readDnsMessage(reply);
	const asked = readDnsMessage(Buffer.from(request))?.questions[0];
	// Answers come without the question to those who ask from port 5353, and with it to others, who may have no number.
	if (!message?.isResponse || !message.authoritative || message.responseCode !== 0 || asked === undefined) {
		return undefined;
	}
	const kinds = message.answers
		.filter(({ name, type }) => name.toLowerCase() === asked.name && type === dnsType.PTR)
		.map(({ dataName }) => dataName);
	if (kinds.length === 0) return undefined;
	return {
		service: 'mdns',
		access: 'unknown',
		evidence: [`query for the kinds of services answered: ${kinds.join(', ')}`],
		remark: floodsOthers,
	};
}
