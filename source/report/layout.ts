import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Lines of at most `width` columns; those after the first are indented by `indent`, the first by `first`. */
export function paragraph(text: string, width: number, indent = '', first = indent): readonly string[] {
	const room = Math.max(10, width - Math.max(stringWidth(indent), stringWidth(first)));
	return wrapAnsi(text, room, { hard: true })
		.split('\n')
		.map((line, index) => `${index === 0 ? first : indent}${line}`);
}

/** The text, filled up with spaces to so many columns. */
export function padded(text: string, columns: number): string {
	return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** Columns that the widest of the texts takes on a terminal. */
export function widest(texts: readonly string[]): number {
	return texts.reduce((columns, text) => Math.max(columns, stringWidth(text)), 0);
}
