import { styleText } from 'node:util';
import { toAscii } from '../ascii.ts';
import { isLoud, severityColors, severityMarks, stateMarks } from '../marks.ts';
import type { Finding, PortState, Severity, Verdict } from '../model.ts';

/** How a text report is to look. */
export interface Look {
	/** Use the terminal's sixteen colours. */
	readonly color: boolean;
	/** Write ASCII characters only. */
	readonly ascii: boolean;
	/** Columns. */
	readonly width: number;
}

type Style = (typeof severityColors)[Severity] | 'bold';

const stateStyles: Readonly<Record<Exclude<PortState, 'open'>, readonly Style[]>> = {
	closed: ['green'],
	filtered: ['green'],
	'open|filtered': ['magenta'],
	undecided: ['magenta'],
};

const verdictStyles: Readonly<Record<Verdict['level'], readonly Style[]>> = {
	stop: ['red', 'bold'],
	review: ['magenta', 'bold'],
	pass: ['green', 'bold'],
};

/** Glyph and word of a finding, nine columns for the word: `✖ critical`. */
export function markOf({ state, severity }: Pick<Finding, 'state' | 'severity'>, look: Look): string {
	const { glyph, ascii, word } = state === 'open' ? severityMarks[severity] : stateMarks[state];
	const sign = look.ascii ? ascii : glyph;
	const text = word.padEnd(9);
	if (state !== 'open') {
		return paint(`${sign} ${text}`, stateStyles[state], look);
	}
	const color = severityColors[severity];
	return isLoud(severity) ? paint(`${sign} ${text}`, [color, 'bold'], look) : `${paint(sign, [color], look)} ${text}`;
}

/** A heading. */
export function heading(text: string, look: Look): string {
	return paint(text.toUpperCase(), ['bold'], look);
}

/** A line in the colour of the verdict. */
export function inVerdictColor(text: string, level: Verdict['level'], look: Look): string {
	return paint(text, verdictStyles[level], look);
}

/** The finished text; in ASCII if that is asked for. */
export function finished(lines: readonly string[], look: Look): string {
	const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
	return look.ascii ? toAscii(text) : text;
}

function paint(text: string, styles: readonly Style[], look: Look): string {
	// The caller has decided on colour; Node would look at standard output, which may be another place.
	return look.color ? styleText([...styles], text, { validateStream: false }) : text;
}
