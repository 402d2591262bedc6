import { version } from './check-options.ts';
import { CheckError, UsageError } from './errors.ts';
import { exitCodes } from './exit-code.ts';
import { checkOnScreen } from './on-screen.ts';
import {
	type CatalogueCommand,
	type CheckCommand,
	type Format,
	type LookOptions,
	parseCommandLine,
} from './options.ts';
import { catalogueText } from './report/catalogue.ts';
import { catalogueJson } from './report/catalogue-json.ts';
import { catalogueMarkdown } from './report/catalogue-markdown.ts';
import type { Look } from './report/look.ts';
import { checkWritable, outputError, writeReport } from './report/write.ts';
import { type Capabilities, readCapabilities } from './terminal/capabilities.ts';
import { checkWithoutScreen } from './without-screen.ts';

// A reader that went away (`| head`) has what it wanted, and a terminal that hung up has nobody before it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code !== 'EPIPE' && error.code !== 'EIO') process.exitCode = complain(outputError(error));
	process.exit();
});

// A fault of doorcheck's own is one line too; what must be put in order is done at exit.
process.on('uncaughtException', (error) => {
	process.exitCode = complain(error);
	process.exit();
});

process.exitCode = await main(process.argv.slice(2)).catch(complain);
// A name server that doesn't answer must not keep an interrupted program alive.
if (process.exitCode === exitCodes.interrupted) process.stdout.write('', () => process.exit());

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
			return tellCatalogue(command.options, capabilities);
		case 'check':
			return checkAsAsked(command.options, capabilities);
	}
}

async function tellCatalogue(command: CatalogueCommand, capabilities: Capabilities): Promise<number> {
	const { word, choice, format, output } = command;
	const look = lookOf(command.look, capabilities);
	const tellers = {
		// A file has no colours, wherever it is written from.
		text: () => catalogueText(word, { ...look, color: look.color && output === undefined }, choice),
		json: () => catalogueJson(word, version, choice),
		markdown: () => catalogueMarkdown(word, choice),
	};
	const text = tellers[format]();
	if (output === undefined) process.stdout.write(text);
	else await writeReport(output, text);
	return exitCodes.done;
}

async function checkAsAsked(command: CheckCommand, capabilities: Capabilities): Promise<number> {
	const format = formatOf(command, capabilities);
	if (command.output !== undefined) await checkWritable(command.output);
	if (command.runbook !== undefined) await checkWritable(command.runbook);
	const look = lookOf(command.look, capabilities);
	return format === 'tui' ? checkOnScreen(command, capabilities, look) : checkWithoutScreen(command, format, look);
}

function formatOf({ format }: CheckCommand, { isTerminal }: Capabilities): Format {
	if (format === 'tui' && !isTerminal) {
		throw new UsageError('--format tui needs a terminal for input and output: use --format text');
	}
	return format ?? (isTerminal ? 'tui' : 'text');
}

function lookOf({ color, ascii }: LookOptions, capabilities: Capabilities): Look {
	return {
		color: color && capabilities.color,
		ascii: ascii || capabilities.ascii,
		width: Math.max(40, Math.min(120, process.stdout.columns || 80)),
	};
}

/** Says in one line what went wrong; gives the exit code for it. */
function complain(error: unknown): number {
	const expected = error instanceof UsageError || error instanceof CheckError;
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`doorcheck: ${expected ? message : `this should not have happened: ${message}`}\n`);
	return error instanceof UsageError ? exitCodes.usage : exitCodes.impossible;
}
