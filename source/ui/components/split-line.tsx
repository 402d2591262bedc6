import { Box, Text } from 'ink';
import type { ReactNode } from 'react';

export interface SplitLineProps {
	readonly left: ReactNode;
	readonly right: ReactNode;
}

/** One line with text at both ends; the left one is cut where they would meet. */
export function SplitLine({ left, right }: SplitLineProps): ReactNode {
	return (
		<Box height={1} flexShrink={0} paddingX={1} justifyContent="space-between" gap={2}>
			<Box flexShrink={1}>
				<Text wrap="truncate">{left}</Text>
			</Box>
			<Box flexShrink={0}>
				<Text wrap="truncate">{right}</Text>
			</Box>
		</Box>
	);
}
