import { type Item, itemsOf } from './items.ts';
import { rowsOf } from './rows.ts';
import type { UiState } from './state.ts';
import { hostOf, type View } from './view.ts';

/** The finding beside the explained one, in the list that it was opened from; undefined where there is none. */
export function findingBeside({ stack }: UiState, view: View, by: 1 | -1): Item | undefined {
	const [list, screen] = stack.slice(-2);
	const host = screen && hostOf(screen, view);
	if (list?.kind !== 'results' || screen?.kind !== 'detail' || !host) {
		return undefined;
	}
	const { keys, places } = rowsOf(host, list);
	const place = places.get(screen.item.key)?.place;
	const key = place === undefined ? undefined : keys[place + by];
	return key === undefined ? undefined : itemsOf(host).byKey.get(key);
}
