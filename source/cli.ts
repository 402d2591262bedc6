import { createInterface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import packageFile from '../package.json' with { type: 'json' };
import { Collector } from './assess/collector.ts';
import { breaks } from './assess/verdict.ts';
import { type CheckOptions, check } from './check.ts';
import { CheckError, UsageError } from './errors.ts';
import type { Report } from './model.ts';
import { type CheckCommand, type Format, type LookOptions, parseCommandLine } from './options.ts';
import { recentTargets, rememberTarget } from './recent-targets.ts';
import { catalogueText } from './report/catalogue.ts';
import { jsonReport } from './report/json.ts';
import type { Look } from './report/look.ts';
import { eventLine, reportLine } from './report/ndjson.ts';
import { exitSummary } from './report/summary.ts';
import { textReport } from './report/text.ts';
import { checkWritable, writeReport } from './report/write.ts';
import { RunningCheck } from './running-check.ts';
import { expandTargets, parseTarget } from './targets/parse.ts';
import { type Capabilities, readCapabilities } from './terminal/capabilities.ts';
import { copyToClipboard } from './terminal/clipboard.ts';
import { ProgressLine } from './terminal/progress-line.ts';

const { version } = packageFile;
/** How long the screen waits for name resolution, so that a name that doesn't exist is an error and not a screen. */
const patienceMs = 250;
const exitCodes = { done: 0, broken: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

// A reader that went away (`| head`) has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
	process.exit(error.code === 'EPIPE' ? process.exitCode : 3),
);

// A fault of doorcheck's own is one line too; what must be put in order is done at exit.
process.on('uncaughtException', (error) => {
	process.exitCode = complain(error);
	process.exit();
});

process.exitCode = await main(process.argv.slice(2)).catch(complain);
// A name server that doesn't answer must not keep an interrupted program alive.
if (process.exitCode === exitCodes.interrupted) process.stdout.write('', () => process.exit());

/** Says in one line what went wrong; gives the exit code for it. */
function complain(error: unknown): number {
	const expected = error instanceof UsageError || error instanceof CheckError;
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`doorcheck: ${expected ? message : `this should not have happened: ${message}`}\n`);
	return error instanceof UsageError ? exitCodes.usage : exitCodes.impossible;
}

async function main(argv: readonly string[]): Promise<number> {
	const command = parseCommandLine(argv);
	const capabilities = readCapabilities(process);
	switch (command.kind) {
		case 'help':
			process.stdout.write(command.text);
			return exitCodes.done;
		case 'version':
			process.stdout.write(`${version}\n`);
			return exitCodes.done;
		case 'catalogue':
			process.stdout.write(catalogueText(command.word, lookOf(command.look, capabilities)));
			return exitCodes.done;
		case 'check':
			return runCheck(command.options, capabilities);
	}
}

async function runCheck(command: CheckCommand, capabilities: Capabilities): Promise<number> {
	const format = formatOf(command, capabilities);
	if (command.output !== undefined) await checkWritable(command.output);
	if (format === 'tui') return runScreen(command, capabilities);
	if (command.targets.length === 0) {
		throw new UsageError('no target: name a host, an address or a network, like doorcheck example.com');
	}
	return runPlain(
		await checkOptions(command, command.targets, confirmOnTerminal),
		command,
		format,
		lookOf(command.look, capabilities),
	);
}

function formatOf({ format }: CheckCommand, { isTerminal }: Capabilities): Format {
	if (format === 'tui' && !isTerminal) {
		throw new UsageError('--format tui needs a terminal for input and output: use --format text');
	}
	return format ?? (isTerminal ? 'tui' : 'text');
}

/** Checks without a screen: the report, or the events, to standard output or a file. */
async function runPlain(
	options: CheckOptions,
	command: CheckCommand,
	format: Exclude<Format, 'tui'>,
	look: Look,
): Promise<number> {
	const abort = interruptible();
	const collector = new Collector();
	const canRewrite = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
	const progress = canRewrite ? new ProgressLine(process.stderr) : undefined;
	const lines: string[] = [];
	const put = (line: string) => (command.output === undefined ? process.stdout.write(line) : lines.push(line));
	for await (const event of check(options, { signal: abort })) {
		collector.add(event);
		if (format === 'ndjson') put(eventLine(event));
		else progress?.show(collector.progress.values(), performance.now());
	}
	progress?.clear();
	const report = collector.report();
	const writers = {
		text: () => textReport(report, look),
		json: () => jsonReport(report),
		ndjson: () => reportLine(report),
	};
	put(writers[format]());
	if (command.output !== undefined) await writeReport(command.output, lines.join(''));
	return exitCodeOf(collector, command, abort.aborted);
}

