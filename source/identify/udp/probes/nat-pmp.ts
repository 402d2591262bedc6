import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** The router's external address; nothing is mapped. */
export const natPmp: UdpProbe = {
	id: 'nat-pmp',
	spec: 'RFC 6886, sections 3.2, 3.5 and 9; RFC 6887, section 7.2',
	ports: [5351],
	recognise,
};

/** Top bit of the operation: a response. */
const response = 0x80;
const pcpHeaderLength = 24;

function recognise(reply: Buffer): Identity | undefined {
	const [version, operation] = reply;
	const found = { service: 'nat-pmp', access: 'unknown' } as const;
	if (version === 0 && operation === response && (reply.length === 8 || reply.length === 12)) {
		const result = reply.readUInt16BE(2);
		const answer = result === 0 && reply.length === 12 ? [...reply.subarray(8)].join('.') : `result code ${result}`;
		return { ...found, evidence: [`request for the external address answered: ${answer}`] };
	}
	// Its successor, PCP, says so to those who ask in the old way.
	if (version === 2 && operation !== undefined && operation >= response && reply.length >= pcpHeaderLength) {
		return { ...found, evidence: [`request for the external address answered: PCP, result code ${reply[3]}`] };
	}
	return undefined;
}
