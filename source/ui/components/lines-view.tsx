import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import type { Line } from '../lines.ts';

export interface LinesViewProps {
	readonly lines: readonly Line[];
	readonly width: number;
	readonly height: number;
	/** Lines above the top. */
	readonly scroll: number;
	/** The choice that the cursor is on. */
	readonly choice?: number;
	/** Something above the lines, and how many lines it takes. */
	readonly lead?: ReactNode;
	readonly leadHeight?: number;
}

/** Text that may be longer than its room: the part in sight, with a cursor beside the chosen lines. */
export function LinesView(props: LinesViewProps): ReactNode {
	const { lines, width, height, choice, lead, leadHeight = 0 } = props;
	const theme = useTheme();
	const scroll = Math.max(0, Math.min(props.scroll, lines.length + leadHeight - height));
	const from = Math.max(0, scroll - leadHeight);
	return (
		<Box flexDirection="column" width={width} height={height} overflow="hidden">
			{scroll < leadHeight ? (
				<Box flexDirection="column" flexShrink={0} marginTop={-scroll} height={leadHeight} paddingLeft={1}>
					{lead}
				</Box>
			) : null}
			{lines.slice(from, from + height).map(({ parts, choice: of, marked }, index) => {
				const chosen = of !== undefined && of === choice;
				return (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
					<Box key={from + index} height={1} flexShrink={0}>
						<Box width={2} flexShrink={0}>
							{chosen && marked ? <Text {...theme.style('strong')}>{` ${theme.glyphs.cursor}`}</Text> : null}
						</Box>
						<Text wrap="truncate">
							{chosen ? (
								<Text {...theme.style('strong')}>{parts.map(({ text }) => text).join('')}</Text>
							) : (
								parts.map(({ text, role }, part) => (
									// biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line have no identity but their place
									<Text key={part} {...theme.style(role)}>
										{text}
									</Text>
								))
							)}
						</Text>
					</Box>
				);
			})}
		</Box>
	);
}
