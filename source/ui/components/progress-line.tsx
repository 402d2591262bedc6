import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { HostReport } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { sumProgress } from '../hosts.ts';
import { doneText, fitFigures, phaseText, progressFigures } from '../progress-text.ts';
import type { View } from '../view.ts';
import { Bar } from './bar.tsx';
import { Working } from './working.tsx';

export interface ProgressLineProps {
	readonly view: View;
	readonly hosts: readonly HostReport[];
}

/** How far the check is, in one line: a bar while ports are asked, words before and after. */
export function ProgressLine({ view, hosts }: ProgressLineProps): ReactNode {
	return (
		<Box height={1} flexShrink={0} paddingX={1}>
			<Content view={view} hosts={hosts} />
		</Box>
	);
}

function Content({ view, hosts }: ProgressLineProps): ReactNode {
	const { style } = useTheme();
	const progress = sumProgress(hosts, view.progress);
	const figures = progressFigures(progress);
	if (view.phase === 'done') {
		const addresses = hosts.reduce((sum, host) => sum + host.addresses.length, 0);
		const text = doneText(progress, addresses, view.report?.complete ?? false, view.columns - 2);
		return (
			<Text wrap="truncate" {...style('quiet')}>
				{text}
			</Text>
		);
	}
	if (view.paused) {
		return (
			<Text wrap="truncate">
				<Text {...style('strong')}>Paused</Text>
				{`${progress.total > 0 ? ` at ${figures.slice(0, 2).join('   ')}` : ''}   press space to go on`}
			</Text>
		);
	}
	if (view.phase !== 'scanning' || progress.total === 0) {
		return <Working text={phaseText(view.phase, view.target)} />;
	}
	const { text, bar } = fitFigures(figures, view.columns - 2);
	return (
		<Text wrap="truncate">
			<Bar width={bar} share={progress.done / progress.total} />
			{text}
		</Text>
	);
}
