import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { portLabel, serviceLabel } from '../../assess/doors.ts';
import { DoorState } from '../components/door-state.tsx';
import { TextLine } from '../components/text-line.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import type { Item } from '../items.ts';
import { whyLines } from '../why-text.ts';

export interface PreviewProps {
	readonly item: Item | undefined;
	readonly width: number;
	readonly height: number;
}

/** What the selected finding is and why it matters, beside the list. */
export function Preview({ item, width, height }: PreviewProps): ReactNode {
	const { glyphs, style } = useTheme();
	const lines = item ? whyLines(item.finding, width - 5) : [];
	return (
		<Box width={width} height={height} overflow="hidden">
			<Box flexDirection="column" width={2} flexShrink={0}>
				{Array.from({ length: height }, (_, row) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line of a rule has no identity but its place
					<Text key={row} {...style('quiet')} aria-hidden>
						{glyphs.separator}
					</Text>
				))}
			</Box>
			{item ? (
				<Box flexDirection="column" width={width - 3}>
					<Box height={1} flexShrink={0}>
						<Text wrap="truncate">
							<Text {...style('strong')}>{`${portLabel(item.finding)}  ${serviceLabel(item.finding)}  `}</Text>
							<DoorState finding={item.finding} />
						</Text>
					</Box>
					<TextLine parts={[]} />
					{lines.slice(0, Math.max(0, height - 2)).map((one, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
						<TextLine key={index} parts={one.parts} />
					))}
				</Box>
			) : null}
		</Box>
	);
}
