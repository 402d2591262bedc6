import type {
	AddressReport,
	Advisory,
	Finding,
	HostReport,
	NetworkMeasurement,
	Report,
	StateCounts,
} from '../model.ts';
import { visible } from './visible.ts';

/** The report as JSON, schema `doorcheck/1`: indented, numbers rounded, with a line end. */
export function jsonReport(report: Report): string {
	return `${JSON.stringify(reportData(report), null, '\t')}\n`;
}

/** What `jsonReport` writes, as data, with its keys in the order of the schema. */
export function reportData(report: Report): Report {
	const { schema, version, startedAt, elapsedMs, complete, vantage, hosts, verdict } = report;
	return visible({
		schema,
		version,
		startedAt,
		elapsedMs: Math.round(elapsedMs),
		complete,
		vantage,
		hosts: hosts.map(hostData),
		verdict: { level: verdict.level, reasons: verdict.reasons },
	});
}

function hostData({ target, error, addresses, findings, differences }: HostReport): HostReport {
	return {
		target,
		...(error === undefined ? {} : { error }),
		addresses: addresses.map(addressData),
		findings: findings.map(findingData),
		differences: differences.map(({ port, protocol, ipv4, ipv6 }) => ({ port, protocol, ipv4, ipv6 })),
	};
}

function addressData({ address, family, counts, udp, network, pattern, notes }: AddressReport): AddressReport {
	return {
		address,
		family,
		counts: countsData(counts),
		...(udp === undefined ? {} : { udp: countsData(udp) }),
		network: networkData(network),
		pattern,
		notes,
	};
}

function countsData({ open, closed, filtered, 'open|filtered': unanswered, undecided }: StateCounts): StateCounts {
	return { open, closed, filtered, 'open|filtered': unanswered, undecided };
}

/** Times to a hundredth of a millisecond, shares to what can be told from the attempts that were made. */
function networkData({ rttMs, loss, missProbability, attempts }: NetworkMeasurement): NetworkMeasurement {
	return {
		rttMs: rounded(rttMs, 2),
		loss: rounded(loss, 4),
		missProbability: missProbability === null ? null : Number(missProbability.toPrecision(2)),
		attempts,
	};
}

function findingData(finding: Finding): Finding {
	const { address, port, protocol, state, service, category, severity, access, tls, evidence } = finding;
	const { id, name, product, version, confidence } = service;
	return {
		address,
		port,
		protocol,
		state,
		service: { id, name, product, version, confidence },
		category,
		severity,
		access,
		tls,
		evidence,
		expected: finding.expected,
		rttMs: rounded(finding.rttMs, 2),
		remark: finding.remark,
		os: finding.os,
		advisories: finding.advisories.map(advisoryData),
	};
}

function advisoryData(advisory: Advisory): Advisory {
	const { id, kind, about, text, condition, fixedIn, beforeLogin, exploitedSince, source } = advisory;
	return { id, kind, about, text, condition, fixedIn, beforeLogin, exploitedSince, source };
}

function rounded(number: number | null, digits: number): number | null {
	return number === null ? null : Number(number.toFixed(digits));
}
