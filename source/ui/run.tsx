import { type Instance, render, useApp } from 'ink';
import { type ReactNode, useEffect } from 'react';
import { asciiOutput } from '../terminal/ascii-output.ts';
import { PatientInput } from '../terminal/patient-input.ts';
import { restoreAtExit } from '../terminal/restore.ts';
import { stopUntilContinued } from '../terminal/suspend.ts';
import { App, type AppProps } from './app.tsx';
import { createController } from './controller.ts';
import type { UiEnd, UiOptions } from './session.ts';
import { Store } from './store.ts';
import { createTheme } from './theme.ts';

/** Frames a second up to which the line is taken for a slow one. */
const slowFps = 10;

/** How long the rest of a key may take to arrive, in milliseconds. */
const keyPatienceMs = { fast: 30, slow: 80 };

/** How long the terminal's size must have stayed the same before everything is drawn afresh, in milliseconds. */
const resizeRestMs = 40;

/** A screen reader reads every change out, so there are few. */
const screenReaderFps = 0.5;

type Suspend = (callback: () => Promise<void>) => Promise<void>;

/**
 * Shows the check, or asks what to check, until the user leaves. Resolves when the terminal is in order again. On
 * SIGTERM and SIGHUP it resolves as interrupted, like for Ctrl+C; after a hang-up nothing more can be written.
 */
export async function runUi(options: UiOptions): Promise<UiEnd> {
	const { screenReader } = options;
	const stdout = options.ascii ? asciiOutput(process.stdout) : process.stdout;
	const input = new PatientInput(process.stdin, options.fps <= slowFps ? keyPatienceMs.slow : keyPatienceMs.fast);
	const store = new Store({
		check: options.check,
		recent: options.recent,
		session: options.session,
		ascii: options.ascii,
		fps: screenReader ? screenReaderFps : options.fps,
		columns: stdout.columns || 80,
		rows: stdout.rows || 24,
	});
	let suspend: Suspend = (callback) => callback();
	const press = createController({
		...options,
		store,
		suspend: () => suspend(() => stopUntilContinued(process)),
	});
	const app: AppProps = { store, theme: createTheme(options), press };
	const endRestore = restoreAtExit(process, { alternateScreen: !screenReader });
	const tree = (
		<>
			<App {...app} />
			<Suspender
				take={(take) => {
					suspend = take;
				}}
			/>
		</>
	);
	// Before the first frame: keys pressed while it is drawn would be echoed into it.
	input.setRawMode(true);
	const instance = render(tree, {
		stdout,
		// Ink reads, references and sets the mode of what it is given; a stream that does these is enough.
		stdin: input as unknown as NodeJS.ReadStream,
		alternateScreen: !screenReader,
		incrementalRendering: true,
		exitOnCtrlC: false,
		maxFps: 60,
		patchConsole: false,
	});
	const endResize = followSize(stdout, store, instance, tree);
	const leave = await left(store, input);
	store.stop();
	endResize();
	if (leave !== 'hung-up') {
		instance.unmount();
		await instance.waitUntilExit();
		endRestore();
	}
	input.release();
	return { leave: leave === 'hung-up' ? 'interrupted' : leave, check: store.picture().check };
}

/** Resolves when the user or a signal ends it; a second signal finds no listener and ends the process. */
function left(store: Store, input: PatientInput): Promise<UiEnd['leave'] | 'hung-up'> {
	return new Promise((resolve) => {
		const done = (leave: UiEnd['leave'] | 'hung-up') => {
			unsubscribe();
			for (const signal of ['SIGINT', 'SIGTERM'] as const) {
				process.off(signal, interrupted);
			}
			resolve(leave);
		};
		const interrupted = () => done('interrupted');
		const look = () => {
			const { leave } = store.picture().state;
			if (leave) {
				done(leave);
			}
		};
		const unsubscribe = store.subscribe(look);
		// Nobody can press a key any more.
		input.once('end', interrupted);
		process.once('SIGINT', interrupted);
		process.once('SIGTERM', interrupted);
		process.once('SIGHUP', () => {
			// The terminal is gone: whatever is still written to it fails, and must not matter.
			process.stdout.on('error', () => undefined);
			process.stdin.on('error', () => undefined);
			done('hung-up');
		});
	});
}

/** Ink's incremental drawing can miss lines after the terminal shrank (ink#1023), so a new size is drawn afresh. */
function followSize(stdout: NodeJS.WriteStream, store: Store, instance: Instance, tree: ReactNode): () => void {
	let timer: NodeJS.Timeout | undefined;
	const repaint = () => {
		instance.clear();
		stdout.write('\u001b[H\u001b[J');
		instance.rerender(tree);
	};
	const resized = () => {
		store.resize(stdout.columns || 80, stdout.rows || 24);
		clearTimeout(timer);
		timer = setTimeout(repaint, resizeRestMs);
	};
	stdout.on('resize', resized);
	return () => {
		clearTimeout(timer);
		stdout.off('resize', resized);
	};
}

/** Hands out Ink's way of giving the terminal back, and takes the terminal again when a stopped process goes on. */
function Suspender({ take }: { readonly take: (suspend: Suspend) => void }): ReactNode {
	const { suspendTerminal } = useApp();
	useEffect(() => {
		let suspended = false;
		const suspend: Suspend = async (callback) => {
			if (suspended) {
				return;
			}
			suspended = true;
			try {
				await suspendTerminal(callback);
			} finally {
				suspended = false;
			}
		};
		take(suspend);
		// Stopped by someone else: the shell has changed the terminal's mode meanwhile.
		const continued = () => void suspend(async () => undefined);
		process.on('SIGCONT', continued);
		return () => {
			process.off('SIGCONT', continued);
		};
	}, [suspendTerminal, take]);
	return null;
}
