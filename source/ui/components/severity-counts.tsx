import { Text } from 'ink';
import { Fragment, type ReactNode } from 'react';
import { severityMarks } from '../../marks.ts';
import { type Severity, severities } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';

export interface SeverityCountsProps {
	readonly counts: ReadonlyMap<Severity, number>;
	/** Whether the severities are named. */
	readonly words: boolean;
}

/** How many doors of each severity are open: `✖ 2 critical   ▲ 1 high`, or `✖ 2  ▲ 1`. */
export function SeverityCounts({ counts, words }: SeverityCountsProps): ReactNode {
	const { glyphs, style, word } = useTheme();
	return severities
		.filter((severity) => (counts.get(severity) ?? 0) > 0)
		.map((severity, index) => (
			<Fragment key={severity}>
				{index > 0 ? ' '.repeat(gap(words)) : ''}
				<Text {...style(severity)}>{glyphs.severity[severity]}</Text>
				<Text {...word(severity)}>{` ${counts.get(severity)}${words ? ` ${severityMarks[severity].word}` : ''}`}</Text>
			</Fragment>
		));
}

/** Columns that the counts take. */
export function countsWidth({ counts, words }: SeverityCountsProps): number {
	const widths = [...counts].map(
		([severity, count]) => `x ${count}${words ? ` ${severityMarks[severity].word}` : ''}`.length + gap(words),
	);
	return widths.reduce((sum, width) => sum + width, counts.size > 0 ? -gap(words) : 0);
}

function gap(words: boolean): number {
	return words ? 3 : 2;
}
