import { setTimeout as delay } from 'node:timers/promises';
import { type Confirm, checkOptions, terminalConfirm } from './check-options.ts';
import { exitCodeOf, exitCodes, unresolvedError } from './exit-code.ts';
import type { Choice } from './knowledge/choice.ts';
import type { Report } from './model.ts';
import type { CheckCommand } from './options.ts';
import { recentTargets, rememberTarget } from './recent-targets.ts';
import { jsonReport } from './report/json.ts';
import type { Look } from './report/look.ts';
import { runbook } from './report/runbook.ts';
import { exitSummary } from './report/summary.ts';
import { textReport } from './report/text.ts';
import { writeReport } from './report/write.ts';
import { RunningCheck } from './running-check.ts';
import { sshSession } from './targets/ssh-session.ts';
import type { Capabilities } from './terminal/capabilities.ts';
import { copyToClipboard } from './terminal/clipboard.ts';
import type { Export } from './ui/session.ts';
import { writeRunbook } from './write-runbook.ts';

/** How long the screen waits for name resolution, so that a name that doesn't exist is an error and not a screen. */
const patienceMs = 250;
/** Frames a second that the check alone causes. */
const framesPerSecond = { local: 15, ssh: 10 };

/** Checks on the screen; leaves a summary, or the whole report, on the terminal. Gives the exit code. */
export async function checkOnScreen(command: CheckCommand, capabilities: Capabilities, look: Look): Promise<number> {
	// The screen first: while it loads nothing else gets a turn, and round-trip times would come out too long.
	const { runUi } = await import('./ui/run.tsx');
	let running: RunningCheck | undefined;
	const start = async (targets: readonly string[], confirm?: Confirm) => {
		const title = targets.join(' ');
		const started = new RunningCheck(title, await checkOptions(command, targets, confirm));
		started.done.catch(() => {});
		await refuseUnresolved(started);
		void rememberTarget(title);
		running = started;
		return started;
	};
	const first = command.targets.length > 0 ? await start(command.targets, terminalConfirm(process)) : undefined;
	const { leave } = await runUi({
		...(first !== undefined && { check: first }),
		start: (typed) => start(typed.split(/[\s,]+/).filter((word) => word !== '')),
		recent: first === undefined ? await recentTargets() : [],
		session: sshSession(process.env),
		color: look.color,
		ascii: look.ascii,
		screenReader: capabilities.screenReader,
		fps: command.fps ?? (capabilities.ssh ? framesPerSecond.ssh : framesPerSecond.local),
		exportReport,
		copy: (text) => copyToClipboard(text, { capabilities, write: (sequence) => void process.stdout.write(sequence) }),
	});
	if (running === undefined) return leave === 'interrupted' ? exitCodes.interrupted : exitCodes.done;
	running.cancel();
	await running.done.catch(() => {});
	const report = running.collector.report();
	// The files first: after a hang-up there is no terminal left to print on.
	try {
		if (command.output !== undefined) await writeReport(command.output, jsonReport(report));
		await writeRunbook(command, report);
	} finally {
		// Where they can't be written, this is all that is left of the check.
		process.stdout.write(leave === 'print' ? textReport(report, look) : exitSummary(report, look));
	}
	return exitCodeOf(running.collector, command, leave === 'interrupted' || !report.complete);
}

/** Throws when no target at all could be resolved, as far as that is known in time. */
async function refuseUnresolved({ collector }: RunningCheck): Promise<void> {
	const until = performance.now() + patienceMs;
	while (collector.phase === 'waiting' && performance.now() < until) await delay(5);
	const error = unresolvedError(collector.report().hosts);
	if (error !== undefined && collector.phase === 'done') throw error;
}

/** Writes the report, or how to close what it found, where the program was started; gives the file's name. */
async function exportReport(report: Report, what: Export, choice: Choice): Promise<string> {
	const name = (report.hosts[0]?.target ?? 'report').replace(/[^\w.-]+/g, '-').slice(0, 60);
	const path = `doorcheck-${name}-${report.startedAt.slice(0, 19).replaceAll(':', '')}.${endings[what]}`;
	const text =
		what === 'json' ? jsonReport(report) : runbook(report, what, { ...choice, session: sshSession(process.env) });
	await writeReport(path, text);
	return path;
}

const endings: Readonly<Record<Export, string>> = { json: 'json', markdown: 'md', script: 'sh' };
