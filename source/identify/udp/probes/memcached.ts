import type { Identity } from '../../../model.ts';
import type { UdpProbe } from '../probe.ts';

/** Its version. UDP knows no passwords. */
export const memcached: UdpProbe = {
	id: 'memcached',
	spec: "memcached's protocol.txt, UDP protocol and version",
	ports: [11_211],
	recognise,
};

const frameLength = 8;

/** Number of the request, number of this datagram, number of datagrams, nothing: two bytes each. */
function recognise(reply: Buffer, request: Uint8Array): Identity | undefined {
	if (reply.length < frameLength || !reply.subarray(0, 2).equals(request.subarray(0, 2))) return undefined;
	const text = reply.toString('latin1', frameLength);
	const version = /^VERSION (\S+)\r\n$/.exec(text)?.[1];
	if (version === undefined) return undefined;
	return {
		service: 'memcached',
		product: 'Memcached',
		version: version.replace(/^(\d+(?:\.\d+)*).*/, '$1'),
		access: 'open',
		evidence: [`version answered: VERSION ${version}`],
		remark: 'answers strangers without a password; can be abused to flood others',
	};
}
