import { portLabel } from '../assess/doors.ts';
import { services } from '../knowledge/catalogue.ts';
import type { Choice } from '../knowledge/choice.ts';
import { type Fix, takeBack } from '../knowledge/closing.ts';
import { platformNames, type ServiceEntry, type Step } from '../knowledge/entry.ts';
import { firewalls } from '../knowledge/firewall.ts';
import { stepLines } from '../knowledge/plain.ts';
import { type Standing, standingText } from '../knowledge/standing.ts';
import type { Category } from '../model.ts';
import { categoryNames } from '../model.ts';
import {
	alsoMet,
	doorsIn,
	type Entry,
	entriesFor,
	otherChoices,
	portsOf,
	requestsFor,
	unknownText,
} from './catalogue-entries.ts';
import { padded, paragraph, widest } from './layout.ts';
import type { Look } from './look.ts';
import { finished, heading, markOf } from './look.ts';
import { type Plans, plansForAll } from './plan.ts';
import { versionNotes } from './version-notes.ts';

/**
 * What doorcheck knows: everything in short without a word, or else in full what stands behind a port (`6379`,
 * `53/udp`), a service (`redis`) or a category (`database`). Lines keep to the width, except commands and lines for
 * files, which are never broken so that they can be copied. Throws a UsageError for a word that means nothing.
 */
export function catalogueText(word: string | undefined, look: Look, choice: Choice = {}): string {
	return finished(linesOf(word, look, choice), look);
}

function linesOf(word: string | undefined, look: Look, choice: Choice): readonly string[] {
	const found = entriesFor(word);
	if (found.kind === 'categories') {
		return [...found.categories.flatMap((category) => [...categorySection(category, look), '']), ...pointer(look)];
	}
	return found.entries.flatMap((entry, index) => [
		...(index > 0 ? ['', ''] : []),
		...(entry.service === undefined
			? unknownPort(entry, look, choice)
			: serviceInFull(entry.service, entry, look, choice)),
	]);
}

function pointer(look: Look): readonly string[] {
	return paragraph(
		'doorcheck catalogue NAME or PORT tells what it is, why it matters and how to close it.',
		look.width,
	);
}

function categorySection(category: Category, look: Look): readonly string[] {
	const entries = services.filter((service) => service.category === category);
	const id = widest(services.map((service) => service.id));
	const rows = entries.flatMap((service) => {
		const start = `  ${padded(service.id, id)}  `;
		return paragraph(`${service.name}: ${portsOf(service)}`, look.width, ' '.repeat(start.length), start);
	});
	return [`${heading(categoryNames[category], look)}  (${category})`, ...rows];
}

function unknownPort(entry: Entry, look: Look, choice: Choice): readonly string[] {
	const { place } = entry;
	return [
		...(place === undefined ? [] : paragraph(unknownText(place), look.width)),
		...allInstructions(entry, look, choice),
	];
}

function serviceInFull(service: ServiceEntry, entry: Entry, look: Look, choice: Choice): readonly string[] {
	const port = widest(doorsIn(service).map(portLabel));
	return [
		...paragraph(`${service.name}  (${service.id}, ${categoryNames[service.category].toLowerCase()})`, look.width),
		...['', heading('What it is', look), ...paragraph(service.what, look.width, '  ')],
		...['', heading('Why it matters', look), ...paragraph(service.risk, look.width, '  ')],
		...['', heading('Who needs it open', look), ...paragraph(service.need, look.width, '  ')],
		...['', heading('Ports', look)],
		...doorsIn(service).flatMap((door) => {
			const start = `  ${markOf({ state: 'open', severity: door.severity }, look)}  ${padded(portLabel(door), port)}  `;
			const text = door.name === undefined ? door.why : `${door.name}: ${door.why}`;
			return paragraph(text, look.width, ' '.repeat(widest([start])), start);
		}),
		...alsoMet(entry).flatMap((text) => paragraph(text, look.width, '  ')),
		...versions(service, look),
		...allInstructions(entry, look, choice),
		...(service.sources && service.sources.length > 0
			? ['', heading('Sources', look), ...service.sources.map((source) => `  ${source}`)]
			: []),
	];
}

function versions({ id }: ServiceEntry, look: Look): readonly string[] {
	const notes = versionNotes(id);
	return notes.length === 0
		? []
		: [
				'',
				heading('Versions that matter', look),
				...notes.flatMap(({ title, meaning, sources }) => [
					...paragraph(title, look.width, '    ', '  '),
					...(meaning === undefined ? [] : paragraph(meaning, look.width, '    ')),
					...sources.flatMap((source) => paragraph(source, look.width, '    ')),
				]),
			];
}

function allInstructions(entry: Entry, look: Look, choice: Choice): readonly string[] {
	const requests = requestsFor(entry, choice);
	const others = otherChoices(requests, choice).flatMap((text) => paragraph(text, look.width, '    ', '  '));
	return [
		...(others.length > 0 ? ['', ...others] : []),
		...plansForAll(requests).flatMap((plans) => instructions(plans, look)),
	];
}

function instructions({ request, close, keep }: Plans, look: Look): readonly string[] {
	const { platform, firewall } = request;
	const system = `${platformNames[platform]}, firewall ${firewalls[firewall].name}`;
	return [
		...['', `${heading(`Close ${portLabel(request)}`, look)}  on ${system}`, ...fixes(close, look)],
		...['', `${heading('If you must keep it', look)}  on ${system}`, ...fixes(keep, look)],
	];
}

function fixes(plan: readonly Fix[], look: Look): readonly string[] {
	return plan.flatMap(({ title, standing, steps, undo }, index) => [
		...paragraph(title, look.width, '     ', `  ${index + 1}  `),
		...(standing === undefined ? [] : standingLines(standing, look)),
		...[...told(steps), ...(undo === undefined ? [] : [takeBack, ...told(undo)])].flatMap((line) =>
			line.startsWith('    ') ? [`     ${line}`] : paragraph(line, look.width, '     '),
		),
	]);
}

function told(steps: readonly Step[]): readonly string[] {
	return steps.flatMap((step, at) => {
		// A command right under the lines for a file would look like one of them.
		const before = steps[at - 1]?.kind;
		const apart = step.kind === 'run' && (before === 'edit' || before === 'write');
		return [...(apart ? ['Then run:'] : []), ...stepLines(step)];
	});
}

/** An address that doesn't fit has a line of its own, never broken. */
function standingLines(standing: Standing, look: Look): readonly string[] {
	const text = standingText(standing);
	if (standing.kind === 'proven' || text.length + 5 <= look.width) {
		return paragraph(text, look.width, '     ');
	}
	return [...paragraph(text.replace(standing.source, '').trim(), look.width, '     '), `         ${standing.source}`];
}
