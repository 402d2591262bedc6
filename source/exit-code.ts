import type { Collector } from './assess/collector.ts';
import { breaks } from './assess/verdict.ts';
import { CheckError } from './errors.ts';
import type { Report } from './model.ts';
import type { CheckCommand } from './options.ts';
import { isLinkLocal } from './targets/address.ts';

/** What the exit code says to scripts: part of the contract. */
export const exitCodes = { done: 0, broken: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

/**
 * The exit code of a check that has ended.
 *
 * @throws {CheckError} when nothing could be checked.
 */
export function exitCodeOf(collector: Collector, { failOn }: CheckCommand, interrupted: boolean): number {
	if (interrupted) return exitCodes.interrupted;
	const report = collector.report();
	if (!report.complete) return exitCodes.impossible;
	const error = unresolvedError(report.hosts) ?? unreachableError(collector);
	if (error !== undefined) throw error;
	return failOn !== undefined && breaks(report, failOn) ? exitCodes.broken : exitCodes.done;
}

/** The error when not one target has an address. */
export function unresolvedError(hosts: Report['hosts']): CheckError | undefined {
	const [first, ...others] = hosts;
	if (first === undefined || hosts.some(({ error }) => error === undefined)) return undefined;
	const more = others.length > 0 ? `, nor ${others.length} more` : '';
	return new CheckError(`can't resolve ${first.target} (${first.error})${more}`);
}

/** The error when not one attempt found a way out of this machine, or to any address. */
function unreachableError(collector: Collector): CheckError | undefined {
	const addresses = collector.report().hosts.flatMap((host) => host.addresses);
	const [first] = addresses;
	const barred = addresses.every(({ address, network }) => network.attempts === 0 || isRefused(collector, address));
	if (first === undefined || !barred) return undefined;
	return new CheckError(`no way to ${first.address}: ${wayOut(first.address)}`);
}

/** A link-local address means nothing without the interface behind which it is (RFC 4007, section 6). */
function wayOut(address: string): string {
	const isBare = isLinkLocal(address) && !address.includes('%');
	return isBare ? `name the interface too, like ${address}%eth0` : "check the route, or this machine's own firewall";
}

/** Whether something on the way refused every port, and the address itself never answered. */
function isRefused(collector: Collector, address: string): boolean {
	return (['tcp', 'udp'] as const).every((protocol) =>
		[...collector.portStates(address, protocol)].every(([, { state, rejected }]) => state === 'undecided' && rejected),
	);
}
