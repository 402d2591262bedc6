import { exampleAddress } from '../knowledge/firewall.ts';
import { copyText } from '../knowledge/plain.ts';
import { findingBeside } from './beside.ts';
import { type CopyableStep, canChange, canNameAddress, chosenStep, stepText } from './detail-body.ts';
import { readmeKeys } from './key-names.ts';
import { isTooSmall } from './layout.ts';
import { type Question, recheckKey, type Screen, topScreen, type UiState } from './state.ts';
import { hostOf, itemOf, type View } from './view.ts';

/** Everything a key can do. */
export type Command =
	| 'up'
	| 'down'
	| 'page-up'
	| 'page-down'
	| 'first'
	| 'last'
	| 'open'
	| 'check'
	| 'next-tab'
	| 'previous-tab'
	| 'next-state'
	| 'previous-state'
	| 'next-finding'
	| 'previous-finding'
	| 'recheck'
	| 'recheck-all'
	| 'filter'
	| 'category'
	| 'sort'
	| 'reverse'
	| 'ports'
	| 'copy'
	| 'copy-way'
	| 'previous-platform'
	| 'next-platform'
	| 'previous-firewall'
	| 'next-firewall'
	| 'address'
	| 'take-address'
	| 'export'
	| 'export-json'
	| 'export-markdown'
	| 'export-script'
	| 'pause'
	| 'erase'
	| 'done-typing'
	| 'back'
	| 'help'
	| 'quit'
	| 'print'
	| 'interrupt'
	| 'suspend';

/** Where keys mean something of their own: a screen, the line that a filter or an answer is typed in, a terminal too small. */
export type Place = Screen['kind'] | 'typing' | Question['kind'] | 'too-small';

/** What a binding's `disabled` may look at. */
export interface KeyContext {
	readonly state: UiState;
	readonly view: View;
}

export interface Binding {
	readonly command: Command;
	/** Any of these does it. */
	readonly keys: readonly string[];
	/** What it does: help and readme. */
	readonly label: string;
	readonly where: readonly Place[];
	/** How the footer names it, and with which keys; absent: it isn't in the footer. */
	readonly hint?: {
		readonly keys: readonly string[];
		readonly short: string;
		/** Stays when there is no room for all. */
		readonly vital?: true;
	};
	/** Why it can't be done now; undefined when it can. */
	readonly disabled?: (context: KeyContext) => string | undefined;
}

const lists: readonly Place[] = ['hosts', 'results'];
const screens: readonly Place[] = ['hosts', 'results', 'detail', 'ports', 'help'];
const instructions: readonly Place[] = ['detail'];

