import ipaddr from 'ipaddr.js';
import { UsageError } from '../errors.ts';
import { parseAddress } from './address.ts';
import { quote } from './quote.ts';

/** A run of neighbouring addresses. */
export interface Network {
	/** As it was asked: `192.0.2.0/24`. */
	readonly text: string;
	/** The first address to check: 4 bytes, or 16. */
	readonly first: readonly number[];
	/** How many addresses to check; exact up to 2^53. */
	readonly size: number;
}

/**
 * A network in CIDR notation (RFC 4632, section 3.1; RFC 4291, section 2.3), host bits allowed. Of an IPv4 network
 * with a prefix of 30 or less, the network and broadcast addresses are left out.
 *
 * @throws {UsageError} when the text is no network.
 */
export function parseNetwork(text: string): Network {
	const [start = '', prefix = ''] = text.split('/');
	const parsed = parseAddress(start);

	if (parsed === null || text.split('/').length !== 2 || start.includes('%')) {
		throw new UsageError(
			`${quote(text)} is not a network: write 192.0.2.0/24 or 2001:db8::/120, or for a host its name alone`,
		);
	}

	const address = ipaddr.parse(start);
	const bits = address.kind() === 'ipv4' ? 32 : 128;
	if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) {
		throw new UsageError(`${quote(text)} needs a prefix length from 0 to ${bits}, like ${start}/${bits - 8}`);
	}

	const first = clearHostBits(address.toByteArray(), Number(prefix));
	const size = 2 ** (bits - Number(prefix));
	return bits === 32 && size >= 4 ? { text, first: plus(first, 1), size: size - 2 } : { text, first, size };
}

/** What a last-octet range looks like, the second address in short or in full. */
export const rangePattern = /^(\d+\.\d+\.\d+)\.(\d+)-(?:\1\.)?(\d+)$/;

/**
 * The addresses of a last-octet range, `192.0.2.1-20` or `192.0.2.1-192.0.2.20`, both ends included.
 *
 * @throws {UsageError} when the text is no such range.
 */
export function parseRange(text: string): Network {
	const [, network = '', low = '', high = ''] = rangePattern.exec(text) ?? [];
	const first = parseAddress(`${network}.${low}`);

	if (first === null || parseAddress(`${network}.${high}`) === null) {
		throw new UsageError(`${quote(text)} is not a range: write it like 192.0.2.1-20, with numbers from 0 to 255`);
	}
	if (Number(low) > Number(high)) {
		throw new UsageError(`${text} runs backwards: write ${network}.${high}-${low}`);
	}
	return { text, first: ipaddr.parse(first.address).toByteArray(), size: Number(high) - Number(low) + 1 };
}

/** The addresses of a network that has at most 2^32 of them, ascending, as canonical IP literals. */
export function* addressesOf({ first, size }: Network): Generator<string> {
	for (let index = 0; index < size; index++) {
		const address = ipaddr.fromByteArray(plus(first, index));
		const mapped = 'toIPv4Address' in address && address.isIPv4MappedAddress();
		yield (mapped ? address.toIPv4Address() : address).toString();
	}
}

function clearHostBits(bytes: readonly number[], prefix: number): number[] {
	return bytes.map((byte, index) => byte & (0xff << (8 - Math.min(8, Math.max(0, prefix - index * 8)))));
}

/** Counts in the last 32 bits only, which is all that a network of at most 2^32 addresses varies. */
function plus(bytes: readonly number[], count: number): number[] {
	const low = bytes.slice(-4).reduce((sum, byte) => sum * 256 + byte, 0) + count;
	return [...bytes.slice(0, -4), (low >>> 24) & 0xff, (low >>> 16) & 0xff, (low >>> 8) & 0xff, low & 0xff];
}
