import { UsageError } from '../errors.ts';
import { planChoice } from '../knowledge/choice.ts';
import { parseSource } from '../targets/source-address.ts';
import { findingBeside } from './beside.ts';
import { hostOrders, hostRows } from './hosts.ts';
import { type Command, canGoBack } from './keymap.ts';
import { bodyRows } from './layout.ts';
import { move, page } from './move.ts';
import { portFilters } from './ports-text.ts';
import { orders, rowsOf } from './rows.ts';
import { changeTop, push, setTop } from './stack.ts';
import {
	type HostsScreen,
	hostsScreen,
	type Message,
	type Recheck,
	type ResultsScreen,
	resultsScreen,
	type Screen,
	type StartScreen,
	tabs,
	topScreen,
	type UiState,
} from './state.ts';
import { hostOf, itemOf, type View } from './view.ts';

/** Everything that changes the screen. */
export type Action =
	/** A key that is bound to this; `key` is the one. */
	| { readonly type: 'command'; readonly command: Command; readonly key: string }
	/** Characters that were typed or pasted where text goes. */
	| { readonly type: 'text'; readonly text: string }
	/** The check went on, or the terminal has another size. */
	| { readonly type: 'seen' }
	| { readonly type: 'told'; readonly message: Message }
	| { readonly type: 'starting' }
	| { readonly type: 'started' }
	| { readonly type: 'not-started'; readonly reason: string }
	| { readonly type: 'rechecked'; readonly key: string; readonly recheck: Recheck }
	| { readonly type: 'left'; readonly leave: NonNullable<UiState['leave']> };

/** The screen after an action. Pure: what the check found, and the terminal's size, come in as `view`. */
export function reduce(state: UiState, action: Action, view: View): UiState {
	switch (action.type) {
		case 'command':
			return settle(obey({ ...state, touched: true, message: undefined }, action.command, action.key, view), view);
		case 'text':
			return settle(type({ ...state, touched: true, message: undefined }, action.text), view);
		case 'seen':
			return settle(state, view);
		case 'told':
			return { ...state, message: action.message };
		case 'starting':
			return changeTop(state, 'start', (screen) => ({ ...screen, busy: true, error: undefined }));
		case 'started':
			return settle({ ...state, stack: [resultsScreen], touched: false }, view);
		case 'not-started':
			return changeTop(state, 'start', (screen) => ({ ...screen, busy: false, error: action.reason }));
		case 'rechecked':
			return { ...state, rechecks: new Map(state.rechecks).set(action.key, action.recheck) };
		case 'left':
			return { ...state, leave: action.leave };
	}
}

/** What was typed on the start screen, or chosen there; this machine where there is nothing. */
export function startTarget({ text, choice }: StartScreen, recent: readonly string[]): string {
	return (choice === undefined ? text.trim() : recent[choice]) || 'localhost';
}

function obey(state: UiState, command: Command, key: string, view: View): UiState {
	const screen = topScreen(state);
	switch (command) {
		case 'up':
			return move(state, view, -1);
		case 'down':
			return move(state, view, 1);
		case 'page-up':
			return move(state, view, -page(screen, view), true);
		case 'page-down':
			return move(state, view, page(screen, view), true);
		case 'first':
			return move(state, view, Number.NEGATIVE_INFINITY, true);
		case 'last':
			return move(state, view, Number.POSITIVE_INFINITY, true);
		case 'open':
			return open(state, view);
		case 'next-tab':
			return turnTab(state, 1);
		case 'previous-tab':
			return turnTab(state, -1);
		case 'next-finding':
			return turnFinding(state, view, 1);
		case 'previous-finding':
			return turnFinding(state, view, -1);
		case 'next-state':
			return turnPortFilter(state, 1, view);
		case 'previous-state':
			return turnPortFilter(state, -1, view);
		case 'filter':
			return screen.kind === 'results' || screen.kind === 'hosts' ? { ...state, typing: screen.filter } : state;
		case 'done-typing':
			return { ...state, typing: undefined };
		case 'erase':
			return erase(state);
		case 'category':
			return toCategory(state, Number(key), view);
		case 'sort':
			return sort(state);
		case 'reverse':
			return reverse(state);
		case 'ports':
			return openPorts(state, view);
		case 'previous-platform':
			return turnPlatform(state, -1, view);
		case 'next-platform':
			return turnPlatform(state, 1, view);
		case 'previous-firewall':
			return turnFirewall(state, -1, view);
		case 'next-firewall':
			return turnFirewall(state, 1, view);
		case 'address':
			return { ...state, question: { kind: 'address', text: state.from ?? '', error: undefined } };
		case 'take-address':
			return takeAddress(state);
		case 'export':
			return { ...state, question: { kind: 'export' } };
		case 'export-json':
		case 'export-markdown':
		case 'export-script':
			return { ...state, question: undefined };
		case 'help':
			return push(state, { kind: 'help', scroll: 0 });
		case 'back':
			return back(state);
		case 'quit':
			return { ...state, leave: 'quit' };
		case 'print':
			return { ...state, leave: 'print' };
		case 'interrupt':
			return { ...state, leave: 'interrupted' };
		case 'check':
		case 'recheck':
		case 'recheck-all':
		case 'copy':
		case 'copy-way':
		case 'pause':
		case 'suspend':
			// These act on the world; what comes of it arrives as an action of its own.
			return state;
	}
}