/** Checks on the screen. */
async function runScreen(command: CheckCommand, capabilities: Capabilities): Promise<number> {
	// The screen first: while it loads nothing else gets a turn, and round-trip times would come out too long.
	const { runUi } = await import('./ui/run.tsx');
	// Timers count from the beginning of a turn of the event loop: those set in this long one would be due at once.
	await delay(1);
	const start = async (targets: readonly string[], confirm?: Confirm) => {
		const title = targets.join(' ');
		const running = new RunningCheck(title, await checkOptions(command, targets, confirm));
		running.done.catch(() => {});
		await refuseUnresolved(running);
		void rememberTarget(title);
		return running;
	};
	const running = command.targets.length > 0 ? await start(command.targets, confirmOnTerminal) : undefined;
	const { leave, check: last } = await runUi({
		...(running !== undefined && { check: running }),
		start: (typed) => start(typed.split(/[\s,]+/).filter((word) => word !== '')),
		recent: running === undefined ? await recentTargets() : [],
		color: command.look.color && capabilities.color,
		ascii: command.look.ascii || capabilities.ascii,
		fps: command.fps ?? (capabilities.ssh ? 10 : 15),
		exportReport,
		copy: (text) => copyToClipboard(text, { capabilities, write: (sequence) => void process.stdout.write(sequence) }),
	});
	if (last === undefined) return leave === 'interrupted' ? exitCodes.interrupted : exitCodes.done;
	last.cancel();
	await (last as RunningCheck).done.catch(() => {});
	const report = last.collector.report();
	const look = lookOf(command.look, capabilities);
	// The file first: after a hang-up there is no terminal left to print on.
	if (command.output !== undefined) await writeReport(command.output, jsonReport(report));
	process.stdout.write(leave === 'print' ? textReport(report, look) : exitSummary(report, look));
	return exitCodeOf(last.collector, command, leave === 'interrupted' || !report.complete);
}

/** Throws when no target at all could be resolved, as far as that is known in time. */
async function refuseUnresolved(running: RunningCheck): Promise<void> {
	const until = performance.now() + patienceMs;
	while (running.collector.phase === 'waiting' && performance.now() < until) await delay(5);
	const { hosts } = running.collector.report();
	const error = unresolvedError(hosts);
	if (error !== undefined && running.collector.phase === 'done') throw error;
}

type Confirm = (question: string) => Promise<boolean>;

async function checkOptions(
	command: CheckCommand,
	targets: readonly string[],
	confirm?: Confirm,
): Promise<CheckOptions> {
	const specs = targets.map(parseTarget);
	const canAsk = confirm !== undefined && process.stdin.isTTY && process.stderr.isTTY;
	const { ports, portsGiven, families, rate, timeoutMs, attempts, identify } = command;
	return {
		targets: await expandTargets(specs, canAsk ? { confirm } : {}),
		ports,
		portsForAll: portsGiven,
		families,
		rate,
		timeoutMs,
		...(attempts !== undefined && { attempts }),
		identify,
		version,
	};
}

async function confirmOnTerminal(question: string): Promise<boolean> {
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await terminal.question(`${question} [y/N] `);
	terminal.close();
	return /^y(es)?$/i.test(answer.trim());
}

/** Aborts at the first Ctrl+C or request to end; a second one ends the program at once. */
function interruptible(): AbortSignal {
	const abort = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (abort.signal.aborted) process.exit(exitCodes.interrupted);
			abort.abort();
		});
	}
	return abort.signal;
}

function exitCodeOf(collector: Collector, { failOn }: CheckCommand, interrupted: boolean): number {
	if (interrupted) return exitCodes.interrupted;
	const report = collector.report();
	if (!report.complete) return exitCodes.impossible;
	const error = unresolvedError(report.hosts) ?? unreachableError(collector);
	if (error !== undefined) throw error;
	return failOn !== undefined && breaks(report, failOn) ? exitCodes.broken : exitCodes.done;
}

/** The error when not one target has an address. */
function unresolvedError(hosts: Report['hosts']): CheckError | undefined {
	const [first, ...others] = hosts;
	if (first === undefined || hosts.some(({ error }) => error === undefined)) return undefined;
	const more = others.length > 0 ? `, nor ${others.length} more` : '';
	return new CheckError(`can't resolve ${first.target} (${first.error})${more}`);
}

/** The error when not one attempt found a way out of this machine, or to any address. */
function unreachableError(collector: Collector): CheckError | undefined {
	const addresses = collector.report().hosts.flatMap((host) => host.addresses);
	const [first] = addresses;
	const barred = addresses.every(({ address, network }) => network.attempts === 0 || isRefused(collector, address));
	if (first === undefined || !barred) return undefined;
	return new CheckError(`no way to ${first.address}: check the route, or this machine's own firewall`);
}

/** Whether something on the way refused every port, and the address itself never answered. */
function isRefused(collector: Collector, address: string): boolean {
	return [...collector.portStates(address)].every(([, { state, rejected }]) => state === 'undecided' && rejected);
}

async function exportReport(report: Report): Promise<string> {
	const name = (report.hosts[0]?.target ?? 'report').replace(/[^\w.-]+/g, '-').slice(0, 60);
	const path = `doorcheck-${name}-${report.startedAt.slice(0, 19).replaceAll(':', '')}.json`;
	await writeReport(path, jsonReport(report));
	return path;
}

function lookOf({ color, ascii }: LookOptions, capabilities: Capabilities): Look {
	return {
		color: color && capabilities.color,
		ascii: ascii || capabilities.ascii,
		width: Math.max(40, Math.min(120, process.stdout.columns || 80)),
	};
}
