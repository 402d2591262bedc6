import { styleText } from 'node:util';
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

type Style = 'red' | 'magenta' | 'cyan' | 'green' | 'bold';

interface Mark {
	readonly glyph: string;
	readonly plain: string;
	readonly word: string;
	readonly styles: readonly Style[];
}

/** Colours that are legible on light and dark; the glyph and the word say the same without them. */
const marks: Readonly<Record<Severity | Exclude<PortState, 'open'>, Mark>> = {
	critical: { glyph: '✖', plain: 'X', word: 'critical', styles: ['red', 'bold'] },
	high: { glyph: '▲', plain: '!', word: 'high', styles: ['red'] },
	medium: { glyph: '◆', plain: '*', word: 'medium', styles: ['magenta'] },
	low: { glyph: '○', plain: '-', word: 'low', styles: ['cyan'] },
	info: { glyph: '●', plain: 'o', word: 'fine', styles: ['green'] },
	closed: { glyph: '✔', plain: '+', word: 'closed', styles: ['green'] },
	filtered: { glyph: '✔', plain: '+', word: 'filtered', styles: ['green'] },
	undecided: { glyph: '?', plain: '?', word: 'unclear', styles: ['magenta'] },
};

const verdictStyles: Readonly<Record<Verdict['level'], readonly Style[]>> = {
	stop: ['red', 'bold'],
	review: ['magenta', 'bold'],
	pass: ['green', 'bold'],
};

/** Glyph and word of a finding, eight columns for the word: `✖ critical`. */
export function markOf(finding: Pick<Finding, 'state' | 'severity'>, look: Look): string {
	const { glyph, plain, word, styles } = marks[finding.state === 'open' ? finding.severity : finding.state];
	return paint(`${look.ascii ? plain : glyph} ${word.padEnd(8)}`, styles, look);
}

/** A heading. */
export function heading(text: string, look: Look): string {
	return paint(text.toUpperCase(), ['bold'], look);
}

/** A line in the colour of the verdict. */
export function inVerdictColor(text: string, level: Verdict['level'], look: Look): string {
	return paint(text, verdictStyles[level], look);
}

/** The finished text; in ASCII if that is asked for, where characters without a likeness become `?`. */
export function finished(lines: readonly string[], look: Look): string {
	const text = `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
	return look.ascii ? inAscii(text) : text;
}

/** One column each, so that lines keep their width. */
const likenesses: Readonly<Record<string, string>> = { '·': '-', '…': '~', '–': '-', '—': '-', '’': "'", µ: 'u' };

function inAscii(text: string): string {
	return text.replace(/[^\u0000-\u007f]/gu, (character) => likenesses[character] ?? '?');
}

function paint(text: string, styles: readonly Style[], look: Look): string {
	// The caller has decided on colour; Node would look at standard output, which may be another place.
	return look.color ? styleText([...styles], text, { validateStream: false }) : text;
}
