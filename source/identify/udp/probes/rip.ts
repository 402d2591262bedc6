import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** Whether it tells strangers a route. */
export const rip: UdpProbe = {
	id: 'rip',
	spec: 'RFC 2453, sections 3.9.1 and 4',
	ports: [520],
	recognise,
};

const response = 2;
const headerLength = 4;
const entryLength = 20;
const unreachable = 16;

/** The entry of the request comes back with the metric filled in, in the last of its bytes. */
function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < headerLength + entryLength || (reply.length - headerLength) % entryLength !== 0) return undefined;
	const asked = Buffer.from(request).subarray(headerLength + 4, headerLength + 8);
	const answered = reply.subarray(headerLength + 4, headerLength + 8);
	if (reply.readUInt8(0) !== response || !answered.equals(asked)) return undefined;
	const metric = reply.readUInt32BE(headerLength + 16);
	if (metric < 1 || metric > unreachable) return undefined;
	return {
		service: 'rip',
		access: 'unknown',
		evidence: [
			`request for the route to ${answered.join('.')} answered: ${metric === unreachable ? 'none' : `metric ${metric}`}`,
		],
		remark: 'tells strangers its routes',
	};
}
