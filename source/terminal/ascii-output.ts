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

/** The same stream, but everything written as text arrives in ASCII. */
export function asciiOutput(stdout: NodeJS.WriteStream): NodeJS.WriteStream {
	const write = (chunk: string | Uint8Array, ...rest: []) =>
		stdout.write(typeof chunk === 'string' ? toAscii(chunk) : chunk, ...rest);
	return new Proxy(stdout, {
		get(target, property) {
			if (property === 'write') {
				return write;
			}
			const value: unknown = Reflect.get(target, property, target);
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
