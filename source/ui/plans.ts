import { type ClosingRequest, closingPlan, type Fix, keepingPlan, type Reader } from '../knowledge/closing.ts';
import { copyText } from '../knowledge/plain.ts';
import type { HostReport } from '../model.ts';
import { readerOn } from '../targets/ssh-session.ts';
import type { View } from './view.ts';

/** The instructions of a tab. */
export function planFor(tab: 'close' | 'keep', request: ClosingRequest): readonly Fix[] {
	return tab === 'close' ? closingPlan(request) : keepingPlan(request);
}

/** Where the user sits, if doorcheck runs in an SSH session on this very host. */
export function readerOf(host: HostReport | undefined, { session }: Pick<View, 'session'>): Reader | undefined {
	return readerOn(host?.addresses.map(({ address }) => address) ?? [], session);
}

/** Every command of a plan, headings as comments. */
export function planText(fixes: readonly Fix[]): string {
	return fixes.map((fix, index) => [`# ${index + 1}  ${fix.title}`, copyText(fix)].join('\n')).join('\n\n');
}

/** The one after (`by` 1) or before (`by` -1), round and round. */
export function cycle<T>(all: readonly T[], current: T, by: 1 | -1): T {
	return all[(all.indexOf(current) + by + all.length) % all.length] ?? current;
}
