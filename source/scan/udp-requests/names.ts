import { ascii, type Bytes, join, repeat, uint16 } from './bytes.ts';
import type { UdpRequest } from './request.ts';

const type = { PTR: 12, TXT: 16, NBSTAT: 0x21 } as const;
const klass = { IN: 1, CHAOS: 3 } as const;
/** RFC 1035, section 4.1.1. */
const recursionDesired = 0x0100;
/** Top bit of the class: please answer to me alone (RFC 6762, section 5.4). */
const unicastResponse = 0x8000;
const messageId = 0x0d0c;

/** Names: what a domain name is asked with, and the two relatives that took over its message format. */
export const names: readonly UdpRequest[] = [
	{
		port: 53,
		name: 'a DNS query for version.bind',
		spec: 'RFC 1035, section 4.1; RFC 4892, section 2',
		// The query with which administrators ask a server for its version. Servers that won't tell say so (REFUSED), and
		// none needs to ask another server for it.
		bytes: query(recursionDesired, domainName('version.bind'), type.TXT, klass.CHAOS),
	},
	{
		port: 137,
		name: 'a NetBIOS node status request',
		spec: 'RFC 1002, section 4.2.17',
		bytes: query(0, netbiosName('*'), type.NBSTAT, klass.IN),
	},
	{
		port: 5353,
		name: 'an mDNS query for the kinds of services',
		spec: 'RFC 6762, sections 5.5 and 6.7; RFC 6763, section 9',
		bytes: query(0, domainName('_services._dns-sd._udp.local'), type.PTR, klass.IN | unicastResponse),
	},
];

/** A message with one question and nothing else (RFC 1035, sections 4.1.1 and 4.1.2). */
function query(flags: number, name: Bytes, questionType: number, questionClass: number): Bytes {
	const [questions, answers, authorities, additional] = [1, 0, 0, 0];
	return join(
		uint16(messageId),
		uint16(flags),
		...[questions, answers, authorities, additional].map(uint16),
		name,
		uint16(questionType),
		uint16(questionClass),
	);
}

/** RFC 1035, section 3.1. */
function domainName(name: string): Bytes {
	return join(...name.split('.').map(label), [0]);
}

function label(text: string): Bytes {
	return join([text.length], ascii(text));
}

/** A name of 16 bytes, filled up with zeros, each half of a byte as a letter from A to P (RFC 1001, section 14.1). */
function netbiosName(name: string): Bytes {
	const letters = join(ascii(name), repeat(0, 16 - name.length)).flatMap((byte) => [byte >>> 4, byte & 0x0f]);
	return join(
		[letters.length],
		letters.map((half) => 0x41 + half),
		[0],
	);
}
