import type { DoorSummary } from '../assess/doors.ts';
import { doorsOf, portLabel, serviceLabel } from '../assess/doors.ts';
import { notesOf } from '../assess/notes.ts';
import { headline } from '../assess/verdict.ts';
import type { Category, HostReport, Report } from '../model.ts';
import { categories, categoryNames, severities } from '../model.ts';
import { knownVersions } from './known-versions.ts';
import { padded, paragraph, widest } from './layout.ts';
import type { Look } from './look.ts';
import { finished, heading, inVerdictColor, markOf } from './look.ts';
import { nextSteps } from './next-steps.ts';
import { visible } from './visible.ts';
import { counted, countsText, differenceText, duration, familiesOf, measuredText, moment, remarkOn } from './words.ts';

/** The report for people: what is open, worst first, what to do about it, and how sure the result is. */
export function textReport(report: Report, look: Look): string {
	const shown = visible(report);
	const interesting = shown.hosts.filter((host) => host.findings.length > 0 || shown.hosts.length === 1);
	const sections = [
		header(shown, look),
		verdict(shown, look),
		...interesting.map((host) => hostSection(host, shown.hosts.length > 1, look)),
		...quietHosts(shown, look),
		knownVersions(shown, look),
		nextSteps(shown, look),
		measured(interesting, look),
	];
	return finished(
		sections
			.filter((section) => section.length > 0)
			.flatMap((section, index) => (index === 0 ? section : ['', ...section])),
		look,
	);
}

function header(report: Report, look: Look): readonly string[] {
	const from = report.vantage === '' ? '' : ` from ${report.vantage}`;
	const [first, ...others] = report.hosts;
	const what =
		first === undefined
			? 'no host'
			: others.length === 0
				? [first.target, ...addressesOf(first)].join('  ')
				: `${report.hosts.length.toLocaleString('en')} hosts`;
	return [
		...paragraph(`doorcheck  ${what}`, look.width),
		...paragraph(`checked${from}, ${moment(report.startedAt)}, in ${duration(report.elapsedMs)}`, look.width),
		...(report.complete
			? []
			: paragraph('Not complete: the check ended early. This is what had been found by then.', look.width)),
	];
}

/** The addresses of a target, unless the target is its only address. */
function addressesOf({ target, addresses }: HostReport): readonly string[] {
	const texts = addresses.map(({ address }) => address);
	return texts.length === 0 || (texts.length === 1 && texts[0] === target) ? [] : [texts.join(' · ')];
}

function verdict(report: Report, look: Look): readonly string[] {
	return [
		...paragraph(headline(report), look.width).map((line) => inVerdictColor(line, report.verdict.level, look)),
		...report.verdict.reasons.flatMap((reason) => paragraph(reason, look.width, '    ', '  - ')),
	];
}

function hostSection(host: HostReport, named: boolean, look: Look): readonly string[] {
	const doors = doorsOf(host);
	const open = doors.filter((door) => door.open.length > 0 && !door.doubted);
	const doubted = doors.filter((door) => door.open.length > 0 && door.doubted).length;
	const shut = doors.filter((door) => door.open.length === 0);
	const columns = columnsOf([...open, ...shut], host, look);
	return [
		...(named ? [...paragraph([host.target, ...addressesOf(host)].join('  '), look.width, '  ', '')] : []),
		...(host.error === undefined ? [] : paragraph(`Could not be checked: ${host.error}`, look.width)),
		...(host.error === undefined && open.length + doubted === 0 ? ['No open door was found.'] : []),
		...byCategory(open).flatMap(([category, group]) => [
			heading(categoryNames[category], look),
			...group.flatMap((door) => row(door, host, columns, look)),
		]),
		...(doubted > 0
			? paragraph(
					`${counted(doubted, 'more port')} ${doubted === 1 ? 'seems' : 'seem'} open, but no service was recognised there: see the notes.`,
					look.width,
					'  ',
				)
			: []),
		...(shut.length > 0
			? [heading('Open earlier, not now', look), ...shut.flatMap((door) => row(door, host, columns, look))]
			: []),
		...differences(host, look),
		...notes(host, look),
	];
}

