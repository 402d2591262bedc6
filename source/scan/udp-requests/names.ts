import { ascii, type Bytes, join, repeat } from './bytes.ts';
import { dnsClass, dnsQuery, dnsType, domainName, recursionDesired } from './dns-query.ts';
import type { UdpRequest } from './request.ts';

/** Top bit of the class: please answer to me alone (RFC 6762, section 5.4). */
const unicastResponse = 0x8000;

/** Names: what a domain name is asked with, and the two relatives that took over its message format. */
export const names: readonly UdpRequest[] = [
	{
		port: 53,
		name: 'a DNS query for version.bind',
		spec: 'RFC 1035, section 4.1; RFC 4892, section 2',
		// The query with which administrators ask a server for its version. Servers that won't tell say so (REFUSED), and
		// none needs to ask another server for it.
		bytes: dnsQuery(recursionDesired, domainName('version.bind'), dnsType.TXT, dnsClass.CHAOS),
	},
	{
		port: 137,
		name: 'a NetBIOS node status request',
		spec: 'RFC 1002, section 4.2.17',
		bytes: dnsQuery(0, netbiosName('*'), dnsType.NBSTAT, dnsClass.IN),
	},
	{
		port: 5353,
		name: 'an mDNS query for the kinds of services',
		spec: 'RFC 6762, sections 5.5 and 6.7; RFC 6763, section 9',
		bytes: dnsQuery(0, domainName('_services._dns-sd._udp.local'), dnsType.PTR, dnsClass.IN | unicastResponse),
	},
];

/** A name of 16 bytes, filled up with zeros, each half of a byte as a letter from A to P (RFC 1001, section 14.1). */
function netbiosName(name: string): Bytes {
	const letters = join(ascii(name), repeat(0, 16 - name.length)).flatMap((byte) => [byte >>> 4, byte & 0x0f]);
	return join(
		[letters.length],
		letters.map((half) => 0x41 + half),
		[0],
	);
}