/** The one keymap: dispatch, footer, help and the readme's table are made from it. The first that fits counts. */
export const keymap: readonly Binding[] = [
	{
		command: 'up',
		keys: ['up', 'k'],
		label: 'Move up, or to the step before',
		where: screens,
	},
	{
		command: 'down',
		keys: ['down', 'j'],
		label: 'Move down, or to the next step',
		where: screens,
		hint: { keys: ['up', 'down'], short: 'move' },
	},
	{
		command: 'up',
		keys: ['up'],
		label: 'Choose among what was checked before',
		where: ['start'],
	},
	{
		command: 'down',
		keys: ['down'],
		label: 'Choose among what was checked before',
		where: ['start'],
		hint: { keys: ['up', 'down'], short: 'recent' },
		disabled: ({ view }) => (view.recent.length === 0 ? 'Nothing was checked before' : undefined),
	},
	{ command: 'page-up', keys: ['pageup', 'ctrl+b'], label: 'A page up', where: screens },
	{ command: 'page-down', keys: ['pagedown', 'ctrl+f'], label: 'A page down', where: screens },
	{ command: 'first', keys: ['home', 'g'], label: 'To the first', where: screens },
	{ command: 'last', keys: ['end', 'G'], label: 'To the last', where: screens },
	{
		command: 'check',
		keys: ['enter'],
		label: 'Begin the check',
		where: ['start'],
		hint: { keys: ['enter'], short: 'check', vital: true },
		disabled: ({ state }) => (isBusy(topScreen(state)) ? 'The check is about to begin' : undefined),
	},
	{
		command: 'open',
		keys: ['enter', 'right', 'l'],
		label: 'Explain the finding: why it matters, how to close it',
		where: ['results'],
		hint: { keys: ['enter'], short: 'explain', vital: true },
		disabled: nothingSelected,
	},
	{
		command: 'open',
		keys: ['enter', 'right', 'l'],
		label: "Show the host's findings",
		where: ['hosts'],
		hint: { keys: ['enter'], short: 'open', vital: true },
		disabled: noHost,
	},
	{
		command: 'next-tab',
		keys: ['tab', 'right', 'l'],
		label: 'Next tab',
		where: ['detail'],
		hint: { keys: ['tab'], short: 'next tab', vital: true },
	},
	{ command: 'previous-tab', keys: ['shift+tab', 'left', 'h'], label: 'Previous tab', where: ['detail'] },
	{
		command: 'next-state',
		keys: ['tab', 'right', 'l'],
		label: 'Show the next state only',
		where: ['ports'],
		hint: { keys: ['tab'], short: 'state', vital: true },
	},
	{
		command: 'previous-state',
		keys: ['shift+tab', 'left', 'h'],
		label: 'Show the previous state only',
		where: ['ports'],
	},
	{
		command: 'copy',
		keys: ['y'],
		label: 'Copy the command of this step',
		where: instructions,
		hint: { keys: ['y'], short: 'copy' },
		disabled: (context) => cannotCopy(context, ({ step }) => stepText(step)),
	},
	{
		command: 'copy-way',
		keys: ['Y'],
		label: 'Copy all commands of this way',
		where: instructions,
		hint: { keys: ['Y'], short: 'copy way' },
		disabled: (context) => cannotCopy(context, ({ fix }) => copyText(fix)),
	},
	{
		command: 'previous-platform',
		keys: ['['],
		label: 'Instructions for the previous system',
		where: instructions,
		disabled: ({ state, view }) => canChange('platform', state, view),
	},
	{
		command: 'next-platform',
		keys: [']'],
		label: 'Instructions for the next system',
		where: instructions,
		disabled: ({ state, view }) => canChange('platform', state, view),
	},
	{
		command: 'previous-firewall',
		keys: ['{'],
		label: 'Instructions for the previous firewall',
		where: instructions,
		disabled: ({ state, view }) => canChange('firewall', state, view),
	},
	{
		command: 'next-firewall',
		keys: ['}'],
		label: 'Instructions for the next firewall',
		where: instructions,
		disabled: ({ state, view }) => canChange('firewall', state, view),
	},
	{
		command: 'take-address',
		keys: ['enter'],
		label: 'Take the address; empty: the usual one',
		where: ['address'],
		hint: { keys: ['enter'], short: 'take it', vital: true },
	},
	{
		command: 'recheck',
		keys: ['r'],
		label: 'Look at this port again, from here',
		where: ['results', 'detail'],
		hint: { keys: ['r'], short: 'recheck' },
		disabled: (context) => nothingSelected(context) ?? alreadyChecking(context),
	},
	{
		command: 'next-finding',
		keys: ['n'],
		label: 'The next finding of the list, on the same tab',
		where: ['detail'],
		disabled: (context) => noNeighbour(context, 1),
	},
	{
		command: 'previous-finding',
		keys: ['p'],
		label: 'The finding before it',
		where: ['detail'],
		disabled: (context) => noNeighbour(context, -1),
	},
	{
		command: 'recheck-all',
		keys: ['R'],
		label: 'Look at every door of this list again, from here',
		where: ['results'],
		disabled: nothingSelected,
	},
	{
		command: 'address',
		keys: ['i'],
		label: 'Name the address or network that the instructions let in',
		where: instructions,
		hint: { keys: ['i'], short: 'address' },
		disabled: ({ state, view }) => canNameAddress(state, view),
	},
	{
		command: 'filter',
		keys: ['/'],
		label: 'Filter: a part of any text, :port or :from-to, ! for the others',
		where: lists,
		hint: { keys: ['/'], short: 'filter' },
	},
	{
		command: 'ports',
		keys: ['a'],
		label: 'All ports of this host',
		where: ['hosts', 'results', 'detail'],
		hint: { keys: ['a'], short: 'all ports' },
		disabled: noHost,
	},
	{
		command: 'category',
		keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
		label: 'To the first, second, … category',
		where: ['results'],
		disabled: ({ state }) => {
			const screen = topScreen(state);
			return screen.kind === 'results' && screen.order !== 'category'
				? 'Categories are shown when sorted by category: press s until they are'
				: undefined;
		},
	},
	{ command: 'sort', keys: ['s'], label: 'Sort by something else', where: lists },
	{ command: 'reverse', keys: ['S'], label: 'Turn the order around', where: lists },
	{
		command: 'export',
		keys: ['e'],
		label: 'Write the report to a file, or how to close everything that was found',
		where: ['hosts', 'results', 'detail', 'ports'],
		hint: { keys: ['e'], short: 'export' },
		disabled: ({ view }) =>
			view.report && view.report.hosts.length > 0 ? undefined : 'There is nothing to export yet',
	},
	{
		command: 'export-json',
		keys: ['j', 'enter'],
		label: 'The report, as JSON',
		where: ['export'],
		hint: { keys: ['j'], short: 'report' },
	},
	{
		command: 'export-markdown',
		keys: ['m'],
		label: 'How to close everything, worst first, as Markdown',
		where: ['export'],
		hint: { keys: ['m'], short: 'runbook' },
	},
	{
		command: 'export-script',
		keys: ['s'],
		label: 'The same as a shell script in which every command is a comment',
		where: ['export'],
		hint: { keys: ['s'], short: 'script' },
	},
	{
		command: 'pause',
		keys: ['space'],
		label: 'Pause the check; once more to go on',
		where: ['hosts', 'results', 'detail', 'ports'],
		disabled: ({ view }) => (view.phase === 'done' ? 'The check is over' : undefined),
	},
	{
		command: 'erase',
		keys: ['backspace'],
		label: 'Erase the last character',
		where: ['start', 'typing', 'address'],
	},
	{
		command: 'done-typing',
		keys: ['enter'],
		label: 'Keep the filter',
		where: ['typing'],
		hint: { keys: ['enter'], short: 'keep the filter', vital: true },
	},
	{
		command: 'back',
		keys: ['escape'],
		label: 'Clear what was typed',
		where: ['start'],
		hint: { keys: ['escape'], short: 'clear', vital: true },
		disabled: ({ state }) => (canGoBack(state) ? undefined : 'There is nothing to clear: press Ctrl+C to quit'),
	},
	{
		command: 'back',
		keys: ['escape'],
		label: 'Leave the filter',
		where: ['typing'],
		hint: { keys: ['escape'], short: 'no filter', vital: true },
	},
	{
		command: 'back',
		keys: ['escape'],
		label: 'Leave it as it is',
		where: ['address', 'export'],
		hint: { keys: ['escape'], short: 'back', vital: true },
	},
	{
		command: 'back',
		keys: ['escape'],
		label: 'Back; in a filtered list: show all again',
		where: screens,
		hint: { keys: ['escape'], short: 'back', vital: true },
		disabled: ({ state }) => (canGoBack(state) ? undefined : 'This is the first screen: press q to quit'),
	},
	{ command: 'back', keys: ['?'], label: 'Back from help', where: ['help'] },
	{
		command: 'help',
		keys: ['?'],
		label: 'All keys',
		where: ['hosts', 'results', 'detail', 'ports'],
		hint: { keys: ['?'], short: 'help', vital: true },
	},
	{
		command: 'quit',
		keys: ['q'],
		label: 'Quit',
		where: [...screens, 'too-small'],
		hint: { keys: ['q'], short: 'quit', vital: true },
	},
	{ command: 'print', keys: ['Q'], label: 'Quit and print the report', where: screens },
	{
		command: 'interrupt',
		keys: ['ctrl+c'],
		label: 'Stop and quit',
		where: [...screens, 'typing', 'address', 'export', 'too-small'],
	},
	{
		command: 'interrupt',
		keys: ['ctrl+c'],
		label: 'Quit',
		where: ['start'],
		hint: { keys: ['ctrl+c'], short: 'quit', vital: true },
	},
	{
		command: 'suspend',
		keys: ['ctrl+z'],
		label: 'Back to the shell for a while; fg comes back',
		where: [...screens, 'start', 'typing', 'address', 'export', 'too-small'],
	},
];