/** The category with the worst door first; among equals in the order of the categories. `doors` come worst first. */
function byCategory(doors: readonly DoorSummary[]): readonly (readonly [Category, readonly DoorSummary[]])[] {
	const worst = (group: readonly DoorSummary[]) => severities.indexOf(group[0]?.finding.severity ?? 'info');
	return categories
		.map((category) => [category, doors.filter(({ finding }) => finding.category === category)] as const)
		.filter(([, group]) => group.length > 0)
		.sort(([, a], [, b]) => worst(a) - worst(b));
}

interface Columns {
	readonly port: number;
	readonly name: number;
	readonly families: number;
}

function columnsOf(doors: readonly DoorSummary[], host: HostReport, look: Look): Columns {
	return {
		port: widest(doors.map(portLabel)),
		name: Math.min(look.width < 100 ? 26 : 40, widest(doors.map(({ finding }) => serviceLabel(finding)))),
		families: widest(doors.map((door) => familiesOf(door, host))),
	};
}

/** One line, or more where the name or the remark is too long for it. */
function row(door: DoorSummary, host: HostReport, columns: Columns, look: Look): readonly string[] {
	const start = `  ${markOf(door.finding, look)}  ${padded(portLabel(door), columns.port)}  `;
	const indent = ' '.repeat(widest([start]));
	const [name = '', ...moreName] = paragraph(serviceLabel(door.finding), columns.name);
	const families = columns.families > 0 ? `  ${padded(familiesOf(door, host), columns.families)}` : '';
	const line = `${start}${padded(name, columns.name)}${families}`;
	const remark = remarkOn(door);
	const room = look.width - widest([line]) - 2;
	return widest([remark]) <= room
		? [`${line}  ${remark}`, ...moreName.map((more) => `${indent}${more}`)]
		: [line, ...moreName.map((more) => `${indent}${more}`), ...paragraph(remark, look.width, indent)];
}

function differences(host: HostReport, look: Look): readonly string[] {
	const port = widest(host.differences.map(portLabel));
	return host.differences.length === 0
		? []
		: [
				'',
				heading('IPv4 and IPv6 differ', look),
				...host.differences.map((one) => `  ${padded(portLabel(one), port)}  ${differenceText(one)}`),
			];
}

function notes(host: HostReport, look: Look): readonly string[] {
	const texts = notesOf(host);
	return texts.length === 0
		? []
		: ['', heading('Notes', look), ...texts.flatMap((text) => paragraph(text, look.width, '  '))];
}

/** Of several hosts, those about which there is nothing to say but that. */
function quietHosts({ hosts }: Report, look: Look): readonly (readonly string[])[] {
	if (hosts.length < 2) {
		return [];
	}
	const quiet = hosts.filter((host) => host.findings.length === 0);
	const failed = quiet.filter((host) => host.error !== undefined);
	const silent = quiet.filter(
		(host) => host.error === undefined && host.addresses.every(({ pattern }) => pattern === 'unreachable'),
	);
	const shut = quiet.filter((host) => !failed.includes(host) && !silent.includes(host));
	const list = (title: string, some: readonly HostReport[]) =>
		some.length === 0
			? []
			: [heading(title, look), ...paragraph(some.map(({ target }) => target).join(', '), look.width, '  ')];
	return [
		failed.length === 0
			? []
			: [
					heading('Could not be checked', look),
					...failed.flatMap(({ target, error }) => paragraph(`${target}: ${error}`, look.width, '    ', '  ')),
				],
		list('No answer', silent),
		list('No open door', shut),
	];
}

function measured(hosts: readonly HostReport[], look: Look): readonly string[] {
	const addresses = hosts.flatMap((host) => host.addresses);
	return addresses.length === 0
		? []
		: [
				heading('Measured', look),
				...addresses.flatMap((address) =>
					paragraph(
						`${address.address}: ${countsText(address)}; ${measuredText(address.network)}`,
						look.width,
						'    ',
						'  ',
					),
				),
			];
}
