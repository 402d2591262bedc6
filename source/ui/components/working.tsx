import { Text } from 'ink';
import Spinner from 'ink-spinner';
import type { ReactNode } from 'react';
import { useTheme } from '../hooks/use-theme.ts';

/** A sign that something is going on. `line` is ASCII, and turns slowly enough for a thin line. */
export function Working({ text }: { readonly text: string }): ReactNode {
	const { ascii } = useTheme();
	return (
		<Text wrap="truncate">
			<Text aria-hidden>
				<Spinner type={ascii ? 'line' : 'circleQuarters'} />
			</Text>
			{` ${text}`}
		</Text>
	);
}
