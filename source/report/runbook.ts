import { type DoorSummary, doorsOf, portLabel, serviceName } from '../assess/doors.ts';
import { type Choice, requestFor } from '../knowledge/choice.ts';
import type { ClosingRequest, Fix } from '../knowledge/closing.ts';
import { platformNames, type Step } from '../knowledge/entry.ts';
import { firewalls } from '../knowledge/firewall.ts';
import { whoUsesIt } from '../knowledge/stopping.ts';
import { severityMarks } from '../marks.ts';
import type { HostReport, Report, Severity } from '../model.ts';
import { severities } from '../model.ts';
import { situationOf } from '../targets/situation.ts';
import type { SshSession } from '../targets/ssh-session.ts';
import { markdown, markdownPlan, type Plans, plansFor, scriptPlan } from './plan.ts';
import { visible } from './visible.ts';
import { counted, familiesOf, moment } from './words.ts';

/** A document to read and work through, or a shell script in which every command is a comment. */
export type RunbookFormat = 'markdown' | 'script';

/** What a runbook is written for. */
export interface RunbookOptions extends Choice {
	/** The SSH session that doorcheck runs in. */
	readonly session?: SshSession | undefined;
}

/** How to close everything that is open, worst first, for all hosts of a report. */
export function runbook(report: Report, format: RunbookFormat, options: RunbookOptions = {}): string {
	const tasks = toldOnce(tasksOf(visible(report), options));
	const lines = format === 'markdown' ? asMarkdown(report, tasks) : asScript(report, tasks);
	return `${lines.join('\n').trimEnd()}\n`;
}

interface Task extends Plans {
	readonly door: DoorSummary;
	readonly target: string;
	readonly heading: string;
	/** What answers there and why that matters, in a line or two. */
	readonly about: readonly string[];
}

type Tasks = readonly (readonly [Severity, readonly Task[]])[];

function tasksOf({ hosts }: Report, options: RunbookOptions): Tasks {
	const tasks = hosts.flatMap((host) =>
		doorsOf(host)
			.filter(({ open, doubted }) => open.length > 0 && !doubted)
			.map((door) => taskOf(door, host, hosts.length > 1, options)),
	);
	return severities
		.map((severity) => [severity, tasks.filter(({ door }) => door.finding.severity === severity)] as const)
		.filter(([, some]) => some.length > 0);
}

function taskOf(door: DoorSummary, host: HostReport, several: boolean, options: RunbookOptions): Task {
	const { finding } = door;
	const request = requestFor(finding, options, situationOf(host, options.session));
	const families = familiesOf(door, host);
	const where = [several ? `of ${host.target}` : '', families === '' ? '' : `(${families})`].filter(Boolean).join(' ');
	return {
		door,
		target: host.target,
		...plansFor(request),
		heading: [nameOf(door), where].filter(Boolean).join(' '),
		about: [
			...(finding.remark === null ? [] : [`${upperFirst(finding.remark)}.`]),
			...(request.service === undefined ? [] : [request.service.risk]),
			`For ${platformNames[request.platform]}, firewall ${firewalls[request.firewall].name}.`,
		],
	};
}

/**
 * The same tasks, in which what was written for a service is told at the first of its ports on a host only: the others
 * point there, so that nothing is stopped or changed twice.
 */
function toldOnce(tasks: Tasks): Tasks {
	const told = new Map<string, string>();
	const shorten = (task: Task) => (fix: Fix) => {
		const own = ownSteps(fix, task.request);
		const key = JSON.stringify([task.target, fix.id, own]);
		const first = told.get(key);
		if (own !== undefined && first === undefined) told.set(key, nameOf(task.door));
		return first === undefined ? fix : pointedTo(first, fix, task.request);
	};
	return tasks.map(([severity, some]) => [
		severity,
		some.map((task) => ({ ...task, close: task.close.map(shorten(task)), keep: task.keep.map(shorten(task)) })),
	]);
}

/** The steps that were written for the service; undefined for those that are made for the port. */
function ownSteps({ id }: Fix, { service, platform }: ClosingRequest): readonly Step[] | undefined {
	return id === 'stop' || id === 'bind' || id === 'harden' ? service?.instructions?.[id]?.[platform] : undefined;
}

