import type { Fix } from './closing.ts';
import { type Edit, replacedBy, type Step } from './entry.ts';

/** A step as lines of plain text, for reports: commands and file contents are indented by four spaces. */
export function stepLines(step: Step): readonly string[] {
	switch (step.kind) {
		case 'say':
			return [step.text];
		case 'run':
			return indented(step.command.split('\n'));
		case 'edit':
		case 'write':
			return [whereTo(step), ...indented(step.lines)];
		case 'expect':
			return [`Expect: ${step.text}`];
	}
}

/** Where the lines of a step go, and what they take the place of, as the sentence before them. */
export function whereTo(step: Extract<Step, { readonly kind: 'edit' | 'write' }>): string {
	if (step.kind === 'write') {
		return `In a file of its own, ${step.file}:`;
	}
	const section = sectionName(step);
	const place = section === '' ? step.file : `${step.file}, ${section}`;
	if (step.byHand !== undefined) {
		return `In ${place}:`;
	}
	const words = replacedBy(step);
	if (words.length === 0) {
		return `In ${place} add:`;
	}
	const orElse = step.above === undefined ? '' : `, or else above the first that begins with ${step.above}`;
	return `In ${place}, in place of every line that begins with ${anyOf(words)}${orElse}:`;
}

/**
 * What is copied of a fix: its commands, one a line, ready for a shell (a POSIX shell or PowerShell) on the server.
 * Lines for configuration files and commands for another machine come as comments.
 */
export function copyText(fix: Fix): string {
	return fix.steps.flatMap(copyLines).join('\n');
}

function copyLines(step: Step): readonly string[] {
	switch (step.kind) {
		case 'run':
			return step.elsewhere ? [`# On another machine: ${step.command}`] : [step.command];
		case 'edit':
		case 'write':
			return [`# ${whereTo(step)}`, ...step.lines.map((line) => `#     ${line}`)];
		default:
			return [];
	}
}

/** `in the section inet_listener imap of service imap-login`. */
function sectionName({ section = [] }: Edit): string {
	const names = section.map((line) => line.replace(/\s*[{:]$/, '')).reverse();
	return names.length === 0 ? '' : `in the section ${names.join(' of ')}`;
}

function anyOf(words: readonly string[]): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function indented(lines: readonly string[]): readonly string[] {
	return lines.map((line) => `    ${line}`);
}