/** Where the next key goes. */
export function placeOf({ state, view }: KeyContext): Place {
	if (isTooSmall(view)) {
		return 'too-small';
	}
	return state.question?.kind ?? (state.typing === undefined ? topScreen(state).kind : 'typing');
}

/** The binding of a key in a place. */
export function bindingFor(key: string, place: Place): Binding | undefined {
	return keymap.find((binding) => binding.where.includes(place) && binding.keys.includes(key));
}

/** What the footer shows: what can be done here and now. */
export function footerBindings(context: KeyContext): readonly (Binding & Required<Pick<Binding, 'hint'>>)[] {
	const place = placeOf(context);
	return keymap.flatMap((binding) =>
		binding.hint && binding.where.includes(place) && binding.disabled?.(context) === undefined
			? [{ ...binding, hint: binding.hint }]
			: [],
	);
}

/** The table of the readme: keys, what they do, and where. */
export function keymapRows(): readonly { readonly keys: string; readonly label: string; readonly where: string }[] {
	return keymap.map(({ keys, label, where }) => ({
		keys: readmeKeys(keys),
		label,
		where: where.length >= screens.length ? 'everywhere' : where.map((place) => placeNames[place]).join(', '),
	}));
}

export const placeNames: Readonly<Record<Place, string>> = {
	start: 'start',
	hosts: 'hosts',
	results: 'findings',
	detail: 'one finding',
	ports: 'all ports',
	help: 'help',
	typing: 'filter',
	address: 'address',
	export: 'export',
	'too-small': 'small terminal',
};

