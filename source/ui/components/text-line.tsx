import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import type { Part } from '../lines.ts';

export interface TextLineProps {
	readonly parts: readonly Part[];
	readonly indent?: number;
}

/** One line of text, cut where the room ends. */
export function TextLine({ parts, indent = 0 }: TextLineProps): ReactNode {
	const theme = useTheme();
	return (
		<Box height={1} flexShrink={0} paddingLeft={indent}>
			<Text wrap="truncate">
				{parts.map(({ text, role }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no identity but their place
					<Text key={index} {...theme.style(role)}>
						{text}
					</Text>
				))}
			</Text>
		</Box>
	);
}
