import { useSyncExternalStore } from 'react';
import type { Picture, Store } from '../store.ts';

/** The store's picture; the component is drawn again when it changes. */
export function usePicture(store: Store): Picture {
	return useSyncExternalStore(store.subscribe, store.picture);
}
