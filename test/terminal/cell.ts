import type { IBufferCell, Terminal } from '@xterm/headless';

/** The terminal's own colour, one of its 256, or an exact one (`#rrggbb`). */
export type Color = 'default' | number | `#${string}`;

/** One character cell of a screen. `text` is empty in the second half of a wide character. */
export interface Cell {
	readonly text: string;
	readonly width: number;
	readonly foreground: Color;
	readonly background: Color;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
}

/** The cells of one row of the visible screen, from the left; rows count from 0. */
export function cellsOf(terminal: Terminal, row: number): Cell[] {
	const { baseY } = terminal.buffer.active;
	const line = terminal.buffer.active.getLine(baseY + row);
	return Array.from({ length: terminal.cols }, (_, column) => line?.getCell(column)).flatMap((cell) =>
		cell === undefined ? [] : [plain(cell)],
	);
}

function plain(cell: IBufferCell): Cell {
	return {
		text: cell.getChars() || (cell.getWidth() === 0 ? '' : ' '),
		width: cell.getWidth(),
		foreground: color(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: color(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		italic: cell.isItalic() !== 0,
		underline: cell.isUnderline() !== 0,
		inverse: cell.isInverse() !== 0,
	};
}

function color(isDefault: boolean, isExact: boolean, value: number): Color {
	if (isDefault) {
		return 'default';
	}
	return isExact ? `#${value.toString(16).padStart(6, '0')}` : value;
}
