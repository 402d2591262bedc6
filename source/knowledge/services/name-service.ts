import type { ServiceEntry } from '../entry.ts';

export const nameService: readonly ServiceEntry[] = [];