/** Brings the state in line with what was found: several hosts begin with their list, a list has a selection. */
function settle(state: UiState, view: View): UiState {
	const stack = withHosts(state.stack, view).map((screen) => settleScreen(screen, view, state.touched));
	return stack.every((screen, index) => screen === state.stack[index]) && stack.length === state.stack.length
		? state
		: { ...state, stack };
}

function withHosts(stack: readonly Screen[], view: View): readonly Screen[] {
	const hosts = view.report?.hosts ?? [];
	const [first, ...rest] = stack;
	if (first?.kind !== 'results' || hosts.length < 2) {
		return stack;
	}
	const host = first.host ?? hosts[0]?.target;
	const list: Screen = { ...hostsScreen, selected: host };
	// Whoever is already reading stays where they are; the list is then one step back.
	const untouched = rest.length === 0 && first.filter === '';
	return untouched ? [list] : [list, { ...first, host }, ...rest];
}

function settleScreen(screen: Screen, view: View, touched: boolean): Screen {
	if (screen.kind === 'results') {
		const host = hostOf(screen, view);
		const list = host && rowsOf(host, screen);
		const row = screen.selected === undefined ? undefined : list?.places.get(screen.selected)?.row;
		return settleList(screen, row, list?.keys[0], view, touched);
	}
	if (screen.kind === 'hosts' && view.report) {
		const hosts = hostRows(view.report, screen);
		const row = hosts.findIndex(({ target }) => target === screen.selected);
		return settleList(screen, row < 0 ? undefined : row, hosts[0]?.target, view, touched);
	}
	return screen;
}

/**
 * A list whose cursor is on the row where the selection is now, or on the first. While nobody has moved it, it may not
 * hide the worst, and waits there once the check is over.
 */
function settleList<List extends ResultsScreen | HostsScreen>(
	screen: List,
	row: number | undefined,
	first: string | undefined,
	view: View,
	touched: boolean,
): List {
	const free = !touched && (view.phase === 'done' || (row ?? 0) >= bodyRows(screen.kind, view.rows) - 1);
	return (row !== undefined && !free) || screen.selected === first ? screen : { ...screen, selected: first };
}

/** Esc: one level back, first out of what is being typed or filtered. Never out of the program. */
function back(state: UiState): UiState {
	const screen = topScreen(state);
	if (state.question) {
		return { ...state, question: undefined };
	}
	if (screen.kind === 'start') {
		return setTop(state, screen.choice === undefined ? { ...screen, text: '' } : { ...screen, choice: undefined });
	}
	if ((screen.kind === 'results' || screen.kind === 'hosts') && (state.typing !== undefined || screen.filter !== '')) {
		return { ...setTop(state, { ...screen, filter: '' }), typing: undefined };
	}
	return canGoBack(state) ? { ...state, stack: state.stack.slice(0, -1) } : state;
}

function type(state: UiState, text: string): UiState {
	const screen = topScreen(state);
	if (state.question?.kind === 'address') {
		return setAddress(state, state.question.text + text);
	}
	if (state.typing !== undefined) {
		return setFilter(state, state.typing + text);
	}
	return screen.kind === 'start' && !screen.busy
		? setTop(state, { ...screen, text: screen.text + text, choice: undefined, error: undefined })
		: state;
}

function erase(state: UiState): UiState {
	const screen = topScreen(state);
	if (state.question?.kind === 'address') {
		return setAddress(state, state.question.text.slice(0, -1));
	}
	if (state.typing !== undefined) {
		return setFilter(state, [...state.typing].slice(0, -1).join(''));
	}
	return screen.kind === 'start' && !screen.busy
		? setTop(state, { ...screen, text: [...screen.text].slice(0, -1).join(''), choice: undefined })
		: state;
}

function setAddress(state: UiState, text: string): UiState {
	return { ...state, question: { kind: 'address', text, error: undefined } };
}

/** What was typed, if it is an address or network; otherwise the question stays, with what is wrong. */
function takeAddress(state: UiState): UiState {
	const text = state.question?.kind === 'address' ? state.question.text.trim() : '';
	try {
		return fromTheTop({ ...state, question: undefined, from: text === '' ? undefined : parseSource(text) });
	} catch (error) {
		if (error instanceof UsageError) {
			return { ...state, question: { kind: 'address', text, error: error.message.replace(`${text} `, '') } };
		}
		throw error;
	}
}

