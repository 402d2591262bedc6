import ipaddr from 'ipaddr.js';
import { UsageError } from '../errors.ts';
import { parseAddress } from './address.ts';
import { parseNetwork } from './network.ts';
import { quote } from './quote.ts';

/**
 * The address or network that a firewall is to let in, as firewalls write it: an IP literal, or a network without host
 * bits; a network of one address is that address.
 *
 * @throws {UsageError} when the text is neither, or stands for everyone.
 */
export function parseSource(text: string): string {
	const parsed = parseAddress(text);
	if (parsed !== null && !text.includes('%')) {
		return parsed.address;
	}
	if (!text.includes('/')) {
		throw new UsageError(`${quote(text)} is no address: write 198.51.100.7 or 198.51.100.0/24`);
	}
	parseNetwork(text);
	const [start = '', prefix = ''] = text.split('/');
	const bits = start.includes(':') ? 128 : 32;
	if (Number(prefix) === 0) {
		throw new UsageError(`${quote(text)} is everyone: name the address or network that may come in`);
	}
	if (Number(prefix) === bits) {
		return parseSource(start);
	}
	const network = bits === 32 ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
	return `${network.toString()}/${Number(prefix)}`;
}
