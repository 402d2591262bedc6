import type { Finding, HostReport, Report, Severity, Verdict } from '../model.ts';
import { severities } from '../model.ts';
import { pressingFlaws } from './advisories.ts';
import { inWords } from './advisory-words.ts';
import { doorsOf, portLabel, serviceName } from './doors.ts';

/** The parts of a report that its verdict follows from. */
export type Judged = Pick<Report, 'complete' | 'hosts'>;

/** More reasons than this are counted, not told. */
const reasonsTold = 10;

/**
 * `stop`: a door of high or critical severity is open. `review`: a door of medium severity or one nobody expected is
 * open, a version is reported as affected by a flaw known to be exploited, the families differ, or something was left
 * undecided. `pass`: none of that. Reasons come worst first.
 */
export function verdictOn(report: Judged): Verdict {
	const doors = openDoors(report);
	const alarming = doors.filter((door) => weight(door) === 'stop');
	const doubtful = doors.filter((door) => weight(door) === 'review');
	const named = report.hosts.length > 1;
	const reasons = [
		...alarming.map((door) => doorReason(door, named)),
		...doubtful.map((door) => doorReason(door, named)),
		...report.hosts.flatMap((host) => [...hostReasons(host, named)]),
		...silenceReasons(report.hosts),
		...(report.complete ? [] : ['The check was not finished']),
	];
	return {
		level: alarming.length > 0 ? 'stop' : reasons.length > 0 ? 'review' : 'pass',
		reasons:
			reasons.length > reasonsTold
				? [...reasons.slice(0, reasonsTold), `and ${(reasons.length - reasonsTold).toLocaleString('en')} more`]
				: reasons,
	};
}

/** The verdict in one line, for a screen's header or a summary. */
export function headline(report: Pick<Report, 'complete' | 'hosts' | 'verdict'>): string {
	const doors = openDoors(report);
	const alarming = doors.filter((door) => weight(door) === 'stop').length;
	const doubtful = doors.filter((door) => weight(door) === 'review').length;
	if (report.verdict.level === 'stop') {
		return `Not ready: ${count(alarming, 'door')} must be closed`;
	}
	if (report.verdict.level === 'pass') {
		return doors.length === 0
			? `Ready: no ${anySilent(report) ? 'open door was found' : 'door is open'}`
			: `Ready: ${count(doors.length, 'door')} open, ${doors.length === 1 ? 'and it is' : 'all'} fine`;
	}
	const failed = report.hosts.filter((host) => host.error !== undefined).length;
	const differing = report.hosts.reduce((sum, host) => sum + host.differences.length, 0);
	const parts = [
		...(doubtful > 0 ? [`${count(doubtful, 'door')} to look at`] : []),
		...(differing > 0 ? [`${count(differing, 'port')} differ${differing === 1 ? 's' : ''} between IPv4 and IPv6`] : []),
		...(failed > 0 ? [`${count(failed, 'host')} not checked`] : []),
	];
	if (!report.complete) {
		return `Not finished: ${parts.length > 0 ? parts.join(', ') : 'nothing to close so far'}`;
	}
	return `Look again: ${parts.length > 0 ? parts.join(', ') : report.verdict.reasons.join('; ')}`;
}

/** Over UDP silence leaves open whether something listens: a normal thing to meet, but nothing to build claims on. */
function anySilent({ hosts }: Pick<Report, 'hosts'>): boolean {
	return hosts.some(({ addresses }) => addresses.some(({ counts }) => counts['open|filtered'] > 0));
}

/** Whether an open door is of this severity or worse: what `--fail-on` asks. */
export function breaks(report: Pick<Report, 'hosts'>, level: Severity): boolean {
	const bar = severities.indexOf(level);
	return report.hosts.some((host) =>
		host.findings.some((finding) => finding.state === 'open' && severities.indexOf(finding.severity) <= bar),
	);
}

/** A door that is open now. */
interface OpenDoor {
	readonly target: string;
	readonly finding: Finding;
	readonly doubted: boolean;
}

