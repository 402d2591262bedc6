import { type Screen, topScreen, type UiState } from './state.ts';

/** Opens a screen above the others. */
export function push(state: UiState, screen: Screen): UiState {
	return { ...state, stack: [...state.stack, screen] };
}

/** Puts another screen in the place of the shown one. */
export function setTop(state: UiState, screen: Screen): UiState {
	return { ...state, stack: [...state.stack.slice(0, -1), screen] };
}

/** Changes the shown screen, if it is of this kind. */
export function changeTop<K extends Screen['kind']>(
	state: UiState,
	kind: K,
	change: (screen: Extract<Screen, { kind: K }>) => Screen,
): UiState {
	const screen = topScreen(state);
	return isKind(screen, kind) ? setTop(state, change(screen)) : state;
}

function isKind<K extends Screen['kind']>(screen: Screen, kind: K): screen is Extract<Screen, { kind: K }> {
	return screen.kind === kind;
}
