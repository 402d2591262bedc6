import { type ClosingRequest, closingPlan, type Fix, keepingPlan } from '../knowledge/closing.ts';

/** The instructions of a tab. */
export function planFor(tab: 'close' | 'keep', request: ClosingRequest): readonly Fix[] {
	return tab === 'close' ? closingPlan(request) : keepingPlan(request);
}

/** The one after (`by` 1) or before (`by` -1), round and round. */
export function cycle<T>(all: readonly T[], current: T, by: 1 | -1): T {
	return all[(all.indexOf(current) + by + all.length) % all.length] ?? current;
}
