import { fileURLToPath } from 'node:url';
import { output } from '../bench/command.ts';
import { within } from '../bench/lab/namespace.ts';
import type { CheckEvent, PortState, Protocol, Report, ServiceReport } from '../source/model.ts';
import type { Addresses } from './network.ts';

/** A door of the machine. */
export interface Place {
	readonly port: number;
	readonly protocol: Protocol;
}

/** That nothing was seen is no fault of the instruction. */
export class CannotLookError extends Error {}

/** What doorcheck says of one door. */
export interface Seen {
	readonly ipv4: PortState;
	readonly ipv6: PortState;
	/** What answers over IPv4, or else over IPv6; absent while neither is open. */
	readonly service?: ServiceReport;
}

/**
 * Looks at doors from a network namespace with doorcheck as it is built, beside a port that must answer, open or closed,
 * so that silence means something. Gives what is seen of each, in their order.
 */
export async function look(
	namespace: string,
	target: Addresses,
	places: readonly Place[],
	witness: number,
): Promise<readonly Seen[]> {
	const ports = [...places.map(written), String(witness)].join(',');
	const printed = await output(
		...within(namespace, process.execPath, program, target.ipv4, target.ipv6, '--ports', ports, '--format', 'ndjson'),
		{ timeLimitMs: 120_000 },
	).catch((error: unknown) => {
		throw new CannotLookError(String(error));
	});
	const events: readonly (CheckEvent | (Report & { readonly type: 'report' }))[] = printed
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	const stateOf = (address: string, { port, protocol }: Place): PortState => {
		let state: PortState = 'undecided';
		for (const event of events) {
			if (!('address' in event) || event.address !== address || !('protocol' in event) || event.protocol !== protocol) {
				continue;
			}
			if (event.type === 'open' && event.port === port) state = 'open';
			if (event.type === 'ports' && event.ports.includes(port)) state = event.state;
		}
		return state;
	};
	const findings = events.flatMap((event) =>
		event.type === 'report' ? event.hosts.flatMap((host) => host.findings) : [],
	);
	return places.map((place) => {
		const answers = findings.filter(
			({ port, protocol, state }) => port === place.port && protocol === place.protocol && state === 'open',
		);
		const service = (answers.find(({ address }) => address === target.ipv4) ?? answers[0])?.service;
		return {
			ipv4: stateOf(target.ipv4, place),
			ipv6: stateOf(target.ipv6, place),
			...(service !== undefined && { service }),
		};
	});
}

const program = fileURLToPath(new URL('../bin/doorcheck.js', import.meta.url));

function written({ port, protocol }: Place): string {
	return protocol === 'udp' ? `${port}/udp` : String(port);
}
