import { type Edit, replacedBy } from '../source/knowledge/entry.ts';

/**
 * A file's text after an edit, done as the instructions say it: in the section, the lines that set the same go, and the
 * new ones stand in their place, or at the section's end. A section that is missing is added at the end.
 */
export function applyEdit(text: string, edit: Edit): string {
	const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
	return `${inSection(lines, edit.section ?? [], edit).join('\n')}\n`;
}

function inSection(lines: readonly string[], section: readonly string[], edit: Edit): readonly string[] {
	const [opening, ...inner] = section;
	if (opening === undefined) {
		return withNewLines(lines, edit);
	}
	const start = lines.findIndex((line) => isSame(line, opening));
	if (start < 0) {
		return [
			...lines,
			opening,
			...inSection([], inner, edit).map((line) => `${indentIn(opening)}${line}`),
			...end(opening),
		];
	}
	const stop = endOfSection(lines, start);
	return [...lines.slice(0, start + 1), ...inSection(lines.slice(start + 1, stop), inner, edit), ...lines.slice(stop)];
}

function withNewLines(lines: readonly string[], edit: Edit): readonly string[] {
	const words = replacedBy(edit);
	const isReplaced = (line: string) =>
		words.some((word) => beginsWith(line, word)) || edit.lines.some((added) => isSame(line, added));
	const first = lines.findIndex(isReplaced);
	const { above } = edit;
	const before = above === undefined ? -1 : lines.findIndex((line) => line.trim().startsWith(above));
	const at = [first, before, endOfText(lines)].find((index) => index >= 0) ?? 0;
	const model = first >= 0 ? lines[first] : lines.find((line) => /^\s*[^\s#;]/.test(line));
	const indent = edit.section === undefined && first < 0 ? '' : (/^\s*/.exec(model ?? '')?.[0] ?? '');
	return [
		...lines.slice(0, at),
		...edit.lines.map((line) => indent + line),
		...lines.slice(at).filter((line) => !isReplaced(line)),
	];
}

/** Whether a line begins with these words, however they are spaced, and goes on with something that is no word. */
function beginsWith(line: string, words: string): boolean {
	const rest = spaced(line).startsWith(spaced(words)) ? spaced(line).slice(spaced(words).length) : undefined;
	return rest !== undefined && !/^[\w-]/.test(rest);
}

function isSame(line: string, other: string): boolean {
	return spaced(line) === spaced(other);
}

function spaced(line: string): string {
	return line.trim().replace(/\s+/g, ' ');
}

/** The index of the line that ends the section which begins at `start`: it is no part of what is inside. */
function endOfSection(lines: readonly string[], start: number): number {
	const opening = lines[start] ?? '';
	if (opening.trim().endsWith('{')) {
		return endOfBlock(lines, start);
	}
	const ends = opening.trim().startsWith('[')
		? (line: string) => line.trim().startsWith('[')
		: (line: string) => /^\s*[^\s#]/.test(line) && depth(line) <= depth(opening);
	const index = lines.findIndex((line, at) => at > start && ends(line));
	return index < 0 ? lines.length : index;
}

function endOfBlock(lines: readonly string[], start: number): number {
	let open = 0;
	const index = lines.findIndex((line, at) => {
		if (at < start || /^\s*(#|\/\/)/.test(line)) return false;
		open += line.split('{').length - line.split('}').length;
		return open <= 0;
	});
	return index < 0 ? lines.length : index;
}

/** Behind the last line that isn't blank. */
function endOfText(lines: readonly string[]): number {
	return lines.findLastIndex((line) => line.trim() !== '') + 1;
}

function depth(line: string): number {
	return line.length - line.trimStart().length;
}

function indentIn(opening: string): string {
	return opening.startsWith('[') ? '' : '  ';
}

function end(opening: string): readonly string[] {
	return opening.endsWith('{') ? ['}'] : [];
}
