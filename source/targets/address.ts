import ipaddr from 'ipaddr.js';
import type { Address } from '../model.ts';

/**
 * The address that an IP literal (without brackets; a zone is allowed) stands for, in its canonical text:
 * IPv6 as in RFC 5952, and an IPv4-mapped IPv6 address as the IPv4 address it holds (RFC 4291, section 2.5.5.2),
 * which is where the system would connect. Null when the text is no such literal.
 */
export function parseAddress(text: string): Address | null {
	// Not `ipaddr.isValid`, which also takes `127.1`, `0x7f000001` and octets with leading zeros.
	if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) {
		return null;
	}

	const address = ipaddr.process(text);
	return { address: address.toString(), family: address.kind() === 'ipv4' ? 4 : 6 };
}

/** True for addresses of the machine itself: 127.0.0.0/8, ::1 and the IPv4 ones written as IPv6. */
export function isLoopback(address: string): boolean {
	return /^(::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1';
}

/** True for IPv6 addresses that mean something on one link only: fe80::/10 (RFC 4291, section 2.5.6), with a zone or without. */
export function isLinkLocal(address: string): boolean {
	return /^fe[89ab][0-9a-f]:/i.test(address);
}
