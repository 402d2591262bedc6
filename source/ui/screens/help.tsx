import { Text } from 'ink';
import type { ReactNode } from 'react';
import { Bottom } from '../components/bottom.tsx';
import { LinesView } from '../components/lines-view.tsx';
import { SplitLine } from '../components/split-line.tsx';
import { TextLine } from '../components/text-line.tsx';
import { helpLines } from '../help-text.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { bodyRows } from '../layout.ts';
import type { HelpScreen, UiState } from '../state.ts';
import type { View } from '../view.ts';

export interface HelpProps {
	readonly screen: HelpScreen;
	readonly state: UiState;
	readonly view: View;
}

/** All keys, from the keymap. */
export function Help({ screen, state, view }: HelpProps): ReactNode {
	const { style } = useTheme();
	const lines = helpLines(state, view);
	const rows = bodyRows('help', view.rows);
	const last = Math.min(lines.length, screen.scroll + rows);
	return (
		<>
			<SplitLine left={<Text {...style('strong')}>Keys</Text>} right="" />
			<TextLine parts={[]} />
			<LinesView lines={lines} width={view.columns} height={rows} scroll={screen.scroll} />
			<Bottom state={state} view={view} position={lines.length > rows ? `line ${last} of ${lines.length}` : ''} />
		</>
	);
}
