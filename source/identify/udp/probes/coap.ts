import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** A ping, which devices answer without looking anything up. */
export const coap: UdpProbe = {
	id: 'coap',
	spec: 'RFC 7252, sections 3 and 4.2',
	ports: [5683],
	recognise,
};

/** Version 1, kind "reset", no token, and the code 0.00. */
const reset = Buffer.of(0x70, 0x00);

function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	const expected = Buffer.concat([reset, request.subarray(2, 4)]);
	return reply.equals(expected)
		? { service: 'coap', access: 'unknown', evidence: ['ping answered: reset, as pings are'] }
		: undefined;
}
