import { useRef } from 'react';
import { type ListRoom, type ListWindow, nextWindow } from '../list-window.ts';

/** The first row of a list to show, so that the selection stays in sight and in place. */
export function useListWindow(room: ListRoom): number {
	const last = useRef<ListWindow>({ top: 0, index: -1, selected: undefined });
	last.current = nextWindow(last.current, room);
	return last.current.top;
}
