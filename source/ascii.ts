import stringWidth from 'string-width';

/** Characters that have an ASCII look-alike of the same width. */
const lookAlikes: Readonly<Record<string, string>> = {
	'…': '~',
	'·': '.',
	'•': '*',
	'›': '>',
	'‹': '<',
	'→': '>',
	'←': '<',
	'↑': '^',
	'↓': 'v',
	'–': '-',
	'—': '-',
	'−': '-',
	'‘': "'",
	'’': "'",
	'“': '"',
	'”': '"',
	'×': 'x',
	'\u00a0': ' ',
	'─': '-',
	'━': '-',
	'│': '|',
	'┌': '+',
	'┐': '+',
	'└': '+',
	'┘': '+',
	'├': '+',
	'┤': '+',
	'┬': '+',
	'┴': '+',
	'┼': '+',
	µ: 'u',
};

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * The text in ASCII, as wide as it was: look-alikes where there are some, else a question mark for each column.
 * ASCII stays as it is, escape sequences included.
 */
export function toAscii(text: string): string {
	return text.replace(/[^\u0000-\u007f]+/g, (run) =>
		Array.from(graphemes.segment(run), ({ segment }) => lookAlikes[segment] ?? '?'.repeat(stringWidth(segment))).join(
			'',
		),
	);
}
