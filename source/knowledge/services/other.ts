import type { ServiceEntry } from '../entry.ts';

export const other: readonly ServiceEntry[] = [];
