import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { notesOf } from '../../assess/notes.ts';
import type { HostReport } from '../../model.ts';
import { Bottom } from '../components/bottom.tsx';
import { CheckHeader } from '../components/check-header.tsx';
import { FindingRow, findingColumns } from '../components/finding-row.tsx';
import { List } from '../components/list.tsx';
import { ProgressLine } from '../components/progress-line.tsx';
import { hasRoomForNote, Summary } from '../components/summary.tsx';
import { TextLine } from '../components/text-line.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { hostVerdict } from '../hosts.ts';
import { itemsOf } from '../items.ts';
import { bodyRows, panes } from '../layout.ts';
import { blankLine, type Line, line, paragraph } from '../lines.ts';
import { type Row, type RowList, rowsOf } from '../rows.ts';
import { type ResultsScreen, recheckKey, type UiState } from '../state.ts';
import { hostOf, itemOf, type View } from '../view.ts';
import { grouped } from '../words.ts';
import { Preview } from './preview.tsx';

export interface ResultsProps {
	readonly screen: ResultsScreen;
	readonly state: UiState;
	readonly view: View;
}

/** The findings of one host, grouped by what they are, with a preview of the selected one where there is room. */
export function Results({ screen, state, view }: ResultsProps): ReactNode {
	const host = hostOf(screen, view);
	const { list, preview } = panes(view.columns);
	const { rows, keys, places } = host ? rowsOf(host, screen) : noRows;
	const notes = host ? notesOf(host) : [];
	const [first, ...others] = notes;
	const items = host && itemsOf(host);
	const verdict = host && view.report ? hostVerdict(view.report, host) : { headline: '', level: 'review' as const };
	const summary = { counts: items?.counts ?? new Map(), headline: verdict.headline, width: view.columns };
	const fits = first !== undefined && hasRoomForNote({ ...summary, note: first });
	const tail = noteLines(fits ? others : notes, screen.filter !== '' ? 0 : list - 4);
	const empty = rows.length === 0 ? emptyLines(screen, view, host, list - 4) : [];
	const at = screen.selected === undefined ? undefined : places.get(screen.selected);
	const index = at?.row ?? -1;
	const columns = findingColumns(list, { udp: items?.udp ?? false, addresses: (host?.addresses.length ?? 0) > 1 });
	const lines = [...empty, ...tail];
	const height = bodyRows('results', view.rows);
	const item = itemOf(screen, view);
	// The notes stand below the last finding: whoever is there can read them.
	const reach = state.touched && index === rows.length - 1 ? Math.min(lines.length, height - 3) : 0;
	return (
		<>
			<CheckHeader view={view} host={host} />
			<ProgressLine view={view} hosts={host ? [host] : []} />
			<Summary {...summary} level={verdict.level} {...(fits ? { note: first } : {})} />
			<Box height={height}>
				<List
					count={rows.length + lines.length}
					height={height}
					width={list}
					index={index + reach}
					selected={screen.selected}
					renderRow={(nth) => {
						const row = rows[nth];
						return row ? (
							<ListRow
								key={row.kind === 'item' ? row.item.key : row.category}
								row={row}
								columns={columns}
								selected={row.kind === 'item' && row.item.key === screen.selected}
								recheck={
									row.kind === 'item' && host ? state.rechecks.get(recheckKey(host.target, row.item.key)) : undefined
								}
							/>
						) : (
							<TextLine key={`line ${nth}`} indent={3} parts={lines[nth - rows.length]?.parts ?? []} />
						);
					}}
				/>
				{preview > 0 ? <Preview item={item} width={preview} height={height} /> : null}
			</Box>
			<Bottom
				state={state}
				view={view}
				position={position(screen, keys.length, items?.byKey.size ?? 0, at?.place)}
				idle={tail.length > 0 && rows.length + lines.length > height && reach === 0 ? 'Notes at the end: press G' : ''}
			/>
		</>
	);
}

type ListRowProps = Omit<Parameters<typeof FindingRow>[0], 'item'> & { readonly row: Row };

function ListRow({ row, ...rest }: ListRowProps): ReactNode {
	const { style } = useTheme();
	return row.kind === 'item' ? (
		<FindingRow item={row.item} {...rest} />
	) : (
		<Box height={1} flexShrink={0} paddingLeft={1}>
			<Text wrap="truncate">
				<Text {...style('strong')}>{row.text.toUpperCase()}</Text>
				<Text {...style('quiet')}>{`  ${row.count}`}</Text>
			</Text>
		</Box>
	);
}

function noteLines(notes: readonly string[], width: number): readonly Line[] {
	return notes.length === 0 || width <= 0
		? []
		: [blankLine, line('Notes', 'strong'), ...notes.flatMap((note) => paragraph(note, width))];
}

function emptyLines(screen: ResultsScreen, view: View, host: HostReport | undefined, width: number): readonly Line[] {
	if (host?.error !== undefined) {
		return paragraph(`${host.target} could not be checked: ${host.error}`, width);
	}
	if (screen.filter !== '') {
		return [line('Nothing matches the filter.', 'quiet')];
	}
	return [line(view.phase === 'done' ? 'No open port was found.' : 'No open port so far.', 'quiet')];
}

function position(screen: ResultsScreen, shown: number, all: number, place: number | undefined): string {
	if (screen.filter !== '') {
		return `${grouped(shown)} of ${grouped(all)}`;
	}
	return shown > 1 && place !== undefined ? `${grouped(place + 1)} of ${grouped(shown)}` : '';
}

const noRows: RowList = { rows: [], keys: [], places: new Map() };
