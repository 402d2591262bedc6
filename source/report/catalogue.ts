import { meaningOf } from '../assess/advisory-words.ts';
import { portLabel } from '../assess/doors.ts';
import { UsageError } from '../errors.ts';
import { versionsBehind } from '../knowledge/advisories.ts';
import type { Flaw, ProductVersions, VersionRange } from '../knowledge/advisory.ts';
import { doorAt, serviceById, services } from '../knowledge/catalogue.ts';
import { closingPlan, type Fix, keepingPlan } from '../knowledge/closing.ts';
import type { Door, Platform, ServiceEntry } from '../knowledge/entry.ts';
import { platformNames, platforms } from '../knowledge/entry.ts';
import { firewalls, platformFirewalls } from '../knowledge/firewall.ts';
import { stepLines } from '../knowledge/plain.ts';
import { type Standing, standingText } from '../knowledge/standing.ts';
import type { Category, Protocol } from '../model.ts';
import { categories, categoryNames } from '../model.ts';
import { nearest } from '../ports/nearest.ts';
import { quote } from '../targets/quote.ts';
import { padded, paragraph, widest } from './layout.ts';
import type { Look } from './look.ts';
import { finished, heading, markOf } from './look.ts';

/**
 * What doorcheck knows: everything in short without a word, or else in full what stands behind a port (`6379`,
 * `53/udp`), a service (`redis`) or a category (`database`). Lines keep to the width, except commands and lines for
 * files, which are never broken so that they can be copied. Throws a UsageError for a word that means nothing.
 */
export function catalogueText(word: string | undefined, look: Look): string {
	return finished(word === undefined ? everything(look) : about(word, look), look);
}

function about(word: string, look: Look): readonly string[] {
	const asked = word.trim().toLowerCase();
	if (/^\d+(\/|$)/.test(asked)) {
		return aboutPort(asked, look);
	}
	const service = serviceById(asked) ?? services.find(({ name }) => name.toLowerCase() === asked);
	if (service) {
		return serviceInFull(service, doorsIn(service)[0], look);
	}
	const category = categories.find((id) => id === asked || categoryNames[id].toLowerCase() === asked);
	if (category) {
		return [...categorySection(category, look), '', ...pointer(look)];
	}
	throw new UsageError(`no service or category is called ${quote(word)}: ${suggestion(asked)}`);
}

