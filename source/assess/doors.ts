import type { Family, Finding, HostReport, Protocol } from '../model.ts';
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

/** The ports of a target that are open, or were open earlier in the check: worst first, then ascending. */
export function doorsOf(host: Pick<HostReport, 'addresses' | 'findings' | 'differences'>): readonly DoorSummary[] {
	const family = new Map(host.addresses.map((address) => [address.address, address.family]));
	const only = new Map(
		host.differences.map((difference) => [keyOf(difference), difference.ipv4 === 'open' ? 4 : 6] as const),
	);
	const allOpen = new Set(host.addresses.filter(({ pattern }) => pattern === 'all-open').map(({ address }) => address));
	const grouped = new Map<string, Finding[]>();
	for (const finding of host.findings) {
		const group = grouped.get(keyOf(finding));
		if (group) {
			group.push(finding);
		} else {
			grouped.set(keyOf(finding), [finding]);
		}
	}
	const doors: DoorSummary[] = [];
	for (const [key, findings] of grouped) {
		const finding = findings.reduce((best, other) => (standing(other) < standing(best) ? other : best));
		const families = new Set(
			findings.filter(({ state }) => state === 'open').map(({ address }) => family.get(address)),
		);
		doors.push({
			port: finding.port,
			protocol: finding.protocol,
			finding,
			findings,
			open: ([4, 6] as const).filter((one) => families.has(one)),
			only: only.get(key) ?? null,
			doubted: findings.every(({ address, service }) => service.confidence === 'assumed' && allOpen.has(address)),
		});
	}
	return doors.sort(
		(a, b) =>
			severityRank(a.finding) - severityRank(b.finding) || a.port - b.port || (a.protocol < b.protocol ? -1 : 1),
	);
}

/** What a sentence calls the service: the product that was seen, or else the service's name. */
export function serviceName({ service }: Finding): string {
	return service.product ?? service.name;
}

/** What a list calls the service: its name as in a sentence, and the version. */
export function serviceLabel(finding: Finding): string {
	const { version } = finding.service;
	return version === null ? serviceName(finding) : `${serviceName(finding)} ${version}`;
}

/** `443`, or `443/udp`. */
export function portLabel({ port, protocol }: { readonly port: number; readonly protocol: Protocol }): string {
	return protocol === 'udp' ? `${port}/udp` : String(port);
}

function keyOf({ port, protocol }: { readonly port: number; readonly protocol: Protocol }): string {
	return `${port}/${protocol}`;
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
