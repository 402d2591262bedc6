import type { ServiceEntry } from '../entry.ts';

export const containers: readonly ServiceEntry[] = [];
