import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** Whether Remote Desktop takes connections over UDP; the sign-in is over TCP. */
export const rdp: UdpProbe = {
	id: 'rdp',
	spec: '[MS-RDPEUDP], sections 2.2.2.1 and 3.1.5.1.3',
	ports: [3389],
	recognise,
};

const [syn, ack] = [0x0001, 0x0004];

/** The number of our packet (4), the receive window (2) and flags (2). */
function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < 8) return undefined;
	const flags = reply.readUInt16BE(6);
	const ourNumber = Buffer.from(request).readUInt32BE(8);
	if (reply.readUInt32BE(0) !== ourNumber || (flags & syn) === 0 || (flags & ack) === 0) return undefined;
	return { service: 'rdp', access: 'unknown', evidence: ['SYN answered: SYN and ACK'] };
}
