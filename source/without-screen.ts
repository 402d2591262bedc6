import { Collector } from './assess/collector.ts';
import { check } from './check.ts';
import { checkOptions, terminalConfirm } from './check-options.ts';
import { UsageError } from './errors.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import type { CheckCommand, Format } from './options.ts';
import { jsonReport } from './report/json.ts';
import type { Look } from './report/look.ts';
import { eventLine, reportLine } from './report/ndjson.ts';
import { textReport } from './report/text.ts';
import { writeReport } from './report/write.ts';
import { ProgressLine } from './terminal/progress-line.ts';
import { writeRunbook } from './write-runbook.ts';

/** Checks without a screen: the report, or what happens as it happens, to standard output or a file. Gives the exit code. */
export async function checkWithoutScreen(
	command: CheckCommand,
	format: Exclude<Format, 'tui'>,
	look: Look,
): Promise<number> {
	if (command.targets.length === 0) {
		throw new UsageError('no target: name a host, an address or a network, like doorcheck example.com');
	}
	const options = await checkOptions(command, command.targets, terminalConfirm(process));
	const abort = interruptible();
	const collector = new Collector();
	const canRewrite = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
	const progress = canRewrite ? new ProgressLine(process.stderr) : undefined;
	const { output } = command;
	const lines: string[] = [];
	const put = (line: string) => (output === undefined ? process.stdout.write(line) : lines.push(line));
	for await (const event of check(options, { signal: abort })) {
		collector.add(event);
		if (format === 'ndjson') put(eventLine(event));
		else progress?.show(collector.progress.values(), performance.now());
	}
	progress?.clear();
	const report = collector.report();
	const writers = {
		// A file has no colours, wherever it is written from.
		text: () => textReport(report, { ...look, color: look.color && output === undefined }),
		json: () => jsonReport(report),
		ndjson: () => reportLine(report),
	};
	put(writers[format]());
	if (output !== undefined) await writeReport(output, lines.join(''));
	await writeRunbook(command, report);
	return exitCodeOf(collector, command, abort.aborted);
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
