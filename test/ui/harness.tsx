import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { render } from 'ink';
import stringWidth from 'string-width';
import { App } from '../../source/ui/app.tsx';
import { type ControllerOptions, createController } from '../../source/ui/controller.ts';
import type { RunningCheck, UiOptions } from '../../source/ui/session.ts';
import { Store } from '../../source/ui/store.ts';
import { createTheme } from '../../source/ui/theme.ts';

class Screen extends EventEmitter {
	frame = '';
	readonly columns: number;
	readonly rows: number;

	constructor(columns: number, rows: number) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	readonly write = (frame: string): boolean => {
		this.frame = frame;
		return true;
	};
}

class Keyboard extends EventEmitter {
	readonly isTTY = true;
	#data: string | null = null;

	send(data: string): void {
		this.#data = data;
		this.emit('readable');
	}

	read(): string | null {
		const data = this.#data;
		this.#data = null;
		return data;
	}

	setRawMode(): void {}
	setEncoding(): void {}
	ref(): void {}
	unref(): void {}
}

export interface Robot {
	/** What a terminal sends, one input after the other. */
	type(...inputs: readonly string[]): Promise<void>;
	/** The screen as text, lines without the spaces at their end. */
	text(): string;
	/** The screen as it is written, escape sequences included. */
	raw(): string;
	/** The line that contains this. */
	line(part: string): string;
	/** Waits until the screen shows this. */
	shows(part: string): Promise<void>;
	readonly store: Store;
	end(): void;
}

export interface RobotOptions
	extends Partial<Pick<UiOptions, 'start' | 'recent' | 'session' | 'color' | 'ascii' | 'exportReport' | 'copy'>> {
	readonly check?: RunningCheck;
	readonly columns?: number;
	readonly rows?: number;
	readonly suspend?: ControllerOptions['suspend'];
}

/** The whole screen on a terminal of a given size, with a robot at the keyboard. */
export async function robot(options: RobotOptions): Promise<Robot> {
	const { check, columns = 80, rows = 24, color = false, ascii = false } = options;
	const screen = new Screen(columns, rows);
	const keyboard = new Keyboard();
	const store = new Store({
		check,
		recent: options.recent ?? [],
		session: options.session,
		ascii,
		fps: 100,
		columns,
		rows,
	});
	const press = createController({
		store,
		start: options.start ?? (async () => Promise.reject(new Error('not here'))),
		exportReport: options.exportReport ?? (async () => 'report.json'),
		copy: options.copy ?? (async () => 'Copied'),
		suspend: options.suspend ?? (async () => undefined),
	});
	const instance = render(<App store={store} theme={createTheme({ color, ascii })} press={press} />, {
		stdout: screen as unknown as NodeJS.WriteStream,
		stdin: keyboard as unknown as NodeJS.ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	const settle = async () => {
		for (let turn = 0; turn < 4; turn++) {
			await setImmediate();
		}
	};
	await settle();
	const text = () => screen.frame.replace(/\u001b\[[0-9;]*m/g, '').replace(/ +$/gm, '');
	return {
		type: async (...inputs) => {
			for (const input of inputs) {
				keyboard.send(input);
				// Ink waits for the rest of an escape sequence.
				await (input === '\u001b' ? new Promise((resolve) => setTimeout(resolve, 40)) : undefined);
				await settle();
			}
		},
		text,
		raw: () => screen.frame,
		line: (part) =>
			text()
				.split('\n')
				.find((line) => line.includes(part)) ?? '',
		shows: async (part) => {
			for (let tries = 0; !text().includes(part); tries++) {
				if (tries > 200) {
					throw new Error(`never showed ${part}:\n${text()}`);
				}
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
		},
		store,
		end: () => {
			store.stop();
			instance.unmount();
		},
	};
}

/** Columns of the widest line. */
export function widest(text: string): number {
	return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

export const keys = {
	up: '\u001b[A',
	down: '\u001b[B',
	enter: '\r',
	escape: '\u001b',
	tab: '\t',
	ctrlC: '\u0003',
	ctrlZ: '\u001a',
	end: '\u001b[F',
	pageDown: '\u001b[6~',
} as const;
