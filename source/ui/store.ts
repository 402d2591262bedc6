import type { SshSession } from '../targets/ssh-session.ts';
import type { Action } from './reduce.ts';
import { reduce } from './reduce.ts';
import type { RunningCheck } from './session.ts';
import { initialState, resultsScreen, startScreen, type UiState } from './state.ts';
import type { View } from './view.ts';

/** What the screen is drawn from: one immutable picture. */
export interface Picture {
	readonly state: UiState;
	readonly view: View;
	readonly check: RunningCheck | undefined;
}

export interface StoreOptions {
	readonly check: RunningCheck | undefined;
	readonly recent: readonly string[];
	readonly session?: SshSession | undefined;
	readonly ascii: boolean;
	/** Most pictures a second that the check alone causes. */
	readonly fps: number;
	readonly columns: number;
	readonly rows: number;
	/** Milliseconds, for pacing and for the time that has passed. */
	readonly now?: () => number;
}

/** At most this share of the time goes into making pictures, however large the report is. */
const shareOfTime = 0.25;

/**
 * Holds the picture. What the check finds is taken in a few times a second and only when there is something new; what
 * the user does is taken in at once. Nothing runs while nothing can change.
 */
export class Store {
	readonly #listeners = new Set<() => void>();
	readonly #now: () => number;
	readonly #fps: number;
	#picture: Picture;
	#revision = -1;
	#timer: NodeJS.Timeout | undefined;
	#notBefore = 0;
	#endWatch: (() => void) | undefined;

	constructor({ check, recent, session, ascii, fps, columns, rows, now = Date.now }: StoreOptions) {
		this.#now = now;
		this.#fps = fps;
		this.#picture = {
			state: initialState(check ? resultsScreen : startScreen),
			view: { ...noView, recent, session, ascii, columns, rows },
			check,
		};
		if (check) {
			this.watch(check);
		}
	}

	/** The picture; the same object until something in it changes. */
	readonly picture = (): Picture => this.#picture;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/**
	 * Takes in what happened. A key is answered from the picture as it is: with tens of thousands of findings a newer
	 * one would take its time.
	 */
	dispatch(action: Action): void {
		if (action.type !== 'command' && action.type !== 'text') {
			this.#look();
		}
		this.#set({ ...this.#picture, state: reduce(this.#picture.state, action, this.#picture.view) });
	}

	/** The terminal has another size. */
	resize(columns: number, rows: number): void {
		const { view } = this.#picture;
		if (view.columns !== columns || view.rows !== rows) {
			this.#set({ ...this.#picture, view: { ...view, columns, rows } });
			this.dispatch({ type: 'seen' });
		}
	}

	/** Shows this check from now on. */
	watch(check: RunningCheck): void {
		this.#endWatch?.();
		this.#revision = -1;
		this.#picture = { ...this.#picture, check };
		this.#endWatch = check.subscribe(() => this.#plan());
		this.dispatch({ type: 'seen' });
		this.#plan();
	}

	/** Looks at the check soon: it goes on after a pause. */
	wake(): void {
		this.#plan();
	}

	/** Lets go of the check and of all timers. */
	stop(): void {
		this.#endWatch?.();
		this.#endWatch = undefined;
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	/** One timer, set when there is something to look at: news, or a clock that runs while the check does. */
	#plan(): void {
		if (this.#timer !== undefined || !this.#endWatch) {
			return;
		}
		this.#timer = setTimeout(() => this.#tick(), Math.max(0, this.#notBefore - this.#now()));
	}

	#tick(): void {
		this.#timer = undefined;
		const began = this.#now();
		if (this.#look()) {
			this.dispatch({ type: 'seen' });
		}
		const took = this.#now() - began;
		this.#notBefore = began + Math.max(1000 / this.#fps, took / shareOfTime);
		const { phase, paused } = this.#picture.view;
		if (phase !== 'done' && !paused) {
			this.#plan();
		}
	}

	/** Takes the check's news into the view; false when there are none. */
	#look(): boolean {
		const { check, view } = this.#picture;
		if (!check) {
			return false;
		}
		const { collector, paused } = check;
		const news = collector.revision !== this.#revision || paused !== view.paused;
		const report = collector.report();
		const elapsedMs = seconds(
			collector.phase === 'done'
				? report.elapsedMs
				: paused && view.paused
					? view.elapsedMs
					: this.#now() - Date.parse(report.startedAt),
		);
		if (!news && elapsedMs === view.elapsedMs) {
			return false;
		}
		this.#revision = collector.revision;
		this.#set({
			...this.#picture,
			view: {
				...view,
				report,
				phase: collector.phase,
				progress: collector.progress,
				portStates: collector.portStates,
				paused,
				elapsedMs,
				target: check.target,
			},
		});
		return true;
	}

	#set(picture: Picture): void {
		const { state, view, check } = this.#picture;
		if (picture.state !== state || picture.view !== view || picture.check !== check) {
			this.#picture = picture;
			for (const listener of this.#listeners) {
				listener();
			}
		}
	}
}

function seconds(ms: number): number {
	return Math.max(0, Math.floor(ms / 1000) * 1000);
}

const noView: View = {
	report: undefined,
	phase: 'waiting',
	progress: new Map(),
	paused: false,
	elapsedMs: 0,
	target: '',
	portStates: () => ({ size: 0, get: () => undefined, [Symbol.iterator]: () => [][Symbol.iterator]() }),
	recent: [],
	ascii: false,
	columns: 80,
	rows: 24,
};
