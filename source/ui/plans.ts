import { type ClosingRequest, closingPlan, type Fix, keepingPlan } from '../knowledge/closing.ts';
import { copyText } from '../knowledge/plain.ts';

/** The instructions of a tab. */
export function planFor(tab: 'close' | 'keep', request: ClosingRequest): readonly Fix[] {
	return tab === 'close' ? closingPlan(request) : keepingPlan(request);
}

/** Every command of a plan, headings as comments. */
export function planText(fixes: readonly Fix[]): string {
	return fixes.map((fix, index) => [`# ${index + 1}  ${fix.title}`, copyText(fix)].join('\n')).join('\n\n');
}

/** The one after (`by` 1) or before (`by` -1), round and round. */
export function cycle<T>(all: readonly T[], current: T, by: 1 | -1): T {
	return all[(all.indexOf(current) + by + all.length) % all.length] ?? current;
}
