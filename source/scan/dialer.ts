import type { Address } from '../model.ts';
import type { Outcome } from './outcome.ts';

/** Told once how an attempt ended, and the milliseconds since it began. */
export type OnEnd = (outcome: Outcome, rttMs: number) => void;

/** Makes connection attempts. There are three: on this thread, on worker threads, and in a simulated network. */
export interface Dialer {
	/** So many attempts are worth starting in one go; more would make the first answers wait for the last attempts. */
	readonly batch: number;
	/** Starts an attempt; `onEnd` is never called before this returns. `timeoutMs` in milliseconds. */
	dial(address: Address, port: number, timeoutMs: number, onEnd: OnEnd): void;
	/** Drops all attempts without calling back. */
	close(): void;
}
