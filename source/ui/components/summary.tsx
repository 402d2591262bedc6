import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Severity, Verdict } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import type { Role } from '../theme.ts';
import { SummaryLine, summaryWidth } from './summary-line.tsx';
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
	const beside = summaryWidth(counts) + headline.length <= width - 2;
	return (
		<>
			<SummaryLine counts={counts}>{beside ? <Text {...style(role)}>{headline}</Text> : null}</SummaryLine>
			<TextLine indent={1} parts={[beside ? { text: note, role: 'quiet' } : { text: headline, role }]} />
		</>
	);
}

/** Whether a note has room below a headline; else it must be told elsewhere. */
export function hasRoomForNote({ counts, headline, note = '', width }: Omit<SummaryProps, 'level'>): boolean {
	return summaryWidth(counts) + headline.length <= width - 2 && note.length <= width - 2;
}
