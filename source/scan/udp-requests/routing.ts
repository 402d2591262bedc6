import { type Bytes, join, repeat, uint16, uint32 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

/** What keeps a network and its clocks going. */
export const routing: readonly UdpRequest[] = [
	{
		port: 123,
		name: "an NTP client's request for the time",
		spec: "RFC 5905, section 7.3, with nothing in it that the server needn't know",
		bytes: join([(4 << 3) | 3], repeat(0, 39), uint32(0x0d0c0d0c), uint32(0)),
	},
	{
		port: 520,
		name: 'a RIP request for the route to a network that is only for examples',
		spec: 'RFC 2453, sections 3.9.1 and 4; RFC 5737 for the network',
		// One route: a request for the whole table would be answered at length.
		bytes: ripRequest([192, 0, 2, 0], [255, 255, 255, 0]),
	},
	{
		port: 5351,
		name: 'a NAT-PMP request for the external address',
		spec: 'RFC 6886, section 3.2',
		bytes: [0x00, 0x00],
	},
];

function ripRequest(network: Bytes, mask: Bytes): Bytes {
	const [request, version, internet, routeTag, nextHop, infinity] = [1, 2, 2, 0, 0, 16];
	return join(
		[request, version],
		uint16(0),
		uint16(internet),
		uint16(routeTag),
		network,
		mask,
		uint32(nextHop),
		uint32(infinity),
	);
}
