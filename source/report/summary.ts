import cliTruncate from 'cli-truncate';
import { doorsOf, portLabel, serviceLabel } from '../assess/doors.ts';
import { headline } from '../assess/verdict.ts';
import type { Report } from '../model.ts';
import { severities } from '../model.ts';
import { padded, widest } from './layout.ts';
import type { Look } from './look.ts';
import { finished, inVerdictColor, markOf } from './look.ts';
import { visible } from './visible.ts';
import { counted, duration, familiesOf, percent, remarkOn } from './words.ts';

/** Doors that the summary names. */
const doorsNamed = 4;

/** What stays in the scrollback when the terminal UI has ended: eight lines at most, each within the width. */
export function exitSummary(report: Report, look: Look): string {
	const shown = visible(report);
	const [only] = shown.hosts;
	const named = shown.hosts.length > 1;
	const what = only !== undefined && !named ? only.target : counted(shown.hosts.length, 'host');
	const doors = shown.hosts
		.flatMap((host) => doorsOf(host).map((door) => ({ host, door })))
		.filter(({ door }) => door.open.length > 0 && !door.doubted)
		.sort((a, b) => rank(a.door.finding) - rank(b.door.finding));
	const told = doors.slice(0, doorsNamed);
	const port = widest(told.map(({ door }) => portLabel(door)));
	const lines = told.map(({ host, door }) => {
		const facts = [serviceLabel(door.finding), named ? host.target : '', familiesOf(door, host), remarkOn(door)];
		const text = `  ${markOf(door.finding, look)}  ${padded(portLabel(door), port)}  ${facts.filter(Boolean).join('  ')}`;
		return cut(text, look);
	});
	return finished(
		[
			inVerdictColor(cut(`doorcheck ${what}: ${headline(shown)}`, look), shown.verdict.level, look),
			...lines,
			...(doors.length > told.length ? [`  and ${counted(doors.length - told.length, 'more open door')}`] : []),
			cut(sureness(shown), look),
		],
		look,
	);
}

function rank({ severity }: { readonly severity: (typeof severities)[number] }): number {
	return severities.indexOf(severity);
}

/** How much was looked at, and how sure the result is. */
function sureness({ hosts, elapsedMs, complete, vantage }: Report): string {
	const addresses = hosts.flatMap((host) => host.addresses);
	const ports = addresses.reduce((sum, { counts }) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
	const undecided = addresses.reduce((sum, { counts }) => sum + counts.undecided, 0);
	const asked = complete
		? `${counted(ports, 'port')} asked`
		: `Not complete: ${(ports - undecided).toLocaleString('en')} of ${counted(ports, 'port')} decided`;
	const misses = addresses.map(({ network }) => network.missProbability).filter((miss) => miss !== null);
	const miss = misses.length === 0 ? '' : `, chance of a missed door ${percent(Math.max(...misses))}`;
	const from = vantage === '' ? '' : ` from ${vantage}`;
	return `${asked}${from} in ${duration(elapsedMs)}${miss}`;
}

function cut(text: string, look: Look): string {
	return cliTruncate(text, look.width, { truncationCharacter: look.ascii ? '~' : '…' });
}
