import type { EpochReport } from './epoch.ts';
import { added, nobody, type Witnesses } from './witnesses.ts';

/** Packets a second that get through, and the relative standard error of that figure. */
export interface Throughput {
	readonly perSecond: number;
	readonly spread: number;
}

/** Packets a second; a pace below would take hours. */
export const leastRate = 20;

/** What got through in these epochs, corrected for the usual loss. */
export function throughput(epochs: readonly EpochReport[], usual: Witnesses): Throughput {
	const { asked, silent } = sum(epochs);
	const answered = asked - silent;
	const share = (answered + 0.5) / (asked + 1) / (1 - usual.silent / usual.asked);
	const spread = Math.sqrt((silent + 0.5) / ((answered + 0.5) * (asked + 1)));
	return { perSecond: rateOf(epochs) * Math.min(1, share), spread };
}

/** Two measurements weighted by their precision; when they contradict each other, the later one. */
export function combined(before: Throughput, later: Throughput): Throughput {
	if (!agree(before, later)) return later;
	const [a, b] = [before.spread ** -2, later.spread ** -2];
	return { perSecond: (before.perSecond * a + later.perSecond * b) / (a + b), spread: (a + b) ** -0.5 };
}

/** Whether chance explains the difference of two measurements. */
export function agree(one: Throughput, other: Throughput): boolean {
	const error = Math.hypot(one.perSecond * one.spread, other.perSecond * other.spread);
	return Math.abs(one.perSecond - other.perSecond) <= 2.5 * error;
}

/** All who were asked in these epochs. */
export function sum(epochs: readonly EpochReport[]): Witnesses {
	return epochs.reduce((all, { witnesses }) => added(witnesses, all), nobody);
}

/** Packets a second that were really sent. */
export function rateOf(epochs: readonly EpochReport[]): number {
	const packets = epochs.reduce((total, epoch) => total + epoch.packets, 0);
	const ms = epochs.reduce((total, { from, until }) => total + until - from, 0);
	return (1000 * packets) / Math.max(1, ms);
}
