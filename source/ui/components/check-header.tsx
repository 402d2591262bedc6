import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { HostReport } from '../../model.ts';
import { useTheme } from '../hooks/use-theme.ts';
import type { View } from '../view.ts';
import { clock } from '../words.ts';
import { SplitLine } from './split-line.tsx';

export interface CheckHeaderProps {
	readonly view: View;
	/** Whose addresses are named; undefined for a check of several hosts. */
	readonly host: HostReport | undefined;
}

/** What is checked, from where, for how long. */
export function CheckHeader({ view, host }: CheckHeaderProps): ReactNode {
	const { glyphs, style } = useTheme();
	const title = host?.target ?? view.target;
	const addresses = (host?.addresses ?? []).map(({ address }) => address).filter((address) => address !== title);
	const vantage = view.report?.vantage ?? '';
	const from = vantage !== '' && view.columns >= 60 ? `from ${vantage}, ` : '';
	return (
		<SplitLine
			left={
				<>
					<Text {...style('quiet')}>doorcheck</Text>
					<Text {...style('strong')}>{`  ${title}`}</Text>
					{addresses.length > 0 ? `   ${addresses.join(` ${glyphs.dot} `)}` : ''}
				</>
			}
			right={<Text {...style('quiet')}>{`${from}${clock(view.elapsedMs)}`}</Text>}
		/>
	);
}
