import type { PortState, Severity } from './model.ts';

/** How a severity or a state is shown: a glyph one column wide, with UTF-8 or without, and the word that goes with it. */
export interface Mark {
	readonly glyph: string;
	readonly ascii: string;
	readonly word: string;
}

/**
 * Of the sixteen colours of a terminal, those of the glyphs. Only red and magenta can be read on light and on dark, so
 * words have no other.
 */
export const severityColors = {
	critical: 'red',
	high: 'magenta',
	medium: 'yellow',
	low: 'cyan',
	info: 'green',
} as const satisfies Readonly<Record<Severity, string>>;

/** Whether the word beside the glyph has its colour too, in bold. */
export function isLoud(severity: Severity): boolean {
	return severity === 'critical' || severity === 'high';
}

/** What is harmless is called so. */
export const severityMarks: Readonly<Record<Severity, Mark>> = {
	critical: { glyph: '✖', ascii: 'X', word: 'critical' },
	high: { glyph: '▲', ascii: '!', word: 'high' },
	medium: { glyph: '◆', ascii: '*', word: 'medium' },
	low: { glyph: '◇', ascii: '-', word: 'low' },
	info: { glyph: '●', ascii: 'o', word: 'fine' },
};

/** For doors that are not open any more. */
export const stateMarks: Readonly<Record<Exclude<PortState, 'open'>, Mark>> = {
	closed: { glyph: '✔', ascii: '+', word: 'closed' },
	filtered: { glyph: '✔', ascii: '+', word: 'filtered' },
	'open|filtered': { glyph: '?', ascii: '?', word: 'no answer' },
	undecided: { glyph: '?', ascii: '?', word: 'undecided' },
};
