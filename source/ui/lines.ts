import stringWidth from 'string-width';
import type { Role } from './theme.ts';

/** A stretch of text with one look. */
export interface Part {
	readonly text: string;
	readonly role?: Role;
}

/** One line of a text that was laid out for a width. */
export interface Line {
	readonly parts: readonly Part[];
	/** Which of the things that can be chosen this line belongs to. */
	readonly choice?: number;
	/** The choice's first line, where the cursor stands. */
	readonly marked?: boolean;
}

/** A line of one part. */
export function line(text: string, role?: Role): Line {
	return { parts: [role === undefined ? { text } : { text, role }] };
}

export const blankLine: Line = { parts: [] };

/** A text as lines no wider than `width` columns, words kept whole where they fit, each line indented. */
export function paragraph(
	text: string,
	width: number,
	options: { indent?: string; role?: Role } = {},
): readonly Line[] {
	const indent = options.indent ?? '';
	const lines = text
		.split('\n')
		.flatMap((part) => wrap(part, Math.max(8, width - stringWidth(indent))))
		.map((part) => line(indent + part, options.role));
	return lines;
}

/** Breaks between words; a word that is wider than the line is broken where the line ends. */
export function wrap(text: string, width: number): readonly string[] {
	const lines: string[] = [];
	let current = '';
	let used = 0;
	for (const word of text.split(/ +/).flatMap((word) => breakWord(word, width))) {
		const wide = stringWidth(word);
		if (current === '') {
			current = word;
			used = wide;
		} else if (used + 1 + wide > width) {
			lines.push(current);
			current = word;
			used = wide;
		} else {
			current += ` ${word}`;
			used += 1 + wide;
		}
	}
	return [...lines, current];
}

/** A command in pieces that fit, nothing added or lost: broken before a word where there is one, else anywhere. */
export function chop(text: string, width: number): readonly string[] {
	const pieces = breakWord(text, width);
	const [first = '', ...rest] = pieces;
	const space = first.lastIndexOf(' ') + 1;
	if (rest.length === 0 || space <= first.length / 2) {
		return rest.length === 0 ? [first] : [first, ...chop(rest.join(''), width)];
	}
	return [first.slice(0, space), ...chop(text.slice(space), width)];
}

function breakWord(word: string, width: number): readonly string[] {
	if (stringWidth(word) <= width) {
		return [word];
	}
	const pieces: string[] = [];
	let piece = '';
	let used = 0;
	for (const character of word) {
		const wide = stringWidth(character);
		if (used + wide > width) {
			pieces.push(piece);
			piece = '';
			used = 0;
		}
		piece += character;
		used += wide;
	}
	return [...pieces, piece];
}

/** The text filled up with spaces, or cut with an ellipsis, to exactly `width` columns. */
export function fit(text: string, width: number): string {
	const wide = stringWidth(text);
	if (wide <= width) {
		return text + ' '.repeat(width - wide);
	}
	let cut = '';
	let used = 0;
	for (const character of text) {
		const next = stringWidth(character);
		if (used + next > width - 1) {
			break;
		}
		cut += character;
		used += next;
	}
	return width <= 0 ? '' : `${cut}…${' '.repeat(Math.max(0, width - 1 - used))}`;
}