function everything(look: Look): readonly string[] {
	const known = categories.filter((category) => services.some((service) => service.category === category));
	return [...known.flatMap((category) => [...categorySection(category, look), '']), ...pointer(look)];
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

function portsOf(service: ServiceEntry): string {
	return doorsIn(service).map(portLabel).join(', ');
}

/** Its own, or else those it shares. */
function doorsIn({ doors, alsoAt = [] }: ServiceEntry): readonly Door[] {
	return doors.length > 0 ? doors : alsoAt;
}

function aboutPort(asked: string, look: Look): readonly string[] {
	const [, number = '', named] = /^(\d{1,5})(?:\/(tcp|udp))?$/.exec(asked) ?? [];
	const port = Number(number);
	if (port < 1 || port > 65_535) {
		throw new UsageError(`${quote(asked)} is no port: ports go from 1 to 65535, as in 6379 or 53/udp`);
	}
	const protocols: readonly Protocol[] = named === 'tcp' || named === 'udp' ? [named] : ['tcp', 'udp'];
	const known = protocols.map((protocol) => doorAt(port, protocol)).filter((door) => door !== undefined);
	const [first, ...others] = known;
	if (first === undefined) {
		return unknownPort({ port, protocol: protocols[0] ?? 'tcp' }, look);
	}
	const sections = [first, ...others.filter(({ service }) => service !== first.service)];
	return sections.flatMap(({ service, door }, index) => [
		...(index > 0 ? ['', ''] : []),
		...serviceInFull(service, door, look),
	]);
}

interface Place {
	readonly port: number;
	readonly protocol: Protocol;
}

function unknownPort(place: Place, look: Look): readonly string[] {
	return [
		...paragraph(
			`The catalogue has no service for port ${portLabel(place)}. If it is open on your server, find out which program listens there; if nobody can say what it is for, stop it.`,
			look.width,
		),
		...platforms.flatMap((platform) => instructions(undefined, place, platform, look)),
	];
}

function serviceInFull(service: ServiceEntry, place: Place | undefined, look: Look): readonly string[] {
	const doors = doorsIn(service);
	const port = widest(doors.map(portLabel));
	return [
		...paragraph(`${service.name}  (${service.id}, ${categoryNames[service.category].toLowerCase()})`, look.width),
		...['', heading('What it is', look), ...paragraph(service.what, look.width, '  ')],
		...['', heading('Why it matters', look), ...paragraph(service.risk, look.width, '  ')],
		...['', heading('Who needs it open', look), ...paragraph(service.need, look.width, '  ')],
		...['', heading('Ports', look)],
		...doors.flatMap((door) => {
			const start = `  ${markOf({ state: 'open', severity: door.severity }, look)}  ${padded(portLabel(door), port)}  `;
			const text = door.name === undefined ? door.why : `${door.name}: ${door.why}`;
			return paragraph(text, look.width, ' '.repeat(widest([start])), start);
		}),
		...versions(service, look),
		...(place ? systemsOf(service).flatMap((platform) => instructions(service, place, platform, look)) : []),
		...(service.sources && service.sources.length > 0
			? ['', heading('Sources', look), ...service.sources.map((source) => `  ${source}`)]
			: []),
	];
}

/** Versions that matter, of the products that are met behind a service. */
function versions({ id }: ServiceEntry, look: Look): readonly string[] {
	const products = versionsBehind(id);
	return products.length === 0
		? []
		: [
				'',
				heading('Versions that matter', look),
				...products.flatMap((product) => [
					...product.flaws.flatMap((flaw) => aboutFlaw(product, flaw, look)),
					...aboutEnds(product, look),
				]),
			];
}

function aboutFlaw({ product }: ProductVersions, flaw: Flaw, look: Look): readonly string[] {
	const { cve, affected, condition = null, exploitedSince = null } = flaw;
	const ranges = affected.map(rangeInWords).join('; ');
	const meaning = meaningOf({ ...flaw, kind: 'flaw', condition, exploitedSince });
	return [
		...paragraph(`${cve}, reported for ${product} ${ranges}`, look.width, '    ', '  '),
		...paragraph(meaning, look.width, '    '),
		...paragraph(flaw.source, look.width, '    '),
	];
}

/** `from 8.5 to before 9.8`, `before 1.2`. */
function rangeInWords({ from, before }: VersionRange): string {
	return from === undefined ? `before ${before}` : `from ${from} to before ${before}`;
}

function aboutEnds({ product, lifecycle }: ProductVersions, look: Look): readonly string[] {
	if (lifecycle === undefined) {
		return [];
	}
	const ends = lifecycle.ended.map(({ line, on }) => `${line} on ${on}`).join(', ');
	const sources = new Set([lifecycle.source, ...lifecycle.ended.flatMap(({ source = [] }) => source)]);
	return [
		...paragraph(`End of life of ${product} ${ends}`, look.width, '    ', '  '),
		...[...sources].flatMap((source) => paragraph(source, look.width, '    ')),
	];
}

/** Those with instructions of their own; all of them when there are none. */
function systemsOf({ instructions }: ServiceEntry): readonly Platform[] {
	const own = platforms.filter(
		(platform) => instructions?.stop?.[platform] ?? instructions?.bind?.[platform] ?? instructions?.harden?.[platform],
	);
	return own.length > 0 ? own : platforms;
}

function instructions(
	service: ServiceEntry | undefined,
	place: Place,
	platform: Platform,
	look: Look,
): readonly string[] {
	const [firewall = 'cloud'] = platformFirewalls(platform);
	const request = { service, port: place.port, protocol: place.protocol, platform, firewall };
	const system = `${platformNames[platform]}, firewall ${firewalls[firewall].name}`;
	return [
		...['', `${heading(`Close ${portLabel(place)}`, look)}  on ${system}`, ...fixes(closingPlan(request), look)],
		...['', `${heading('If you must keep it', look)}  on ${system}`, ...fixes(keepingPlan(request), look)],
	];
}

function fixes(plan: readonly Fix[], look: Look): readonly string[] {
	return plan.flatMap(({ title, standing, steps }, index) => [
		...paragraph(title, look.width, '     ', `  ${index + 1}  `),
		...(standing === undefined ? [] : standingLines(standing, look)),
		...steps
			.flatMap((step, at) => {
				// A command right under the lines for a file would look like one of them.
				const before = steps[at - 1]?.kind;
				const apart = step.kind === 'run' && (before === 'edit' || before === 'write');
				return [...(apart ? ['Then run:'] : []), ...stepLines(step)];
			})
			.flatMap((line) => (line.startsWith('    ') ? [`     ${line}`] : paragraph(line, look.width, '     '))),
	]);
}

/** An address that doesn't fit has a line of its own, never broken. */
function standingLines(standing: Standing, look: Look): readonly string[] {
	const text = standingText(standing);
	if (standing.kind === 'proven' || text.length + 5 <= look.width) {
		return paragraph(text, look.width, '     ');
	}
	return [...paragraph(text.replace(standing.source, '').trim(), look.width, '     '), `         ${standing.source}`];
}

/** What the user may have meant, best first, as the end of a message. */
function suggestion(word: string): string {
	const names = [...services.map(({ id }) => id), ...categories];
	const found: string[] = [];
	while (found.length < 3) {
		const next = nearest(
			word,
			names.filter((name) => !found.includes(name)),
		);
		if (next === undefined) {
			break;
		}
		found.push(next);
	}
	return found.length > 0
		? `did you mean ${found.join(' or ')}?`
		: 'doorcheck catalogue, without a name, lists what it knows';
}
