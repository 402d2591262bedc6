import { closeSync, constants, openSync } from 'node:fs';
import { constants as system } from 'node:os';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm, { type Terminal } from '@xterm/headless';
import { type Cell, type Color, cellsOf } from './cell.ts';
import { bytesOf } from './keys.ts';

/** A program to run, and the terminal it runs on. */
export interface TerminalOptions {
	readonly command: string;
	readonly args?: readonly string[];
	/** 80. */
	readonly columns?: number;
	/** 24. */
	readonly rows?: number;
	/**
	 * Beyond PATH, HOME, a UTF-8 locale and TERM=xterm-256color, which is all the program gets: no CI, no
	 * NO_COLOR, nothing of the terminal or the connection that the tests run in.
	 */
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
}

/** How a program ended: one of the two is null. */
export interface Exit {
	readonly code: number | null;
	readonly signal: string | null;
}

/** How long to wait for something on the screen, in ms. */
const patience = 10_000;

/** Starts a program on a pseudo-terminal of its own, with someone at the keyboard who reads the screen. */
export async function openTerminal(options: TerminalOptions): Promise<Screen> {
	const { command, args = [], columns = 80, rows = 24, env = {}, cwd = process.cwd() } = options;
	const pty = spawn(command, [...args], {
		cols: columns,
		rows,
		cwd,
		// Bytes, not text: xterm must see a character that arrives in two halves, and bytes are counted.
		encoding: null,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env },
	});
	const terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 10_000, allowProposedApi: true });
	const release = holdOpen(pty);
	pty.onExit(release);
	return new Screen(pty, terminal);
}

/**
 * Keeps the program's end of the terminal open beyond the program's end: libuv takes the hang-up for the end of input,
 * and what the program wrote last and nobody has read yet would be lost. Gives what lets go of it.
 */
function holdOpen(pty: IPty): () => void {
	const path = '_pty' in pty ? String(pty._pty) : '';
	const file = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
	return () => closeSync(file);
}

/** What a person sees and does at a terminal. Rows and columns count from 0, the upper left corner. */
export class Screen {
	readonly pid: number;
	readonly terminal: Terminal;
	readonly #pty: IPty;
	readonly #chunks: Buffer[] = [];
	readonly #ended: Promise<Exit>;
	readonly #waiting = new Set<() => void>();
	#exit: Exit | null = null;

