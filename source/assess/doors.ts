import { memoised } from '../memo.ts';
import type { AddressReport, Family, Finding, HostReport, Protocol, ServiceReport } from '../model.ts';
import { severities } from '../model.ts';

/** One port of a target, whichever of its addresses it was seen open on. */
export interface DoorSummary {
	readonly port: number;
	readonly protocol: Protocol;
	/** The one that stands for the others: open rather than shut by now, the worst, the best known. */
	readonly finding: Finding;
	readonly findings: readonly Finding[];
	/** Families on which it is open now. */
	readonly open: readonly Family[];
	/** The only family it is open on, when the other one is known to be shut. */
	readonly only: Family | null;
	/** Nearly every port of its addresses seems open, and no service was recognised here: something in between answers. */
	readonly doubted: boolean;
}

type Doors = Pick<HostReport, 'addresses' | 'findings' | 'differences'>;

/**
 * The ports of a target that are open, or were open earlier in the check: worst first, then ascending. Verdict, headline
 * and screens ask for the same ones.
 */
export const doorsOf = memoised((host: Doors): readonly DoorSummary[] => {
	const addresses = new Map(host.addresses.map((address) => [address.address, address]));
	const only = new Map(
		host.differences.map((difference) => [keyOf(difference), difference.ipv4 === 'open' ? 4 : 6] as const),
	);
	const grouped = new Map<number, [Finding, ...Finding[]]>();
	for (const finding of host.findings) {
		const group = grouped.get(keyOf(finding));
		if (group) {
			group.push(finding);
		} else {
			grouped.set(keyOf(finding), [finding]);
		}
	}
	const doors = [...grouped].map(([key, findings]) => doorOf(findings, only.get(key) ?? null, addresses));
	return doors.sort((a, b) => severityRank(a.finding) - severityRank(b.finding) || keyOf(a) - keyOf(b));
});

function doorOf(
	findings: readonly [Finding, ...Finding[]],
	only: Family | null,
	addresses: ReadonlyMap<string, AddressReport>,
): DoorSummary {
	let [finding] = findings;
	let [four, six, doubted] = [false, false, true];
	for (const one of findings) {
		const { family, pattern } = addresses.get(one.address) ?? {};
		four ||= one.state === 'open' && family === 4;
		six ||= one.state === 'open' && family === 6;
		doubted &&= one.service.confidence === 'assumed' && pattern === 'all-open';
		finding = standing(one) < standing(finding) ? one : finding;
	}
	const { port, protocol } = finding;
	return { port, protocol, finding, findings, open: openOn(four, six), only, doubted };
}

function openOn(four: boolean, six: boolean): readonly Family[] {
	return four ? (six ? [4, 6] : [4]) : six ? [6] : [];
}

/** What a sentence calls the service: the product that was seen, or else the service's name. */
export function serviceName({ service }: Pick<Finding, 'service'>): string {
	const { name, product } = service;
	if (!isAssumed(service)) return product ?? name;
	return product === null ? `${name} (not confirmed)` : `${product} (perhaps ${name})`;
}

/** What a list calls the service: its product or its name with the version. A name that only the port suggests says so. */
export function serviceLabel({ service }: Pick<Finding, 'service'>): string {
	return isAssumed(service) ? `${service.name}?` : productLabel(service);
}

/** What answered, whatever the port suggests: the product that was seen, or else the service's name, with its version. */
export function productLabel({ name, product, version }: ServiceReport): string {
	return version === null ? (product ?? name) : `${product ?? name} ${version}`;
}

/** Whether only the port suggests this name. */
function isAssumed({ confidence, id }: ServiceReport): boolean {
	return confidence === 'assumed' && id !== 'unknown';
}

/** `443`, or `443/udp`. */
export function portLabel({ port, protocol }: { readonly port: number; readonly protocol: Protocol }): string {
	return protocol === 'udp' ? `${port}/udp` : String(port);
}

/** By port, TCP before UDP. */
function keyOf({ port, protocol }: { readonly port: number; readonly protocol: Protocol }): number {
	return port * 2 + (protocol === 'tcp' ? 0 : 1);
}

function severityRank(finding: Finding): number {
	return severities.indexOf(finding.severity);
}

/** Lower stands for the others. */
function standing(finding: Finding): number {
	return (
		(finding.state === 'open' ? 0 : 100) +
		severityRank(finding) * 10 +
		(finding.access === 'open' ? 0 : 2) +
		(finding.service.confidence === 'confirmed' ? 0 : 1)
	);
}
