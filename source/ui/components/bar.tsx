import { Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

export interface BarProps {
	readonly width: number;
	/** From 0 to 1. */
	readonly share: number;
}

/** How far something is, as a bar. A screen reader has the figures beside it. */
export function Bar({ width, share }: BarProps): ReactNode {
	const { glyphs, style } = useTheme();
	const done = Math.min(width, Math.floor(width * share));
	return (
		<Text aria-hidden>
			{glyphs.barDone.repeat(done)}
			<Text {...style('quiet')}>{glyphs.barLeft.repeat(width - done)}</Text>
		</Text>
	);
}
