import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

export interface TabsProps {
	readonly names: readonly string[];
	readonly active: number;
}

/** Names side by side, the active one in brackets, so that it can be told without colour. */
export function Tabs({ names, active }: TabsProps): ReactNode {
	const theme = useTheme();
	return (
		<Box height={1} flexShrink={0}>
			<Text wrap="truncate">
				{names.map((name, index) => (
					<Text key={name}>
						{index > 0 ? <Text {...theme.style('quiet')}>{theme.glyphs.separator}</Text> : null}
						{index === active ? <Text {...theme.style('strong')}>{`[${name}]`}</Text> : ` ${name} `}
					</Text>
				))}
			</Text>
		</Box>
	);
}
