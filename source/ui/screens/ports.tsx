import { Text } from 'ink';
import type { ReactNode } from 'react';
import { Bottom } from '../components/bottom.tsx';
import { LinesView } from '../components/lines-view.tsx';
import { SplitLine } from '../components/split-line.tsx';
import { Tabs } from '../components/tabs.tsx';
import { TextLine } from '../components/text-line.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { bodyRows } from '../layout.ts';
import { portFilters, portLines } from '../ports-text.ts';
import type { PortsScreen, UiState } from '../state.ts';
import { hostOf, type View } from '../view.ts';

export interface PortsProps {
	readonly screen: PortsScreen;
	readonly state: UiState;
	readonly view: View;
}

/** Every port of a host, by state. */
export function Ports({ screen, state, view }: PortsProps): ReactNode {
	const { glyphs, style } = useTheme();
	const host = hostOf(screen, view);
	const filters = portFilters(host);
	const lines = host ? portLines(host, view, screen.filter) : [];
	const rows = bodyRows('ports', view.rows);
	const last = Math.min(lines.length, screen.scroll + rows);
	return (
		<>
			<SplitLine
				left={
					<>
						<Text {...style('quiet')}>{`${screen.host} ${glyphs.path} `}</Text>
						<Text {...style('strong')}>All ports</Text>
					</>
				}
				right=""
			/>
			<Tabs names={filters} active={filters.indexOf(screen.filter)} width={view.columns} />
			<TextLine parts={[]} />
			<LinesView lines={lines} width={view.columns} height={rows} scroll={screen.scroll} />
			<Bottom state={state} view={view} position={lines.length > rows ? `line ${last} of ${lines.length}` : ''} />
		</>
	);
}
