import { Text } from 'ink';
import { Table } from 'ink-table';
import type { PropsWithChildren, ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

export interface PlainTableProps {
	readonly rows: readonly Readonly<Record<string, string>>[];
}

/** A small table with headings: a line around every row, so for a handful of rows only. */
export function PlainTable({ rows }: PlainTableProps): ReactNode {
	return <Table data={rows.map((row) => ({ ...row }))} header={Heading} cell={Cell} skeleton={Frame} />;
}

function Heading({ children }: PropsWithChildren): React.JSX.Element {
	return <Text {...useTheme().style('strong')}>{children}</Text>;
}

function Cell({ children }: PropsWithChildren): React.JSX.Element {
	return <Text>{children}</Text>;
}

function Frame({ children }: PropsWithChildren): React.JSX.Element {
	return <Text {...useTheme().style('quiet')}>{children}</Text>;
}
