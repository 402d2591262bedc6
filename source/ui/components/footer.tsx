import type { ReactNode } from 'react';
import type { Part } from '../lines.ts';
import { TextLine } from './text-line.tsx';

/** A key as it is printed, and what it does. */
export interface Hint {
	readonly keys: string;
	readonly short: string;
	/** Stays when there is no room for all. */
	readonly vital: boolean;
}

export interface FooterProps {
	readonly hints: readonly Hint[];
	readonly width: number;
}

/** What can be done here, in one line: as many hints as fit, the vital ones in any case. */
export function Footer({ hints, width }: FooterProps): ReactNode {
	const parts = fitting(hints, width - 1).flatMap(({ keys, short }, index): readonly Part[] => [
		{ text: index > 0 ? `  ${keys}` : keys, role: 'strong' },
		{ text: ` ${short}` },
	]);
	return <TextLine parts={parts} indent={1} />;
}

/** The hints for which there is room, in their order; from the end, those that aren't vital give way first. */
export function fitting(hints: readonly Hint[], width: number): readonly Hint[] {
	const length = hints.reduce((sum, { keys, short }) => sum + keys.length + short.length + 3, -2);
	const last = hints.findLastIndex(({ vital }) => !vital);
	return length <= width || last < 0 ? hints : fitting(hints.toSpliced(last, 1), width);
}