/** Whether Esc has somewhere to go. */
export function canGoBack(state: UiState): boolean {
	const screen = topScreen(state);
	if (screen.kind === 'start') {
		return screen.choice !== undefined || screen.text !== '';
	}
	return state.stack.length > 1 || ((screen.kind === 'results' || screen.kind === 'hosts') && screen.filter !== '');
}

function isBusy(screen: Screen): boolean {
	return screen.kind === 'start' && screen.busy;
}

function nothingSelected({ state, view }: KeyContext): string | undefined {
	return itemOf(topScreen(state), view) ? undefined : 'No finding is selected';
}

function noNeighbour({ state, view }: KeyContext, by: 1 | -1): string | undefined {
	return findingBeside(state, view, by) ? undefined : `This is the ${by > 0 ? 'last' : 'first'} finding of the list`;
}

function alreadyChecking({ state, view }: KeyContext): string | undefined {
	const screen = topScreen(state);
	const host = hostOf(screen, view);
	const item = itemOf(screen, view);
	const recheck = host && item && state.rechecks.get(recheckKey(host.target, item.key));
	return recheck?.phase === 'checking' ? 'This port is being checked again already' : undefined;
}

function noHost({ state, view }: KeyContext): string | undefined {
	const host = hostOf(topScreen(state), view);
	if (!host) {
		return 'No host is known yet';
	}
	return host.addresses.length === 0 ? `${host.target} could not be checked` : undefined;
}

function cannotCopy({ state, view }: KeyContext, textOf: (chosen: CopyableStep) => string): string | undefined {
	const chosen = chosenStep(state, view);
	if (!chosen) {
		return 'This tab has no command to copy';
	}
	// Pasted as they are, the rules would let a stranger in and shut everybody else out.
	return state.from === undefined && textOf(chosen).includes(exampleAddress)
		? `${exampleAddress} is an example: press i and name yours`
		: undefined;
}