	constructor(pty: IPty, terminal: Terminal) {
		this.pid = pty.pid;
		this.terminal = terminal;
		this.#pty = pty;

		pty.onData((data) => {
			const chunk = Buffer.from(data);
			this.#chunks.push(chunk);
			terminal.write(chunk, () => this.#look());
		});
		// Answers to questions of the program, such as where the cursor is.
		terminal.onData((answer) => pty.write(answer));

		this.#ended = new Promise((resolve) => {
			pty.onExit(({ exitCode, signal = 0 }) => {
				const name = Object.entries(system.signals).find(([, number]) => number === signal)?.[0];
				const exit = name === undefined ? { code: exitCode, signal: null } : { code: null, signal: name };
				// An empty write: everything before it is on the screen by then.
				terminal.write('', () => {
					this.#exit = exit;
					this.#look();
					resolve(exit);
				});
			});
		});
	}

	/** The visible rows, without the spaces at their ends. */
	text(): string {
		return Array.from({ length: this.terminal.rows }, (_, row) => this.line(row)).join('\n');
	}

	/** One visible row, without the spaces at its end. */
	line(row: number): string {
		const { active } = this.terminal.buffer;
		return active.getLine(active.baseY + row)?.translateToString(true) ?? '';
	}

	/** Everything that the normal screen holds and that scrolled off it, without empty rows at the end. */
	scrollback(): string {
		const { normal } = this.terminal.buffer;
		const lines = Array.from({ length: normal.length }, (_, row) => normal.getLine(row)?.translateToString(true) ?? '');
		return lines.join('\n').trimEnd();
	}

	/** Waits until the screen shows this text, or matches. */
	async contains(text: string | RegExp, timeoutMs = patience): Promise<void> {
		await this.waitFor(() => this.#shows(text), `the screen to show ${text}`, timeoutMs);
	}

	/** Waits until the screen no longer shows this text. */
	async lacks(text: string | RegExp, timeoutMs = patience): Promise<void> {
		await this.waitFor(() => !this.#shows(text), `the screen not to show ${text}`, timeoutMs);
	}

	/**
	 * Waits until the predicate holds; it is asked at once and whenever the program wrote something.
	 *
	 * @throws {Error} with the screen in its message, when that takes too long or the program ends before.
	 */
	async waitFor(predicate: () => boolean, what: string, timeoutMs = patience): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const settle = (error?: Error) => {
				clearTimeout(timer);
				this.#waiting.delete(look);
				return error === undefined ? resolve() : reject(error);
			};
			const look = () => {
				if (predicate()) {
					settle();
				} else if (this.#exit !== null) {
					settle(this.#disappointment(what, `the program ended (${this.#exit.signal ?? this.#exit.code})`));
				}
			};
			const timer = setTimeout(() => settle(this.#disappointment(what, `after ${timeoutMs} ms`)), timeoutMs);
			this.#waiting.add(look);
			look();
		});
	}

	/** Where a text is on the screen, or null. */
	find(text: string): { readonly row: number; readonly column: number } | null {
		for (let row = 0; row < this.terminal.rows; row++) {
			const before = this.line(row).split(text)[0] ?? '';
			if (before.length < this.line(row).length) {
				return { row, column: this.#columnAfter(row, before.length) };
			}
		}
		return null;
	}

	/** One cell with its colours and attributes. */
	cell(row: number, column: number): Cell {
		const cell = cellsOf(this.terminal, row)[column];
		if (cell === undefined) {
			throw new RangeError(`no cell at row ${row}, column ${column}`);
		}
		return cell;
	}

	/** The colour of the character in one cell. */
	colorAt(row: number, column: number): Color {
		return this.cell(row, column).foreground;
	}

	cursor(): { readonly row: number; readonly column: number } {
		const { cursorX, cursorY } = this.terminal.buffer.active;
		return { row: cursorY, column: cursorX };
	}

	/** Whether the program is on the alternate screen. */
	isAlternate(): boolean {
		return this.terminal.buffer.active.type === 'alternate';
	}

	/** Presses keys one after the other: `down`, `enter`, `esc`, `ctrl+c`, `q`. */
	press(...keys: readonly string[]): void {
		for (const key of keys) {
			this.#pty.write(bytesOf(key, this.terminal.modes.applicationCursorKeysMode));
		}
	}

	/** Types a text as it is, in one go. */
	type(text: string): void {
		this.#pty.write(text);
	}

	resize(columns: number, rows: number): void {
		this.terminal.resize(columns, rows);
		this.#pty.resize(columns, rows);
	}

	/** Sends a signal to the program itself. */
	signal(name: NodeJS.Signals): void {
		process.kill(this.pid, name);
	}

	/** Stops reading what the program writes, as a terminal does whose user pressed Ctrl+S, until `resume`. */
	pause(): void {
		this.#pty.pause();
	}

	resume(): void {
		this.#pty.resume();
	}

	/** How many bytes the program has written. */
	bytes(): number {
		return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
	}

	/** Everything the program has written, escape sequences included. */
	raw(): string {
		return Buffer.concat(this.#chunks).toString();
	}

	/** Waits for the program to end. */
	async exit(timeoutMs = patience): Promise<Exit> {
		await this.waitFor(() => this.#exit !== null, 'the program to end', timeoutMs);
		return this.#ended;
	}

	/** Ends the program and what it started, if they still run. For the end of a test. */
	async close(): Promise<void> {
		if (this.#exit === null) {
			try {
				process.kill(-this.pid, 'SIGKILL');
			} catch {
				// It ended between the question and the signal.
			}
		}
		await this.#ended;
		this.terminal.dispose();
	}

	#look(): void {
		for (const look of [...this.#waiting]) {
			look();
		}
	}

	#shows(text: string | RegExp): boolean {
		return typeof text === 'string' ? this.text().includes(text) : text.test(this.text());
	}

	#columnAfter(row: number, characters: number): number {
		let rest = characters;
		return cellsOf(this.terminal, row).findIndex((cell) => {
			rest -= cell.text.length;
			return rest < 0;
		});
	}

	#disappointment(what: string, end: string): Error {
		const frame = '─'.repeat(this.terminal.cols);
		return new Error(`waited for ${what}; ${end} it is\n${frame}\n${this.text()}\n${frame}`);
	}
}
