import type { Fix } from './closing.ts';
import type { Step } from './entry.ts';

/** A step as lines of plain text, for reports: commands and file contents are indented by four spaces. */
export function stepLines(step: Step): readonly string[] {
	switch (step.kind) {
		case 'say':
			return [step.text];
		case 'run':
			return indented(step.command.split('\n'));
		case 'edit':
			return [`${step.file}:`, ...indented(step.lines)];
		case 'expect':
			return [`Expect: ${step.text}`];
	}
}

/**
 * What is copied of a fix: its commands, one a line, ready for a shell (a POSIX shell or PowerShell). Lines for
 * configuration files come as comments, because they are not commands.
 */
export function copyText(fix: Fix): string {
	return fix.steps.flatMap(copyLines).join('\n');
}

function copyLines(step: Step): readonly string[] {
	switch (step.kind) {
		case 'run':
			return [step.command];
		case 'edit':
			return step.lines.map((line) => `# ${step.file}: ${line}`);
		default:
			return [];
	}
}

function indented(lines: readonly string[]): readonly string[] {
	return lines.map((line) => `    ${line}`);
}
