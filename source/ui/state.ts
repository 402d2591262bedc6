import type { Platform } from '../knowledge/entry.ts';
import type { PortState } from '../model.ts';
import type { HostListView } from './hosts.ts';
import type { Item } from './items.ts';
import type { ListView } from './rows.ts';

/** The parts of a finding's explanation. */
export const tabs = ['why', 'close', 'keep', 'evidence'] as const;
export type Tab = (typeof tabs)[number];

export const tabNames: Readonly<Record<Tab, string>> = {
	why: 'Why it matters',
	close: 'Close it',
	keep: 'If you must keep it',
	evidence: 'Evidence',
};

/** The ports screen shows all states, or one. */
export type PortFilter = 'all' | PortState;

/** Asks what to check. */
export interface StartScreen {
	readonly kind: 'start';
	readonly text: string;
	/** Which of the recent targets; undefined while the cursor is in the text. */
	readonly choice: number | undefined;
	readonly busy: boolean;
	readonly error: string | undefined;
}

export interface HostsScreen extends HostListView {
	readonly kind: 'hosts';
	/** A target. */
	readonly selected: string | undefined;
}

/** The findings of one host. */
export interface ResultsScreen extends ListView {
	readonly kind: 'results';
	/** A target; undefined for the only one. */
	readonly host: string | undefined;
	/** An item's key. */
	readonly selected: string | undefined;
}

/** One finding, explained. */
export interface DetailScreen {
	readonly kind: 'detail';
	readonly host: string;
	/** As it was when the screen was opened: what is shown should it leave the report. */
	readonly item: Item;
	readonly tab: Tab;
	/** The step that the cursor is on, counted over the tab's steps that can be copied. */
	readonly step: number;
	/** Lines above the top of the view. */
	readonly scroll: number;
}

/** All ports of one host. */
export interface PortsScreen {
	readonly kind: 'ports';
	readonly host: string;
	readonly filter: PortFilter;
	readonly scroll: number;
}

export interface HelpScreen {
	readonly kind: 'help';
	readonly scroll: number;
}

export type Screen = StartScreen | HostsScreen | ResultsScreen | DetailScreen | PortsScreen | HelpScreen;

/** What the user was told last, until the next key. */
export interface Message {
	readonly text: string;
	readonly tone: 'plain' | 'good' | 'bad';
}

/** What the user is being asked, in the line above the footer. */
export type Question =
	/** Which address or network the instructions are to let in, as typed so far. */
	| { readonly kind: 'address'; readonly text: string; readonly error: string | undefined }
	/** What is to be written. */
	| { readonly kind: 'export' };

/** A door that the user asked to have looked at again. */
export type Recheck =
	| { readonly phase: 'checking'; readonly before: PortState }
	| { readonly phase: 'done'; readonly before: PortState; readonly at: string }
	| { readonly phase: 'failed'; readonly before: PortState; readonly reason: string };

/** Everything about the screen that isn't in the report. */
export interface UiState {
	/** The screens from the first to the one that is shown. */
	readonly stack: readonly Screen[];
	/** Whether there was a key yet: before, a list shows the worst. */
	readonly touched: boolean;
	/** The filter being typed; undefined while keys are commands. */
	readonly typing: string | undefined;
	readonly question: Question | undefined;
	readonly message: Message | undefined;
	/** Chosen for the instructions; undefined: what the finding suggests. */
	readonly platform: Platform | undefined;
	readonly firewall: string | undefined;
	/** The address or network that the instructions let in; undefined: the user's own where it is known, or an example. */
	readonly from: string | undefined;
	/** By `recheckKey`. */
	readonly rechecks: ReadonlyMap<string, Recheck>;
	readonly leave: 'quit' | 'print' | 'interrupted' | undefined;
}

/** The screen that is shown. */
export function topScreen(state: UiState): Screen {
	return state.stack.at(-1) ?? noScreen;
}

/** Names a door over all hosts. */
export function recheckKey(host: string, item: string): string {
	return `${host} ${item}`;
}

export const startScreen: StartScreen = { kind: 'start', text: '', choice: undefined, busy: false, error: undefined };

export const resultsScreen: ResultsScreen = {
	kind: 'results',
	host: undefined,
	selected: undefined,
	filter: '',
	order: 'category',
	reversed: false,
};

export const hostsScreen: HostsScreen = {
	kind: 'hosts',
	selected: undefined,
	filter: '',
	order: 'worst',
	reversed: false,
};

/** A screen's state before any key. */
export function initialState(screen: Screen): UiState {
	return {
		stack: [screen],
		touched: false,
		typing: undefined,
		question: undefined,
		message: undefined,
		platform: undefined,
		firewall: undefined,
		from: undefined,
		rechecks: new Map(),
		leave: undefined,
	};
}

const noScreen: Screen = startScreen;
