import type { DoorSummary } from '../assess/doors.ts';
import { doorsOf, portLabel, serviceName } from '../assess/doors.ts';
import { serviceById } from '../knowledge/catalogue.ts';
import { closingPlan } from '../knowledge/closing.ts';
import type { Step } from '../knowledge/entry.ts';
import { platformNames } from '../knowledge/entry.ts';
import { platformFirewalls } from '../knowledge/firewall.ts';
import { platformOf } from '../knowledge/platform-of.ts';
import { type Standing, standingText } from '../knowledge/standing.ts';
import { showListeners, whoUsesIt } from '../knowledge/stopping.ts';
import type { Report, Severity } from '../model.ts';
import { severities } from '../model.ts';
import { paragraph, widest } from './layout.ts';
import type { Look } from './look.ts';
import { heading } from './look.ts';
import { counted } from './words.ts';

const alarming: ReadonlySet<Severity> = new Set(['critical', 'high']);

/** Doors for which the first step is written out. */
const doorsTold = 5;

/** For each open door of high or critical severity the first thing to do, and where the rest is told. */
export function nextSteps(report: Report, look: Look): readonly string[] {
	const doors = report.hosts
		.flatMap((host) =>
			doorsOf(host).map((door) => ({ door, where: report.hosts.length > 1 ? ` of ${host.target}` : '' })),
		)
		.filter(({ door }) => door.open.length > 0 && !door.doubted && alarming.has(door.finding.severity))
		.sort((a, b) => severities.indexOf(a.door.finding.severity) - severities.indexOf(b.door.finding.severity));
	if (doors.length === 0) {
		return [];
	}
	const more = doors.length - doorsTold;
	return [
		heading('What to do next', look),
		...doors.slice(0, doorsTold).flatMap(({ door, where }, index) => stepsFor(door, where, `  ${index + 1}  `, look)),
		...(more > 0 ? [`     and ${counted(more, 'more door')}, in the same way`] : []),
		...paragraph('Then check again: the doors must be gone from this list.', look.width, '  '),
	];
}

function stepsFor(door: DoorSummary, where: string, number: string, look: Look): readonly string[] {
	const indent = ' '.repeat(number.length);
	const { advice, system, commands, standing, rest } = firstStep(door);
	// A command that a line break would spoil is left to the catalogue.
	const shown = widest(commands) + indent.length + 4 <= look.width ? commands : [];
	const told =
		shown.length > 0
			? `${advice}. On ${system}${shown.length > 1 ? ' (the first command shows who is connected)' : ''}:`
			: `${advice}.`;
	return [
		...paragraph(`${serviceName(door.finding)} on ${portLabel(door)}${where}: ${told}`, look.width, indent, number),
		...shown.map((command) => `${indent}    ${command}`),
		...(shown.length > 0 && standing?.kind === 'proven'
			? paragraph(`${standingText(standing)}.`, look.width, indent)
			: []),
		...paragraph(`${shown.length > 0 ? rest : 'How'}: doorcheck catalogue ${catalogueWord(door)}`, look.width, indent),
	];
}

interface FirstStep {
	readonly advice: string;
	readonly system: string;
	readonly commands: readonly string[];
	/** What the commands rest on. */
	readonly standing?: Standing;
	/** What the catalogue adds to the commands. */
	readonly rest: string;
}

function firstStep({ finding, port, protocol }: DoorSummary): FirstStep {
	const platform = platformOf(finding.os);
	const system = platformNames[platform];
	const service = serviceById(finding.service.id);
	const [firewall] = platformFirewalls(platform);
	const [fix] = closingPlan({ service, port, protocol, platform, firewall });
	if (fix?.id !== 'stop') {
		return { advice: lowerFirst(fix?.title ?? 'shut it in the firewall'), system, commands: [], rest: 'How' };
	}
	const stop = service?.instructions?.stop?.[platform];
	if (stop === undefined) {
		return {
			advice: 'see which program listens there',
			system,
			commands: commandsOf([showListeners({ port, protocol, platform })]),
			rest: 'Then stop it, or shut it in the firewall',
		};
	}
	return {
		advice: lowerFirst(fix.title),
		system,
		commands: [whoUsesIt({ port, protocol, platform }), stop].flatMap((steps) => commandsOf(steps).slice(0, 1)),
		...(fix.standing !== undefined && { standing: fix.standing }),
		rest: 'Other systems and other ways',
	};
}

function commandsOf(steps: readonly Step[]): readonly string[] {
	return steps.flatMap((step) => (step.kind === 'run' ? step.command.split('\n') : []));
}

function catalogueWord({ finding, port, protocol }: DoorSummary): string {
	return serviceById(finding.service.id)?.id ?? portLabel({ port, protocol });
}

function lowerFirst(text: string): string {
	return text.slice(0, 1).toLowerCase() + text.slice(1);
}
