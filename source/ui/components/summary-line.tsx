import { Box, Text } from 'ink';
import { Fragment, type ReactNode } from 'react';
import { type Severity, severities, type Verdict } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { severityWords } from '../theme.ts';

export interface SummaryLineProps {
	readonly counts: ReadonlyMap<Severity, number>;
	readonly headline: string;
	readonly level: Verdict['level'];
	/** Few words where there is little room. */
	readonly short: boolean;
}

/** How many doors of each severity are open, and what that comes to. */
export function SummaryLine({ counts, headline, level, short }: SummaryLineProps): ReactNode {
	const { style } = useTheme();
	const role = level === 'stop' ? 'bad' : level === 'pass' ? 'good' : 'strong';
	return (
		<Box height={1} flexShrink={0} paddingX={1}>
			<Text wrap="truncate">
				<SeverityCounts counts={counts} words={!short} />
				{counts.size > 0 ? (short ? '   ' : '      ') : ''}
				<Text {...style(role)}>{headline}</Text>
			</Text>
		</Box>
	);
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
				<Text {...word(severity)}>{` ${counts.get(severity)}${words ? ` ${severityWords[severity]}` : ''}`}</Text>
			</Fragment>
		));
}