/** Every open door once, worst first; among equals, those that answer without a password. */
function openDoors(report: Pick<Report, 'hosts'>): readonly OpenDoor[] {
	const doors = report.hosts.flatMap((host) =>
		doorsOf(host)
			.filter((door) => door.open.length > 0)
			.map(({ finding, doubted }) => ({ target: host.target, finding, doubted })),
	);
	return doors.sort((a, b) => rank(a.finding) - rank(b.finding));
}

function rank(finding: Finding): number {
	return severities.indexOf(finding.severity) * 2 + (finding.access === 'open' ? 0 : 1);
}

/**
 * What a door does to the verdict. What was expected is fine, unless it answers without a password; nobody expects a
 * flaw that is known to be exploited, but its version is no proof of it.
 */
function weight({ finding, doubted }: OpenDoor): 'stop' | 'review' | 'fine' {
	if (doubted) {
		return 'fine';
	}
	const alarming = finding.severity === 'critical' || finding.severity === 'high';
	if (finding.expected === true) {
		return alarming && finding.access === 'open' ? 'stop' : isFlawed(finding) ? 'review' : 'fine';
	}
	if (alarming) {
		return 'stop';
	}
	return finding.severity === 'medium' || finding.expected === false ? 'review' : 'fine';
}

function isFlawed({ advisories, access }: Finding): boolean {
	return pressingFlaws(advisories, access).length > 0;
}

function doorReason({ target, finding }: OpenDoor, named: boolean): string {
	const { access, expected } = finding;
	const where = `${portLabel(finding)}${named ? ` of ${target}` : ''}`;
	const what = access === 'open' ? 'answers without a password' : 'is reachable';
	const unexpected = expected === false ? ', and was not expected' : '';
	return `${serviceName(finding)} on ${where} ${what}${unexpected}${flawReason(finding)}`;
}

/** `; OpenSSH 9.1p1 is a version reported as affected by CVE-2024-6387`. */
function flawReason({ advisories, access }: Finding): string {
	const flaws = pressingFlaws(advisories, access);
	const [first] = flaws;
	const ids = flaws.map(({ id }) => id);
	return first === undefined ? '' : `; ${first.about} is a version reported as affected by ${inWords(ids)}`;
}

function* hostReasons(host: HostReport, named: boolean): Iterable<string> {
	const of = named ? ` of ${host.target}` : '';
	if (host.error !== undefined) {
		yield `${host.target} could not be checked: ${host.error}`;
	}
	for (const { address, pattern, counts } of host.addresses) {
		if (pattern === 'all-open') {
			yield `Nearly every port of ${address} seems open: something in between answers for it`;
		}
		if (pattern !== 'unreachable' && counts.undecided > 0) {
			yield `${count(counts.undecided, 'port')} of ${address} could not be decided`;
		}
	}
	for (const difference of host.differences) {
		yield `Port ${portLabel(difference)}${of} is open on ${difference.ipv4 === 'open' ? 'IPv4' : 'IPv6'} only`;
	}
}

/**
 * Addresses where nothing could be reached. In a network some addresses are unused, so that alone is no reason where
 * several addresses were asked for and one answered; of a name, silence is one.
 */
function silenceReasons(hosts: readonly HostReport[]): readonly string[] {
	const silent = hosts.flatMap(({ target, addresses }) =>
		addresses.filter(({ pattern }) => pattern === 'unreachable').map(({ address }) => ({ target, address })),
	);
	const all = hosts.reduce((sum, { addresses }) => sum + addresses.length, 0);
	const told = silent.length === all ? silent : silent.filter(({ target, address }) => target !== address);
	const [first, ...others] = told;
	if (first === undefined) {
		return [];
	}
	return others.length === 0
		? [`Nothing could be reached at ${first.address}`]
		: [`Nothing could be reached at ${count(told.length, 'address', 'addresses')}`];
}

function count(number: number, thing: string, things = `${thing}s`): string {
	return `${number.toLocaleString('en')} ${number === 1 ? thing : things}`;
}
