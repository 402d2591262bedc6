import { Text } from 'ink';
import type { ReactNode } from 'react';
import { smallest } from '../layout.ts';

/** One line for a terminal in which nothing else has room. */
export function TooSmall(): ReactNode {
	return <Text wrap="truncate">{`Needs ${smallest.columns}×${smallest.rows}; q quits`}</Text>;
}
