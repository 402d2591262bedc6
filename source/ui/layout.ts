import type { Screen } from './state.ts';

/** Where things go on a screen of a given size, in columns and rows. */
export interface Size {
	readonly columns: number;
	readonly rows: number;
}

/** Below this nothing can be shown in earnest. */
export const smallest: Size = { columns: 40, rows: 10 };

export function isTooSmall({ columns, rows }: Size): boolean {
	return columns < smallest.columns || rows < smallest.rows;
}

/** From here on a list has a preview beside it. */
const twoPanesFrom = 110;

/** Width of the list, and of the preview beside it; 0 where there is none. */
export function panes(columns: number): { readonly list: number; readonly preview: number } {
	if (columns < twoPanesFrom) {
		return { list: columns, preview: 0 };
	}
	const list = Math.max(66, Math.round(columns * 0.62));
	return { list, preview: columns - list };
}

/** Rows that the frame of a screen takes: its head, the message line and the footer. */
const frameRows: Readonly<Record<Screen['kind'], number>> = {
	start: 2,
	hosts: 6,
	results: 6,
	detail: 5,
	ports: 5,
	help: 4,
};

/** Rows left for a screen's list or text. */
export function bodyRows(kind: Screen['kind'], rows: number): number {
	return Math.max(1, rows - frameRows[kind]);
}

/** Columns left for running text: it is hard to read when lines are long. */
export function textColumns(columns: number): number {
	return Math.min(columns - 2, 96);
}
