import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { portLabel, serviceLabel } from '../../assess/doors.ts';
import { severityMarks, stateMarks } from '../../marks.ts';
import { useTheme } from '../hooks/use-theme.ts';
import type { Item } from '../items.ts';
import { fit } from '../lines.ts';
import type { Recheck } from '../state.ts';
import { shutRole } from '../theme.ts';
import { Selected } from './selected.tsx';

/** Widths of the columns of a list of findings; 0 for one that is left out. */
export interface FindingColumns {
	readonly port: number;
	readonly name: number;
	readonly severity: number;
	readonly families: number;
	readonly remark: number;
}

/** The remark that matters most is read in full, or there is no column for remarks. */
const shortestRemark = 'answers without a password'.length;
const shortestName = 14;

/** What a host's list has to tell beyond its findings' names. */
export interface FindingTraits {
	/** There are UDP ports, whose names are longer. */
	readonly udp: boolean;
	/** There are several addresses, so that it matters at which of them a door is open. */
	readonly addresses: boolean;
}

/** The columns for a width: where there is little room the remark goes, then the families. */
export function findingColumns(width: number, { udp, addresses }: FindingTraits): FindingColumns {
	const port = udp ? 10 : 6;
	const severity = 10;
	const families = addresses && width >= 56 ? 11 : 0;
	const rest = width - 6 - port - severity - families;
	const remarks = rest >= shortestName + shortestRemark;
	const name = remarks ? Math.min(32, Math.round(rest * 0.42), rest - shortestRemark) : rest;
	return { port, name, severity, families, remark: rest - name };
}

export interface FindingRowProps {
	readonly item: Item;
	readonly columns: FindingColumns;
	readonly selected: boolean;
	readonly recheck: Recheck | undefined;
}

/** One finding in one line. */
export function FindingRow({ item, columns, selected, recheck }: FindingRowProps): ReactNode {
	const { glyphs, style, word } = useTheme();
	const { finding, families } = item;
	const { severity, state } = finding;
	const name = fit(serviceLabel(finding), columns.name - 1);
	return (
		<Box height={1} flexShrink={0} paddingLeft={1}>
			<Text wrap="truncate">
				{selected ? <Selected /> : '  '}
				<Text {...style(state === 'open' ? severity : shutRole(state))} aria-hidden>
					{state === 'open' ? glyphs.severity[severity] : glyphs.state[state]}
				</Text>
				<Text {...(selected ? style('strong') : {})}>{` ${fit(portLabel(finding), columns.port)}${name} `}</Text>
				<Text {...(state === 'open' ? word(severity) : style(shutRole(state)))}>
					{fit(state === 'open' ? severityMarks[severity].word : stateMarks[state].word, columns.severity)}
				</Text>
				{columns.families > 0 ? <Text>{fit(families, columns.families - 1)} </Text> : null}
				{columns.remark > 0 ? remarkOf(item, recheck) : ''}
			</Text>
		</Box>
	);
}

/** What happened to the door during this session comes before what is known about it. */
function remarkOf({ finding }: Item, recheck: Recheck | undefined): string {
	if (recheck?.phase === 'checking') {
		return 'checking again';
	}
	if (finding.state !== 'open') {
		return 'was open';
	}
	if (recheck?.phase === 'done') {
		return `still open at ${recheck.at}`;
	}
	const expected = finding.expected === true ? 'expected' : finding.expected === false ? 'not expected' : undefined;
	return [expected, finding.remark ?? undefined].filter((part) => part !== undefined).join(', ');
}
