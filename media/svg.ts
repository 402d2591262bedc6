import type { Terminal } from '@xterm/headless';
import { type Cell, type Color, cellsOf } from '../test/terminal/cell.ts';

/** Sizes in pixels. A character is 0.6 em wide in nearly every monospaced font. */
const fontSize = 14;
const cellWidth = 8.4;
const cellHeight = 16;
const margin = 14;
const titleBar = 34;

const fonts = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

const ground = '#15191f';
const frame = '#2a313b';
const ink = '#d3d9e0';

/** The sixteen ANSI colours on a dark ground, each at least 4.5 : 1 against it, but for the two blacks. */
const palette = [
	'#3b434f',
	'#f0716f',
	'#7fc97a',
	'#e2b457',
	'#6fa8f5',
	'#cf8fe0',
	'#56c2cf',
	'#d3d9e0',
	'#7d8896',
	'#ff8f8c',
	'#9be196',
	'#f5cd7a',
	'#93c1ff',
	'#e3adf1',
	'#7fdde8',
	'#ffffff',
] as const;

/** Draws what a terminal shows now as an SVG picture of a window with this title. */
export function drawScreen(terminal: Terminal, title: string): string {
	const width = terminal.cols * cellWidth + 2 * margin;
	const height = terminal.rows * cellHeight + titleBar + margin;
	const rows = Array.from({ length: terminal.rows }, (_, row) => drawRow(cellsOf(terminal, row), row));

	return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeXml(title)}" \
width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">
<rect x="0.5" y="0.5" width="${px(width - 1)}" height="${px(height - 1)}" rx="9" fill="${ground}" stroke="${frame}"/>
<g fill="${frame}">${[0, 1, 2].map((dot) => `<circle cx="${20 + dot * 18}" cy="17" r="5.5"/>`).join('')}</g>
<g font-family="${fonts}" font-size="${fontSize}" xml:space="preserve" style="white-space:pre">
<text x="${px(width / 2)}" y="22" text-anchor="middle" font-size="12" fill="${palette[8]}">${escapeXml(title)}</text>
${rows.filter((row) => row !== '').join('\n')}
</g>
</svg>
`;
}

/** Neighbouring cells that look the same. */
interface Run {
	readonly column: number;
	readonly cells: readonly Cell[];
}

function drawRow(cells: readonly Cell[], row: number): string {
	const top = titleBar + row * cellHeight;
	const grounds = runsOf(cells, (cell) => looks(cell).ground).map((run) => drawGround(run, top));
	const texts = runsOf(cells, styleOf)
		.flatMap(segmentsOf)
		.map((run) => drawText(run, top));
	return [...grounds, ...texts].join('');
}

function drawGround({ column, cells }: Run, top: number): string {
	const color = cells[0] && looks(cells[0]).ground;
	return color === ground || color === undefined
		? ''
		: `<rect x="${x(column)}" y="${top}" width="${px(widthOf(cells))}" height="${cellHeight}" fill="${color}"/>`;
}

/** Every run is told how wide it is, so that columns and lines meet whichever font is there. */
function drawText({ column, cells }: Run, top: number): string {
	const [first] = cells;
	const text = cells.map((cell) => cell.text).join('');
	return first === undefined || text.trim() === ''
		? ''
		: `<text x="${x(column)}" y="${top + 12.5}" textLength="${px(widthOf(cells))}" lengthAdjust="spacingAndGlyphs"\
${styleOf(first)}>${escapeXml(text)}</text>`;
}

function runsOf(cells: readonly Cell[], look: (cell: Cell) => string): Run[] {
	return group(cells, 0, (a, b) => b.width === 0 || look(a) === look(b));
}

/**
 * Cuts a run into words, and apart from them signs that may come from another font: a sign of unusual width must
 * not push the letters beside it.
 */
function segmentsOf({ column, cells }: Run): Run[] {
	const kind = (cell: Cell) => (/^[!-~]+$/.test(cell.text) ? 'word' : cell.text);
	return group(cells, column, (a, b) => kind(a) === kind(b));
}

function group(cells: readonly Cell[], start: number, together: (a: Cell, b: Cell) => boolean): Run[] {
	const runs: { column: number; cells: Cell[] }[] = [];
	for (const [index, cell] of cells.entries()) {
		const run = runs.at(-1);
		const before = run?.cells.at(-1);
		if (run !== undefined && before !== undefined && together(before, cell)) {
			run.cells.push(cell);
		} else {
			runs.push({ column: start + index, cells: [cell] });
		}
	}
	return runs;
}

function styleOf(cell: Cell): string {
	return [
		` fill="${looks(cell).ink}"`,
		cell.bold ? ' font-weight="bold"' : '',
		cell.italic ? ' font-style="italic"' : '',
		cell.underline ? ' text-decoration="underline"' : '',
		cell.dim ? ' opacity="0.65"' : '',
	].join('');
}

function looks(cell: Cell): { readonly ink: string; readonly ground: string } {
	const front = hex(cell.foreground, ink);
	const back = hex(cell.background, ground);
	return cell.inverse ? { ink: back, ground: front } : { ink: front, ground: back };
}

/** xterm's 256 colours: the sixteen, a cube of 6 × 6 × 6, and 24 greys. */
function hex(color: Color, own: string): string {
	if (typeof color === 'string') {
		return color === 'default' ? own : color;
	}
	if (color >= 232) {
		const grey = 8 + (color - 232) * 10;
		return rgb(grey, grey, grey);
	}
	const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
	const cube = color - 16;
	return palette[color] ?? rgb(level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6));
}

function rgb(...parts: readonly number[]): string {
	return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function widthOf(cells: readonly Cell[]): number {
	return cells.reduce((sum, cell) => sum + cell.width, 0) * cellWidth;
}

function x(column: number): string {
	return px(margin + column * cellWidth);
}

function px(length: number): string {
	return String(Math.round(length * 100) / 100);
}

function escapeXml(text: string): string {
	return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
