import { type ClosingRequest, closingPlan, type Fix, keepingPlan, takeBack } from '../knowledge/closing.ts';
import { type Platform, platformNames, type Step } from '../knowledge/entry.ts';
import { whereTo } from '../knowledge/plain.ts';
import { type Standing, standingText } from '../knowledge/standing.ts';

/** How to close a port on one system, and how to keep it. */
export interface Plans {
	readonly request: ClosingRequest;
	readonly close: readonly Fix[];
	readonly keep: readonly Fix[];
}

/** The instructions for one port on several systems, of which a document tells every way once. */
export function plansForAll(requests: readonly ClosingRequest[]): readonly Plans[] {
	const told: Told = new Map();
	return requests.map((request) => plansFor(request, told));
}

/** Where steps were told first. */
type Told = Map<string, { readonly platform: Platform; readonly title: string }>;

/** The instructions for one request; a way whose steps were told already is only pointed to. */
export function plansFor(request: ClosingRequest, told: Told = new Map()): Plans {
	const { platform } = request;
	const shorten = (fix: Fix): Fix => {
		const { id, title, steps, undo } = fix;
		const key = JSON.stringify([steps, undo]);
		const first = told.get(key);
		if (first === undefined) {
			told.set(key, { platform, title });
			return fix;
		}
		if (!steps.some(({ kind }) => kind === 'run')) {
			return fix;
		}
		const where = first.platform === platform ? `under "${first.title}"` : `for ${platformNames[first.platform]}`;
		return { id, title, steps: [{ kind: 'say', text: `As above, ${where}.` }] };
	};
	return { request, close: closingPlan(request).map(shorten), keep: keepingPlan(request).map(shorten) };
}

/** Instructions in Markdown: a numbered heading of this level for each way, commands and file contents in code blocks. */
export function markdownPlan(plan: readonly Fix[], level: number, language: 'sh' | 'powershell'): readonly string[] {
	return plan.flatMap(({ title, standing, steps, undo }, index) => [
		`${'#'.repeat(level)} ${index + 1}. ${markdown(title)}`,
		'',
		...(standing === undefined ? [] : [markdownStanding(standing), '']),
		...steps.flatMap((step) => markdownStep(step, language)),
		...(undo === undefined ? [] : [takeBack, '', ...undo.flatMap((step) => markdownStep(step, language))]),
	]);
}

/** Text for a line of Markdown, in which no character means anything, wherever in the line and the document it stands. */
export function markdown(text: string): string {
	return text
		.trimStart()
		.replace(/[\\`*_<>#|[\]~]|&(?=#?\w+;)/g, '\\$&')
		.replace(/^[-+=]|(?<=^\d+)[.)](?=\s|$)/, '\\$&');
}

/** Where an address stands that is to be followed, it is a link, in which nothing is escaped. */
function markdownStanding(standing: Standing): string {
	return standing.kind === 'documented'
		? `*From the documentation:* <${standing.source}>`
		: `*${markdown(standingText(standing))}*`;
}

function markdownStep(step: Step, language: string): readonly string[] {
	switch (step.kind) {
		case 'say':
			return [markdown(step.text), ''];
		case 'expect':
			return [`You should see: ${markdown(step.text)}`, ''];
		case 'run':
			return [`\`\`\`${language}`, ...step.command.split('\n'), '```', ''];
		case 'edit':
		case 'write':
			return [markdown(whereTo(step)), '', '```', ...step.lines, '```', ''];
	}
}

/**
 * Instructions as comments of a shell script. Sentences and what files should hold begin with `##`; commands with `#`
 * and a space, so that taking these two characters away makes a command of them. What takes them back is none of these,
 * as it would undo at once what was done; nor is what another machine runs. `runnable`: whether the commands are for this
 * shell.
 */
export function scriptPlan(plan: readonly Fix[], runnable: boolean): readonly string[] {
	return plan.flatMap(({ title, standing, steps, undo }, index) => [
		'##',
		`## ${index + 1}. ${title}`,
		...(standing === undefined ? [] : [`##    (${standingText(standing)})`]),
		...steps.flatMap((step) => scriptStep(step, runnable)),
		...(undo === undefined ? [] : [`## ${takeBack}`, ...undo.flatMap((step) => scriptStep(step, false))]),
	]);
}

function scriptStep(step: Step, runnable: boolean): readonly string[] {
	switch (step.kind) {
		case 'say':
			return [`## ${step.text}`];
		case 'expect':
			return [`## You should see: ${step.text}`];
		case 'run':
			return step.command.split('\n').map((line) => (runnable && !step.elsewhere ? `# ${line}` : `##     ${line}`));
		case 'edit':
		case 'write':
			return [`## ${whereTo(step)}`, ...step.lines.map((line) => `##     ${line}`)];
	}
}
