import { Box } from 'ink';
import type { ReactNode } from 'react';
import { useListWindow } from '../hooks/use-list-window.ts';

export interface ListProps {
	readonly count: number;
	readonly height: number;
	readonly width: number;
	/** Row of the selection; -1 for none. */
	readonly index: number;
	/** What is selected, however its row may change. */
	readonly selected: string | undefined;
	/** Draws one row, one line high, with a key of its own. */
	readonly renderRow: (index: number) => ReactNode;
}

/** A list of which only the rows in sight are drawn. */
export function List({ count, height, width, index, selected, renderRow }: ListProps): ReactNode {
	const top = useListWindow({ count, height, index, selected });
	const shown = Math.max(0, Math.min(height, count - top));
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			{Array.from({ length: shown }, (_, row) => renderRow(top + row))}
		</Box>
	);
}
