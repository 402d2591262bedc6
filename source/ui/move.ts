import { bodyHeight, detailRows, shownBody } from './detail-body.ts';
import { helpLines } from './help-text.ts';
import { hostRows } from './hosts.ts';
import { bodyRows } from './layout.ts';
import { portLines } from './ports-text.ts';
import { rowsOf } from './rows.ts';
import { changeTop, setTop } from './stack.ts';
import { type Screen, type StartScreen, topScreen, type UiState } from './state.ts';
import { hostOf, type View } from './view.ts';

/** A page keeps one line of the one before. */
export function page(screen: Screen, view: View): number {
	const rows = screen.kind === 'detail' ? detailRows(screen, view) : bodyRows(screen.kind, view.rows);
	return Math.max(1, rows - 1);
}

/** Moves the cursor where there is one, else the text. `far`: by pages, or to an end. */
export function move(state: UiState, view: View, by: number, far = false): UiState {
	const screen = topScreen(state);
	switch (screen.kind) {
		case 'start':
			return setTop(state, { ...screen, choice: nextChoice(screen, view, by) });
		case 'hosts': {
			const hosts = view.report ? hostRows(view.report, screen).map(({ target }) => target) : [];
			const place = hosts.indexOf(screen.selected ?? '');
			return setTop(state, { ...screen, selected: neighbour(hosts, place, by) });
		}
		case 'results': {
			const host = hostOf(screen, view);
			const list = host && rowsOf(host, screen);
			const place = screen.selected === undefined ? undefined : list?.places.get(screen.selected)?.place;
			return setTop(state, { ...screen, selected: neighbour(list?.keys ?? [], place, by) });
		}
		case 'detail':
			return far ? scrollDetail(state, view, by) : stepDetail(state, view, by);
		case 'ports': {
			const host = hostOf(screen, view);
			const length = host ? portLines(host, view, screen.filter).length : 0;
			return setTop(state, { ...screen, scroll: scrolled(screen.scroll, by, length, bodyRows('ports', view.rows)) });
		}
		case 'help': {
			const { length } = helpLines(state, view);
			return setTop(state, { ...screen, scroll: scrolled(screen.scroll, by, length, bodyRows('help', view.rows)) });
		}
	}
}

/** Up from the first of the recent targets leads back into the text. */
function nextChoice({ choice }: StartScreen, { recent }: View, by: number): number | undefined {
	const next = (choice ?? -1) + by;
	return next < 0 ? undefined : Math.min(next, recent.length - 1);
}

function neighbour(keys: readonly string[], place: number | undefined, by: number): string | undefined {
	return keys[clamp((place ?? 0) + by, 0, keys.length - 1)];
}

function scrolled(scroll: number, by: number, length: number, rows: number): number {
	return clamp(clamp(scroll, 0, length - rows) + by, 0, length - rows);
}

function clamp(value: number, low: number, high: number): number {
	return Math.max(low, Math.min(high, value));
}

function scrollDetail(state: UiState, view: View, by: number): UiState {
	const body = shownBody(state, view);
	return changeTop(state, 'detail', (screen) =>
		body ? { ...screen, scroll: scrolled(screen.scroll, by, bodyHeight(body), detailRows(screen, view)) } : screen,
	);
}

/** On a tab with steps the cursor goes from step to step and the text follows; else the text moves by lines. */
function stepDetail(state: UiState, view: View, by: number): UiState {
	const body = shownBody(state, view);
	const screen = topScreen(state);
	if (!body || screen.kind !== 'detail' || body.steps.length === 0) {
		return scrollDetail(state, view, by);
	}
	const rows = detailRows(screen, view);
	const next = screen.step + by;
	if (next < 0 || next >= body.steps.length) {
		return scrollDetail(state, view, by);
	}
	const first = body.lines.findIndex(({ choice }) => choice === next);
	const last = body.lines.findLastIndex(({ choice }) => choice === next);
	// What introduces a step stands above it.
	const from = next === 0 ? 0 : Math.max(0, first - 2);
	const low = Math.max(screen.scroll, last + 2 - rows);
	return setTop(state, { ...screen, step: next, scroll: Math.max(0, Math.min(low, from)) });
}
