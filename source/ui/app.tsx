import { Box, useInput } from 'ink';
import type { ReactNode } from 'react';
import { usePicture } from './hooks/use-picture.ts';
import { ThemeContext } from './hooks/use-theme.ts';
import { keysOf } from './keys.ts';
import { isTooSmall } from './layout.ts';
import { Detail } from './screens/detail.tsx';
import { Help } from './screens/help.tsx';
import { Hosts } from './screens/hosts.tsx';
import { Ports } from './screens/ports.tsx';
import { Results } from './screens/results.tsx';
import { Start } from './screens/start.tsx';
import { TooSmall } from './screens/too-small.tsx';
import { topScreen } from './state.ts';
import type { Picture, Store } from './store.ts';
import type { Theme } from './theme.ts';

export interface AppProps {
	readonly store: Store;
	readonly theme: Theme;
	/** Takes a key, by the keymap's name for it. */
	readonly press: (key: string) => void;
}

/** The whole screen, and the only place that listens to keys. */
export function App({ store, theme, press }: AppProps): ReactNode {
	const picture = usePicture(store);
	useInput((input, key) => {
		for (const name of keysOf(input, key)) {
			press(name);
		}
	});
	const { columns, rows } = picture.view;
	return (
		<ThemeContext.Provider value={theme}>
			<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
				{isTooSmall(picture.view) ? <TooSmall /> : <Shown {...picture} />}
			</Box>
		</ThemeContext.Provider>
	);
}

function Shown({ state, view }: Picture): ReactNode {
	const screen = topScreen(state);
	switch (screen.kind) {
		case 'start':
			return <Start screen={screen} state={state} view={view} />;
		case 'hosts':
			return <Hosts screen={screen} state={state} view={view} />;
		case 'results':
			return <Results screen={screen} state={state} view={view} />;
		case 'detail':
			return <Detail screen={screen} state={state} view={view} />;
		case 'ports':
			return <Ports screen={screen} state={state} view={view} />;
		case 'help':
			return <Help screen={screen} state={state} view={view} />;
	}
}
