/** Where a list that is longer than its room was last shown. */
export interface ListWindow {
	/** First row that is shown. */
	readonly top: number;
	/** Row of the selection then, and what was selected. */
	readonly index: number;
	readonly selected: string | undefined;
}

/** A list to be shown. */
export interface ListRoom {
	readonly count: number;
	readonly height: number;
	/** Row of the selection; -1 for none. */
	readonly index: number;
	readonly selected: string | undefined;
}

/**
 * The rows to show next. A list that is shown from its start stays there while the selection is in sight; further down
 * the selection keeps its place on the screen when rows come in above it. One row around the selection is kept in sight.
 */
export function nextWindow(last: ListWindow, { count, height, index, selected }: ListRoom): ListWindow {
	const inserted = selected === last.selected && last.top > 0 ? index - last.index : 0;
	const margin = height > 4 ? 1 : 0;
	const lowest = Math.max(0, count - height);
	const wanted = last.top + inserted;
	const kept = index < 0 ? wanted : Math.max(index + margin - height + 1, Math.min(wanted, index - margin));
	return { top: Math.max(0, Math.min(lowest, kept)), index, selected };
}
