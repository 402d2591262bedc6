import { Text } from 'ink';
import type { ReactNode } from 'react';
import { severityMarks, stateMarks } from '../../marks.ts';
import type { Finding } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import { shutRole } from '../theme.ts';

export interface DoorStateProps {
	readonly finding: Pick<Finding, 'severity' | 'state'>;
}

/** How bad a door is while it is open; that it isn't any more, once it is shut. */
export function DoorState({ finding: { severity, state } }: DoorStateProps): ReactNode {
	const { glyphs, style, word } = useTheme();
	return state === 'open' ? (
		<>
			<Text {...style(severity)}>{glyphs.severity[severity]}</Text>
			<Text {...word(severity)}>{` ${severityMarks[severity].word.toUpperCase()}`}</Text>
		</>
	) : (
		<Text {...style(shutRole(state))}>{`${glyphs.state[state]} ${stateMarks[state].word.toUpperCase()}`}</Text>
	);
}