function pointedTo(first: string, fix: Fix, request: ClosingRequest): Fix {
	const text = `The same steps as for ${first} above: look first whether they have shut this port too.`;
	const who = fix.id === 'stop' ? whoUsesIt(request, request.service?.instructions?.usage?.[request.platform]) : [];
	return { ...fix, steps: [...who, { kind: 'say', text: fix.id === 'harden' ? `As for ${first} above.` : text }] };
}

function nameOf(door: DoorSummary): string {
	return `${serviceName(door.finding)} on ${portLabel(door)}`;
}

/** What to know about all doors of a severity. */
function remarkOn(severity: Severity): readonly string[] {
	return severity === 'info' ? ['None of these has to be closed; they are here in case nobody needs them.'] : [];
}

const nothingOpen = 'Nothing is open that would have to be closed.';

function titleOf({ hosts }: Report): string {
	const [first] = hosts;
	return first !== undefined && hosts.length === 1
		? `How to close what is open at ${first.target}`
		: `How to close what is open at ${counted(hosts.length, 'host')}`;
}

function madeOf({ startedAt, vantage, complete }: Report): string {
	const from = vantage === '' ? '' : `, made from ${vantage}`;
	return `From a check of ${moment(startedAt)}${from}${complete ? '' : ', which was not finished'}.`;
}

function asMarkdown(report: Report, tasks: Tasks): readonly string[] {
	return [
		`# ${markdown(titleOf(visible(report)))}`,
		'',
		markdown(madeOf(visible(report))),
		'Worst first. Each port has several ways: one is enough. Check again afterwards.',
		'',
		...(tasks.length === 0 ? [nothingOpen] : []),
		...tasks.flatMap(([severity, some]) => [
			`## ${headingOf(severity)}`,
			'',
			...remarkOn(severity).flatMap((text) => [text, '']),
			...some.flatMap(({ heading, about, request, close, keep }) => {
				const language = request.platform === 'windows' ? 'powershell' : 'sh';
				return [
					`### ${markdown(heading)}`,
					'',
					...about.flatMap((text) => [markdown(text), '']),
					...markdownPlan(close, 4, language),
					'#### If you must keep it',
					'',
					...markdownPlan(keep, 5, language),
				];
			}),
		]),
	];
}

function asScript(report: Report, tasks: Tasks): readonly string[] {
	return [
		'#!/bin/sh',
		`## ${titleOf(visible(report))}`,
		`## ${madeOf(visible(report))}`,
		'##',
		'## This script does nothing: every command in it is a comment. Read it, choose one way for each port, and take the',
		'## "# " away before the commands of that way. What begins with ## stays: sentences, lines for files, and commands for',
		'## another machine or another moment. Run it as root, on the machine that it is about, and not over a connection that',
		'## it shuts.',
		...(tasks.length === 0 ? ['##', `## ${nothingOpen}`] : []),
		...tasks.flatMap(([severity, some]) => [
			'',
			`## ======== ${headingOf(severity)} ========`,
			...remarkOn(severity).map((text) => `## ${text}`),
			...some.flatMap(({ heading, about, request, close, keep }) => {
				const runnable = request.platform !== 'windows';
				return [
					'',
					`## ---- ${heading} ----`,
					...about.map((text) => `## ${text}`),
					...(runnable ? [] : ['## The commands are for PowerShell, as Administrator.']),
					...scriptPlan(close, runnable),
					'##',
					'## If you must keep it:',
					...scriptPlan(keep, runnable),
				];
			}),
		]),
	];
}

function headingOf(severity: Severity): string {
	return upperFirst(severityMarks[severity].word);
}

function upperFirst(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What the ending of a file's name asks for; undefined where it asks for neither. */
export function runbookFormatOf(file: string): RunbookFormat | undefined {
	if (/\.(md|markdown)$/i.test(file)) {
		return 'markdown';
	}
	return /\.sh$/i.test(file) ? 'script' : undefined;
}
