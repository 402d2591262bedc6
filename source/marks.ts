import type { PortState, Severity } from './model.ts';

/** How a severity or a state is shown: a glyph one column wide, with UTF-8 or without, and the word that goes with it. */
export interface Mark {
	readonly glyph: string;
	readonly ascii: string;
	readonly word: string;
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
