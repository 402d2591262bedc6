import type { Phase } from '../assess/collector.ts';
import type { PortStates } from '../assess/port-table.ts';
import type { AddressProgress, HostReport, Protocol, Report } from '../model.ts';
import type { SshSession } from '../targets/ssh-session.ts';
import { type Item, itemsOf } from './items.ts';
import type { Screen } from './state.ts';

/** The check at one moment, and the room there is to show it. */
export interface View {
	/** undefined before there is a check. */
	readonly report: Report | undefined;
	readonly phase: Phase;
	readonly progress: ReadonlyMap<string, AddressProgress>;
	readonly paused: boolean;
	/** Whole seconds since the check began, in milliseconds. */
	readonly elapsedMs: number;
	/** What was asked for, as a heading. */
	readonly target: string;
	portStates(address: string, protocol: Protocol): PortStates;
	readonly recent: readonly string[];
	/** The SSH session that doorcheck runs in. */
	readonly session?: SshSession | undefined;
	readonly ascii: boolean;
	readonly columns: number;
	readonly rows: number;
}

/** The host that a screen is about; undefined while there is none. */
export function hostOf(screen: Screen, view: View): HostReport | undefined {
	switch (screen.kind) {
		case 'results':
			return screen.host === undefined
				? view.report?.hosts[0]
				: view.report?.hosts.find(({ target }) => target === screen.host);
		case 'detail':
		case 'ports':
			return view.report?.hosts.find(({ target }) => target === screen.host);
		case 'hosts':
			return view.report?.hosts.find(({ target }) => target === screen.selected);
		case 'start':
		case 'help':
			return undefined;
	}
}

/** The door that the keys act on: the explained one, or the selected one. */
export function itemOf(screen: Screen, view: View): Item | undefined {
	const host = hostOf(screen, view);
	if (screen.kind === 'detail') {
		return (host && itemsOf(host).byKey.get(screen.item.key)) ?? screen.item;
	}
	return screen.kind === 'results' && host && screen.selected !== undefined
		? itemsOf(host).byKey.get(screen.selected)
		: undefined;
}
