import { portLabel } from '../assess/doors.ts';
import { services } from '../knowledge/catalogue.ts';
import type { Choice } from '../knowledge/choice.ts';
import { platformNames, type ServiceEntry } from '../knowledge/entry.ts';
import { firewalls } from '../knowledge/firewall.ts';
import { severityMarks } from '../marks.ts';
import type { Category } from '../model.ts';
import { categoryNames } from '../model.ts';
import { alsoMet, doorsIn, type Entry, entriesFor, portsOf, requestsFor, unknownText } from './catalogue-entries.ts';
import { markdown, markdownPlan, type Plans, plansForAll } from './plan.ts';
import { versionNotes } from './version-notes.ts';

/** What `catalogueText` tells, as Markdown. Throws a UsageError for a word that means nothing. */
export function catalogueMarkdown(word: string | undefined, choice: Choice = {}): string {
	const found = entriesFor(word);
	const lines =
		found.kind === 'categories'
			? found.categories.flatMap(categorySection)
			: found.entries.flatMap((entry) => [
					...(entry.service === undefined ? [] : serviceSection(entry.service, entry)),
					...(entry.service === undefined && entry.place !== undefined ? [unknownText(entry.place), ''] : []),
					...plansForAll(requestsFor(entry, choice)).flatMap(instructions),
				]);
	return `${lines.join('\n').trimEnd()}\n`;
}

function categorySection(category: Category): readonly string[] {
	return [
		`# ${categoryNames[category]}`,
		'',
		'| id | name | ports |',
		'| --- | --- | --- |',
		...services
			.filter((service) => service.category === category)
			.map((service) => `| ${service.id} | ${markdown(service.name)} | ${portsOf(service)} |`),
		'',
	];
}

function serviceSection(service: ServiceEntry, entry: Entry): readonly string[] {
	return [
		`# ${markdown(service.name)}`,
		'',
		markdown(service.what),
		'',
		`**Why it matters.** ${markdown(service.risk)}`,
		'',
		`**Who needs it open.** ${markdown(service.need)}`,
		'',
		'| port | severity | why |',
		'| --- | --- | --- |',
		...doorsIn(service).map((door) => {
			const why = door.name === undefined ? door.why : `${door.name}: ${door.why}`;
			return `| ${portLabel(door)} | ${severityMarks[door.severity].word} | ${markdown(why)} |`;
		}),
		'',
		...alsoMet(entry).flatMap((text) => [markdown(text), '']),
		...versions(service),
		...(service.sources === undefined || service.sources.length === 0
			? []
			: ['Sources:', '', ...service.sources.map((source) => `- <${source}>`), '']),
	];
}

function versions({ id }: ServiceEntry): readonly string[] {
	const notes = versionNotes(id).map(({ title, meaning, sources }) => {
		const text = meaning === undefined ? title : `${title}. ${meaning}`;
		return `- ${markdown(text)} ${sources.map((source) => `<${source}>`).join(' ')}`;
	});
	return notes.length === 0 ? [] : ['**Versions that matter**', '', ...notes, ''];
}

function instructions({ request, close, keep }: Plans): readonly string[] {
	const { platform, firewall } = request;
	const language = platform === 'windows' ? 'powershell' : 'sh';
	const system = `${platformNames[platform]}, firewall ${firewalls[firewall].name}`;
	return [
		`## Close ${portLabel(request)} on ${system}`,
		'',
		...markdownPlan(close, 3, language),
		`## If you must keep it, on ${system}`,
		'',
		...markdownPlan(keep, 3, language),
	];
}
