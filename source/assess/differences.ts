import type { Difference, Family, HostPattern, PortState, Protocol } from '../model.ts';
import type { PortStates } from './port-table.ts';

/** What the comparison needs to know about one address of a target. */
export interface ComparedAddress {
	readonly family: Family;
	readonly pattern: HostPattern;
	portStates(protocol: Protocol): PortStates;
}

/** A port to compare: one that was seen open somewhere. */
export interface ComparedPort {
	readonly port: number;
	readonly protocol: Protocol;
}

/**
 * Ports of one target that are open on one family and known not to be on the other, ascending. A family none of whose
 * addresses can be reached from here says nothing, and neither does a port that is still undecided or, over UDP, silent.
 */
export function differencesOf(
	addresses: readonly ComparedAddress[],
	candidates: readonly ComparedPort[],
): readonly Difference[] {
	const reachable = addresses.filter((address) => address.pattern !== 'unreachable');
	const four = reachable.filter((address) => address.family === 4);
	const six = reachable.filter((address) => address.family === 6);
	if (four.length === 0 || six.length === 0) {
		return [];
	}
	const differences = new Map<string, Difference>();
	for (const { port, protocol } of candidates) {
		const ipv4 = familyState(four, port, protocol);
		const ipv6 = familyState(six, port, protocol);
		if (ipv4 && ipv6 && ipv4 !== ipv6 && (ipv4 === 'open' || ipv6 === 'open')) {
			differences.set(`${port}/${protocol}`, { port, protocol, ipv4, ipv6 });
		}
	}
	return [...differences.values()].sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol));
}

/** Of several addresses of a family, one open door is enough. */
const mostReachableFirst = ['open', 'closed', 'filtered'] as const;

function familyState(addresses: readonly ComparedAddress[], port: number, protocol: Protocol): PortState | undefined {
	const states = addresses.map((address) => address.portStates(protocol).get(port)?.state);
	if (states.includes('open')) {
		return 'open';
	}
	const settled = states.every((state) => state !== undefined && state !== 'undecided' && state !== 'open|filtered');
	return settled ? mostReachableFirst.find((state) => states.includes(state)) : undefined;
}
