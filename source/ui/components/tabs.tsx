import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

export interface TabsProps {
	readonly names: readonly string[];
	readonly active: number;
	/** Columns that there are for them. */
	readonly width: number;
}

/**
 * Names side by side, the active one in brackets, so that it can be told without colour. Where there is no room for
 * all, the first give way until the active one is in sight.
 */
export function Tabs({ names, active, width }: TabsProps): ReactNode {
	const theme = useTheme();
	const first = firstShown(names, active, width);
	return (
		<Box height={1} flexShrink={0}>
			<Text wrap="truncate">
				{first > 0 ? <Text {...theme.style('quiet')}>{theme.glyphs.left}</Text> : null}
				{names.slice(first).map((name, index) => (
					<Text key={name}>
						{index > 0 ? <Text {...theme.style('quiet')}>{theme.glyphs.separator}</Text> : null}
						{first + index === active ? <Text {...theme.style('strong')}>{`[${name}]`}</Text> : ` ${name} `}
					</Text>
				))}
			</Text>
		</Box>
	);
}

/** The first name to show, so that all of the active one fits. */
function firstShown(names: readonly string[], active: number, width: number): number {
	if (names.reduce((sum, name) => sum + columns(name) + 1, -1) <= width) {
		return 0;
	}
	let first = Math.max(0, active);
	// One column is for the sign that something stands before, one for the ellipsis of what is cut behind.
	let room = width - 2 - columns(names[first]);
	while (first > 0 && columns(names[first - 1]) + 1 <= room) {
		first--;
		room -= columns(names[first]) + 1;
	}
	return first;
}

/** Of a name with the brackets, or spaces, around it. */
function columns(name = ''): number {
	return name.length + 2;
}
