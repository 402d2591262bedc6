import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Bottom } from '../components/bottom.tsx';
import { TextLine } from '../components/text-line.tsx';
import { useTheme } from '../hooks/use-theme.ts';
import { bodyRows, textColumns } from '../layout.ts';
import { type Line, paragraph } from '../lines.ts';
import { startTarget } from '../reduce.ts';
import type { StartScreen, UiState } from '../state.ts';
import type { View } from '../view.ts';

export interface StartProps {
	readonly screen: StartScreen;
	readonly state: UiState;
	readonly view: View;
}

/** Asks what to check, and offers what was checked before. */
export function Start({ screen, state, view }: StartProps): ReactNode {
	const { glyphs, style } = useTheme();
	const typed = screen.choice === undefined;
	const width = textColumns(view.columns);
	return (
		<>
			<Box flexDirection="column" height={bodyRows('start', view.rows)} overflow="hidden">
				<TextLine
					indent={1}
					parts={[
						{ text: 'doorcheck', role: 'strong' },
						{ text: '  sees which doors of a server are open, and how to shut them', role: 'quiet' },
					]}
				/>
				<TextLine parts={[]} />
				<TextLine indent={1} parts={[{ text: 'What do you want to check?', role: 'strong' }]} />
				<Box height={1} flexShrink={0} paddingLeft={1}>
					<Text wrap="truncate-start">
						<Text {...style('strong')}>{typed ? `${glyphs.cursor} ` : '  '}</Text>
						{screen.text}
						{typed ? glyphs.caret : ''}
						{screen.text === '' ? <Text {...style('quiet')}>{'this machine (just press Enter)'}</Text> : null}
					</Text>
				</Box>
				{said(screen, view, width - 2).map(({ parts }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
					<TextLine key={index} indent={3} parts={parts} />
				))}
				{view.recent.length > 0 ? (
					<>
						<TextLine indent={1} parts={[{ text: 'Checked before', role: 'quiet' }]} />
						{view.recent.slice(0, Math.max(1, view.rows - 13)).map((target, index) => (
							<TextLine
								key={target}
								indent={1}
								parts={[
									{ text: index === screen.choice ? `${glyphs.cursor} ` : '  ', role: 'strong' },
									index === screen.choice ? { text: target, role: 'strong' } : { text: target },
								]}
							/>
						))}
						<TextLine parts={[]} />
					</>
				) : null}
				{paragraph(
					'A name, an address, a network such as 192.0.2.0/28, or several with spaces between them. Check only servers that are yours, or whose owner has agreed.',
					width,
				).map(({ parts }, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
					<TextLine key={index} indent={1} parts={parts.map(({ text }) => ({ text, role: 'quiet' }))} />
				))}
			</Box>
			<Bottom state={state} view={view} />
		</>
	);
}

/** What came of the last try, in whole sentences: one empty line at least, so that nothing jumps. */
function said(screen: StartScreen, view: View, width: number): readonly Line[] {
	if (screen.busy) {
		return paragraph(`Beginning with ${startTarget(screen, view.recent)}…`, width);
	}
	return paragraph(screen.error ?? '', width, { role: 'bad' });
}
