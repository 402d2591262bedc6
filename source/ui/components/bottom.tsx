import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';
import { keyName, keyNames } from '../key-names.ts';
import { footerBindings } from '../keymap.ts';
import { type Question, topScreen, type UiState } from '../state.ts';
import type { View } from '../view.ts';
import { Footer } from './footer.tsx';
import { SplitLine } from './split-line.tsx';

export interface BottomProps {
	readonly state: UiState;
	readonly view: View;
	/** Where one is in a long list or text. */
	readonly position?: string;
	/** What to say when there is nothing else to say. */
	readonly idle?: string;
}

/** The two last lines: what was said last or is being typed, and what can be done. */
export function Bottom({ state, view, position = '', idle = '' }: BottomProps): ReactNode {
	const { style } = useTheme();
	const hints = footerBindings({ state, view }).map(({ hint: { keys, short, vital = false } }) => ({
		keys: keyNames(keys, view.ascii),
		short,
		vital,
	}));
	return (
		<Box flexDirection="column" flexShrink={0}>
			<SplitLine
				left={<Said state={state} ascii={view.ascii} idle={idle} />}
				right={<Text {...style('quiet')}>{state.question ? '' : position}</Text>}
			/>
			<Footer hints={hints} width={view.columns} />
		</Box>
	);
}

interface SaidProps {
	readonly state: UiState;
	readonly ascii: boolean;
	readonly idle: string;
}

function Said({ state, ascii, idle }: SaidProps): ReactNode {
	const { glyphs, style } = useTheme();
	const screen = topScreen(state);
	if (state.question) {
		return <Asked question={state.question} />;
	}
	if (state.typing !== undefined) {
		return (
			<>
				<Text {...style('strong')}>Filter: </Text>
				{state.typing}
				{glyphs.caret}
				{state.typing === '' ? <Text {...style('quiet')}>{` text, :port or :from-to, ! for the others`}</Text> : null}
			</>
		);
	}
	if (state.message) {
		const { text, tone } = state.message;
		return <Text {...style(tone === 'plain' ? 'strong' : tone)}>{text}</Text>;
	}
	if ((screen.kind === 'results' || screen.kind === 'hosts') && screen.filter !== '') {
		return (
			<>
				<Text {...style('strong')}>Filter: </Text>
				{screen.filter}
				<Text {...style('quiet')}>{`   ${keyName('escape', ascii)} shows all`}</Text>
			</>
		);
	}
	return <Text {...style('quiet')}>{idle}</Text>;
}

/** An error takes the place of the example: one line has room for one of them. */
function Asked({ question }: { readonly question: Question }): ReactNode {
	const { glyphs, style } = useTheme();
	if (question.kind === 'export') {
		return <Text {...style('strong')}>What is to be written?</Text>;
	}
	const { text, error } = question;
	return (
		<>
			<Text {...style('strong')}>Let in: </Text>
			{text}
			{glyphs.caret}
			{error !== undefined ? <Text {...style('bad')}>{` ${error}`}</Text> : null}
			{text === '' ? <Text {...style('quiet')}>{' an address, or a network like 198.51.100.0/24'}</Text> : null}
		</>
	);
}
