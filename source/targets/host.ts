import { domainToASCII } from 'node:url';
import { UsageError } from '../errors.ts';
import { parseAddress } from './address.ts';
import { quote } from './quote.ts';

/** Letters, digits and inner hyphens (RFC 1123, section 2.1). */
const label = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** A label that makes the WHATWG URL Standard, and most software, read the whole name as an IPv4 address. */
const numeric = /^(?:\d+|0x[\da-f]*)$/;

/**
 * The host that a text names: an IP literal in canonical form, or a host name in lower case, without a final
 * dot, its international letters as in RFC 3490 (`bücher.example` is `xn--bcher-kva.example`).
 *
 * @throws {UsageError} when it is neither.
 */
export function parseHost(text: string): string {
	const literal = parseAddress(text);
	if (literal !== null) {
		return literal.address;
	}
	if (text.includes(':')) {
		throw new UsageError(
			`${quote(text)} is not an IPv6 address: write it like 2001:db8::1, with a port like [2001:db8::1]:443`,
		);
	}

	const ascii = /[^\0-\x7f]/.test(text) ? domainToASCII(text) : text.toLowerCase();
	const name = ascii.endsWith('.') ? ascii.slice(0, -1) : ascii;
	const labels = name.split('.');

	if (numeric.test(labels.at(-1) ?? '')) {
		throw new UsageError(
			`${quote(text)} is not an IPv4 address: write four numbers from 0 to 255, like 192.0.2.1, or a host name`,
		);
	}
	if (!labels.every((part) => label.test(part))) {
		throw new UsageError(
			`${quote(text)} is not a host name, address, network or URL: write example.com, 192.0.2.1 or 192.0.2.0/24`,
		);
	}
	if (name.length > 253 || labels.some((part) => part.length > 63)) {
		throw new UsageError(
			`${quote(text)} is too long for a host name: 63 characters between dots, 253 in all are the most`,
		);
	}
	return name;
}
