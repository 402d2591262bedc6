import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

/** Marks the row that the keys act on. */
export function Selected(): ReactNode {
	const { glyphs, style } = useTheme();
	return (
		<Text {...style('strong')} aria-label="selected:">
			{`${glyphs.cursor} `}
		</Text>
	);
}
