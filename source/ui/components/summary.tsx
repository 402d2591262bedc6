import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Severity, Verdict } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import type { Role } from '../theme.ts';
import { countsWidth, SeverityCounts } from './severity-counts.tsx';
import { TextLine } from './text-line.tsx';

export interface SummaryProps {
	readonly counts: ReadonlyMap<Severity, number>;
	readonly headline: string;
	readonly level: Verdict['level'];
	/** Stands below, where the headline leaves room. */
	readonly note?: string;
	readonly width: number;
}

/** Two lines: what is open, and what that comes to, beside it or, in a narrow terminal, below. */
export function Summary({ counts, headline, level, note = '', width }: SummaryProps): ReactNode {
	const { style } = useTheme();
	const role: Role = level === 'stop' ? 'bad' : level === 'pass' ? 'good' : 'strong';
	const beside = hasRoomBeside({ counts, headline, width });
	return (
		<>
			<Box height={1} flexShrink={0} paddingX={1}>
				<Text wrap="truncate">
					<SeverityCounts counts={counts} words={countsWidth({ counts, words: true }) <= width - 2} />
					{beside ? <Text {...style(role)}>{gap(counts) + headline}</Text> : null}
				</Text>
			</Box>
			<TextLine indent={1} parts={[beside ? { text: note, role: 'quiet' } : { text: headline, role }]} />
		</>
	);
}

/** Whether a note has room below a headline; else it must be told elsewhere. */
export function hasRoomForNote({ note = '', ...rest }: Omit<SummaryProps, 'level'>): boolean {
	return hasRoomBeside(rest) && note.length <= rest.width - 2;
}

function hasRoomBeside({ counts, headline, width }: Pick<SummaryProps, 'counts' | 'headline' | 'width'>): boolean {
	return countsWidth({ counts, words: true }) + gap(counts).length + headline.length <= width - 2;
}

function gap(counts: SummaryProps['counts']): string {
	return counts.size > 0 ? '      ' : '';
}
