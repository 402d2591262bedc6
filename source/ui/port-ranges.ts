import type { PortFact, PortStates } from '../assess/port-table.ts';
import type { HostReport, PortState, Protocol } from '../model.ts';
import type { PortFilter } from './state.ts';

/** Neighbouring ports of one state. */
export interface PortRange {
	readonly protocol: Protocol;
	readonly from: number;
	readonly to: number;
	readonly state: PortState;
	/** Filtered, and the other side said so. */
	readonly rejected: boolean;
}

/** The ports of an address, neighbours of one state taken together. */
export interface AddressRanges {
	readonly address: string;
	readonly ranges: readonly PortRange[];
}

/** All ports of a host that a filter lets through, by address. */
export function hostRanges(
	host: HostReport,
	portStates: (address: string, protocol: Protocol) => PortStates,
	filter: PortFilter,
): readonly AddressRanges[] {
	return host.addresses.map(({ address }) => ({
		address,
		ranges: (['tcp', 'udp'] as const).flatMap((protocol) => [
			...rangesOf(portStates(address, protocol), protocol, filter),
		]),
	}));
}

function* rangesOf(states: PortStates, protocol: Protocol, filter: PortFilter): Iterable<PortRange> {
	let from = 0;
	let to = 0;
	let of: PortFact | undefined;
	const range = (): readonly PortRange[] =>
		of && (filter === 'all' || of.state === filter) ? [{ protocol, from, to, ...of }] : [];
	for (const [port, fact] of states) {
		if (of && to === port - 1 && of.state === fact.state && of.rejected === fact.rejected) {
			to = port;
			continue;
		}
		yield* range();
		from = port;
		to = port;
		of = fact;
	}
	yield* range();
}
