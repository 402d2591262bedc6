import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { headline } from '../../assess/verdict.ts';
import type { HostReport, Report, Severity } from '../../model.ts';
import { Bottom } from '../components/bottom.tsx';
import { CheckHeader } from '../components/check-header.tsx';
import { List } from '../components/list.tsx';
import { ProgressLine } from '../components/progress-line.tsx';
import { Selected } from '../components/selected.tsx';
import { countsWidth, SeverityCounts } from '../components/severity-counts.tsx';
import { Summary } from '../components/summary.tsx';
import { TextLine } from '../components/text-line.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { hostRows, hostVerdict, sumCounts, sumProgress } from '../hosts.ts';
import { itemsOf } from '../items.ts';
import { bodyRows } from '../layout.ts';
import { fit } from '../lines.ts';
import type { HostsScreen, UiState } from '../state.ts';
import type { View } from '../view.ts';

export interface HostsProps {
	readonly screen: HostsScreen;
	readonly state: UiState;
	readonly view: View;
}

/** All hosts of a check: how far each is, what is open there, what it comes to. */
export function Hosts({ screen, state, view }: HostsProps): ReactNode {
	const { report } = view;
	const hosts = report?.hosts ?? [];
	const rows = report ? hostRows(report, screen) : [];
	const index = rows.findIndex(({ target }) => target === screen.selected);
	const height = bodyRows('hosts', view.rows);
	return (
		<>
			<CheckHeader view={view} host={undefined} />
			<ProgressLine view={view} hosts={hosts} />
			<Summary
				counts={report ? sumCounts(report) : new Map()}
				headline={report ? headline(report) : ''}
				level={report?.verdict.level ?? 'review'}
				width={view.columns}
			/>
			{rows.length === 0 ? (
				<Box height={height}>
					<TextLine indent={3} parts={[{ text: 'Nothing matches the filter.', role: 'quiet' }]} />
				</Box>
			) : (
				<List
					count={rows.length}
					height={height}
					width={view.columns}
					index={index}
					selected={screen.selected}
					renderRow={(at) => {
						const host = rows[at];
						return host && report ? (
							<HostRow
								key={host.target}
								host={host}
								report={report}
								view={view}
								selected={host.target === screen.selected}
							/>
						) : null;
					}}
				/>
			)}
			<Bottom state={state} view={view} position={rows.length > 1 ? `${index + 1} of ${rows.length}` : ''} />
		</>
	);
}

interface HostRowProps {
	readonly host: HostReport;
	readonly report: Report;
	readonly view: View;
	readonly selected: boolean;
}

function HostRow({ host, report, view, selected }: HostRowProps): ReactNode {
	const { style } = useTheme();
	const { done, total } = sumProgress([host], view.progress);
	const percent = host.error !== undefined ? '' : `${Math.floor((done / Math.max(1, total)) * 100)} %`;
	const name = Math.max(14, Math.min(40, Math.floor(view.columns * 0.3)));
	const { counts } = itemsOf(host);
	return (
		<Box height={1} flexShrink={0} paddingLeft={1}>
			<Text wrap="truncate">
				{selected ? <Selected /> : '  '}
				<Text {...(selected ? style('strong') : {})}>{fit(host.target, name)}</Text>
				<Text {...style('quiet')}>{`${percent.padStart(6)}   `}</Text>
				{host.error === undefined ? (
					<>
						<SeverityCounts counts={counts} words={false} />
						{gap(counts)}
						{verdictOf(report, host, view.columns)}
					</>
				) : (
					`not checked: ${host.error}`
				)}
			</Text>
		</Box>
	);
}

/** The verdict's headline, or its first words where there is little room. */
function verdictOf(report: Report, host: HostReport, columns: number): string {
	const whole = hostVerdict(report, host).headline;
	return columns < 60 ? '' : columns < 104 ? whole.replace(/:.*/, '') : whole;
}

/** Room after the counts, so that the verdicts stand below each other. */
function gap(counts: ReadonlyMap<Severity, number>): string {
	return ' '.repeat(Math.max(2, 25 - countsWidth({ counts, words: false })));
}
