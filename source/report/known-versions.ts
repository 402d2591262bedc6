import { claimOf, meaningOf, versionCaution } from '../assess/advisory-words.ts';
import type { DoorSummary } from '../assess/doors.ts';
import { doorsOf, portLabel } from '../assess/doors.ts';
import type { Report } from '../model.ts';
import { paragraph } from './layout.ts';
import type { Look } from './look.ts';
import { heading } from './look.ts';
import { counted } from './words.ts';

/** Doors, and advisories of one door, that are told in full. */
const doorsTold = 10;
const advisoriesTold = 3;

/** What is known about the versions behind the open doors, and where that is stated. */
export function knownVersions(report: Report, look: Look): readonly string[] {
	const doors = report.hosts.flatMap((host) =>
		doorsOf(host)
			.filter(({ open, doubted, finding }) => open.length > 0 && !doubted && finding.advisories.length > 0)
			.map((door) => ({ door, where: report.hosts.length > 1 ? ` of ${host.target}` : '' })),
	);
	if (doors.length === 0) {
		return [];
	}
	const more = doors.length - doorsTold;
	return [
		heading('What is known about the versions', look),
		...doors.slice(0, doorsTold).flatMap(({ door, where }) => aboutDoor(door, where, look)),
		...(more > 0 ? [`  and ${counted(more, 'more door')}: --format json has all`] : []),
		...paragraph(versionCaution, look.width, '  '),
	];
}

function aboutDoor(door: DoorSummary, where: string, look: Look): readonly string[] {
	const { advisories } = door.finding;
	const more = advisories.length - advisoriesTold;
	return [
		...advisories
			.slice(0, advisoriesTold)
			.flatMap((advisory) => [
				...paragraph(`${portLabel(door)}${where}: ${claimOf(advisory)}`, look.width, '    ', '  '),
				...(meaningOf(advisory) === '' ? [] : paragraph(meaningOf(advisory), look.width, '    ')),
				...paragraph(advisory.source, look.width, '    '),
			]),
		...(more > 0 ? [`    and ${more} more`] : []),
	];
}