/** A list is filtered while the filter is typed. */
function setFilter(state: UiState, filter: string): UiState {
	const screen = topScreen(state);
	return screen.kind === 'results' || screen.kind === 'hosts'
		? { ...setTop(state, { ...screen, filter }), typing: filter }
		: state;
}

function open(state: UiState, view: View): UiState {
	const screen = topScreen(state);
	if (screen.kind === 'hosts') {
		return screen.selected === undefined ? state : push(state, { ...resultsScreen, host: screen.selected });
	}
	const host = hostOf(screen, view);
	const item = itemOf(screen, view);
	return host && item
		? push(state, { kind: 'detail', host: host.target, item, tab: 'why', step: 0, scroll: 0 })
		: state;
}

function openPorts(state: UiState, view: View): UiState {
	const host = hostOf(topScreen(state), view);
	return host ? push(state, { kind: 'ports', host: host.target, filter: 'all', scroll: 0 }) : state;
}

/** Another finding on the same tab; the list goes along, so that Esc leads back to it. */
function turnFinding(state: UiState, view: View, by: 1 | -1): UiState {
	const item = findingBeside(state, view, by);
	if (!item) {
		return state;
	}
	const stack = state.stack.map((screen, index): Screen => {
		if (index === state.stack.length - 2 && screen.kind === 'results') return { ...screen, selected: item.key };
		return screen.kind === 'detail' ? { ...screen, item, step: 0, scroll: 0 } : screen;
	});
	return { ...state, stack };
}

function turnTab(state: UiState, by: 1 | -1): UiState {
	return changeTop(state, 'detail', (screen) => ({
		...screen,
		tab: cycle(tabs, screen.tab, by),
		step: 0,
		scroll: 0,
	}));
}

function turnPortFilter(state: UiState, by: 1 | -1, view: View): UiState {
	return changeTop(state, 'ports', (screen) => ({
		...screen,
		filter: cycle(portFilters(hostOf(screen, view)), screen.filter, by),
		scroll: 0,
	}));
}

function turnPlatform(state: UiState, by: 1 | -1, view: View): UiState {
	const item = itemOf(topScreen(state), view);
	if (!item) {
		return state;
	}
	const { platforms, platform } = planChoice(item.finding, state);
	return fromTheTop({ ...state, platform: cycle(platforms, platform, by) });
}

function turnFirewall(state: UiState, by: 1 | -1, view: View): UiState {
	const item = itemOf(topScreen(state), view);
	if (!item) {
		return state;
	}
	const { firewalls, firewall } = planChoice(item.finding, state);
	return { ...state, firewall: cycle(firewalls, firewall, by) };
}

function fromTheTop(state: UiState): UiState {
	return changeTop(state, 'detail', (screen) => ({ ...screen, step: 0, scroll: 0 }));
}

function toCategory(state: UiState, number: number, view: View): UiState {
	return changeTop(state, 'results', (screen) => {
		const host = hostOf(screen, view);
		const rows = host ? rowsOf(host, screen).rows : [];
		const headings = rows.flatMap((row, index) => (row.kind === 'heading' ? [index] : []));
		const first = rows[(headings[number - 1] ?? Number.NaN) + 1];
		return first?.kind === 'item' ? { ...screen, selected: first.item.key } : screen;
	});
}

function sort(state: UiState): UiState {
	const screen = topScreen(state);
	if (screen.kind === 'results') {
		const order = cycle(orders, screen.order, 1);
		return { ...setTop(state, { ...screen, order }), message: told(`Sorted by ${order}`) };
	}
	if (screen.kind === 'hosts') {
		const order = cycle(hostOrders, screen.order, 1);
		return { ...setTop(state, { ...screen, order }), message: told(hostOrderTold[order]) };
	}
	return state;
}

const hostOrderTold = { asked: 'In the order they were asked', worst: 'Worst first', name: 'Sorted by name' } as const;

function reverse(state: UiState): UiState {
	const screen = topScreen(state);
	return screen.kind === 'results' || screen.kind === 'hosts'
		? {
				...setTop(state, { ...screen, reversed: !screen.reversed }),
				message: told(screen.reversed ? 'In the usual direction' : 'The other way round'),
			}
		: state;
}

function told(text: string): Message {
	return { text, tone: 'plain' };
}

/** The one after (`by` 1) or before (`by` -1), round and round. */
function cycle<T>(all: readonly T[], current: T, by: 1 | -1): T {
	return all[(all.indexOf(current) + by + all.length) % all.length] ?? current;
}
