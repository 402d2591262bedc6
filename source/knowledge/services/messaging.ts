import type { ServiceEntry } from '../entry.ts';

export const messaging: readonly ServiceEntry[] = [];
