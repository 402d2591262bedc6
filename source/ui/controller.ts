import { copyText } from '../knowledge/plain.ts';
import type { HostReport } from '../model.ts';
import { chosenStep, stepText } from './detail-body.ts';
import { type Item, itemsOf } from './items.ts';
import { bindingFor, type Command, placeOf } from './keymap.ts';
import { startTarget } from './reduce.ts';
import type { Export, UiOptions } from './session.ts';
import { type Message, recheckKey, topScreen } from './state.ts';
import type { Store } from './store.ts';
import { hostOf, itemOf } from './view.ts';

export interface ControllerOptions extends Pick<UiOptions, 'start' | 'exportReport' | 'copy'> {
	readonly store: Store;
	/** Gives the terminal back to the shell; resolves when it is ours again. */
	readonly suspend: () => Promise<void>;
}

/** Takes a key, by the keymap's name for it: changes the screen, and does what only the world outside can. */
export function createController(options: ControllerOptions): (key: string) => void {
	const { store } = options;
	return (key) => {
		const { state, view } = store.picture();
		const context = { state, view };
		const place = placeOf(context);
		const binding = bindingFor(key, place);
		if (!binding) {
			const text = key === 'space' ? ' ' : key;
			if ((place === 'start' || place === 'typing' || place === 'address') && Array.from(text).length === 1) {
				store.dispatch({ type: 'text', text });
			}
			return;
		}
		const reason = binding.disabled?.(context);
		if (reason !== undefined) {
			store.dispatch({ type: 'told', message: { text: reason, tone: 'plain' } });
			return;
		}
		store.dispatch({ type: 'command', command: binding.command, key });
		Promise.resolve(effects[binding.command]?.(options)).catch((error: unknown) =>
			store.dispatch({ type: 'told', message: { text: reasonOf(error), tone: 'bad' } }),
		);
	};
}

type Effect = (options: ControllerOptions) => Promise<void> | void;

const effects: Readonly<Partial<Record<Command, Effect>>> = {
	check: begin,
	recheck: recheckOne,
	'recheck-all': recheckAll,
	copy: copyStep,
	'copy-way': copyWay,
	'export-json': (options) => writeExport(options, 'json'),
	'export-markdown': (options) => writeExport(options, 'markdown'),
	'export-script': (options) => writeExport(options, 'script'),
	pause,
	suspend: ({ suspend }) => suspend(),
};

async function begin({ store, start }: ControllerOptions): Promise<void> {
	const { state, view } = store.picture();
	const screen = topScreen(state);
	if (screen.kind !== 'start') {
		return;
	}
	store.dispatch({ type: 'starting' });
	try {
		const check = await start(startTarget(screen, view.recent));
		store.dispatch({ type: 'started' });
		store.watch(check);
	} catch (error) {
		store.dispatch({ type: 'not-started', reason: reasonOf(error) });
	}
}

async function recheckOne({ store }: ControllerOptions): Promise<void> {
	const { state, view } = store.picture();
	const screen = topScreen(state);
	const host = hostOf(screen, view);
	const item = itemOf(screen, view);
	if (host && item) {
		await recheck(store, host, item);
	}
}

/** The worst doors first, a few at a time: a server that is asked for all at once may take that for an attack. */
async function recheckAll({ store }: ControllerOptions): Promise<void> {
	const { state, view } = store.picture();
	const host = hostOf(topScreen(state), view);
	if (!host) {
		return;
	}
	const waiting = [...itemsOf(host).byKey.values()];
	const next = async (): Promise<void> => {
		const item = waiting.shift();
		if (item) {
			await recheck(store, host, item);
			await next();
		}
	};
	await Promise.all(Array.from({ length: recheckedAtOnce }, next));
}

const recheckedAtOnce = 4;

async function recheck(store: Store, host: HostReport, item: Item): Promise<void> {
	const { state, check } = store.picture();
	const key = recheckKey(host.target, item.key);
	if (!check || state.rechecks.get(key)?.phase === 'checking') {
		return;
	}
	const { port, protocol, state: before } = item.finding;
	store.dispatch({ type: 'rechecked', key, recheck: { phase: 'checking', before } });
	try {
		await Promise.all(host.addresses.map(({ address }) => check.recheck(address, port, protocol)));
		store.dispatch({ type: 'rechecked', key, recheck: { phase: 'done', before, at: timeOfDay(new Date()) } });
	} catch (error) {
		store.dispatch({ type: 'rechecked', key, recheck: { phase: 'failed', before, reason: reasonOf(error) } });
	}
}

async function copyStep({ store, copy }: ControllerOptions): Promise<void> {
	const { state, view } = store.picture();
	const chosen = chosenStep(state, view);
	if (chosen) {
		await tell(store, () => copy(stepText(chosen.step)));
	}
}

async function copyWay({ store, copy }: ControllerOptions): Promise<void> {
	const { state, view } = store.picture();
	const chosen = chosenStep(state, view);
	if (chosen) {
		await tell(store, () => copy(copyText(chosen.fix)));
	}
}

async function writeExport({ store, exportReport }: ControllerOptions, what: Export): Promise<void> {
	const { state, view } = store.picture();
	const { report } = view;
	if (report) {
		const name = what === 'json' ? 'Report' : 'Runbook';
		await tell(store, async () => `${name} written to ${await exportReport(report, what, state)}`);
	}
}

function pause({ store }: ControllerOptions): void {
	const { check } = store.picture();
	if (check?.paused) {
		check.resume();
	} else {
		check?.pause();
	}
	store.dispatch({ type: 'seen' });
	store.wake();
}

/** Says what came of it, or why it failed. */
async function tell(store: Store, doIt: () => Promise<string>): Promise<void> {
	const message = await doIt().then(
		(text): Message => ({ text, tone: 'good' }),
		(error: unknown): Message => ({ text: reasonOf(error), tone: 'bad' }),
	);
	store.dispatch({ type: 'told', message });
}

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function timeOfDay(date: Date): string {
	return date.toTimeString().slice(0, 8);
}
