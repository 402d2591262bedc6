import { Box, Text } from 'ink';
import { Fragment, type ReactNode } from 'react';
import { severityMarks } from '../../marks.ts';
import { type Severity, severities } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';

export interface SummaryLineProps {
	readonly counts: ReadonlyMap<Severity, number>;
	/** What follows them. */
	readonly children?: ReactNode;
}

/** How many doors of each severity are open, and what is to be said beside that. */
export function SummaryLine({ counts, children }: SummaryLineProps): ReactNode {
	return (
		<Box height={1} flexShrink={0} paddingX={1}>
			<Text wrap="truncate">
				<SeverityCounts counts={counts} words />
				{children === undefined ? null : gap(counts)}
				{children}
			</Text>
		</Box>
	);
}

/** Columns that the counts take, with what separates them from the words that follow. */
export function summaryWidth(counts: ReadonlyMap<Severity, number>): number {
	const widths = [...counts].map(([severity, count]) => `x ${count} ${severityMarks[severity].word}   `.length);
	return widths.reduce((sum, width) => sum + width, gap(counts).length - (counts.size > 0 ? 3 : 0));
}

/** `✖ 2 critical   ▲ 1 high`. */
export function SeverityCounts({
	counts,
	words,
}: {
	readonly counts: ReadonlyMap<Severity, number>;
	readonly words: boolean;
}): ReactNode {
	const { glyphs, style, word } = useTheme();
	return severities
		.filter((severity) => (counts.get(severity) ?? 0) > 0)
		.map((severity, index) => (
			<Fragment key={severity}>
				{index > 0 ? (words ? '   ' : '  ') : ''}
				<Text {...style(severity)}>{glyphs.severity[severity]}</Text>
				<Text {...word(severity)}>{` ${counts.get(severity)}${words ? ` ${severityMarks[severity].word}` : ''}`}</Text>
			</Fragment>
		));
}

function gap(counts: ReadonlyMap<Severity, number>): string {
	return counts.size > 0 ? '      ' : '';
}
