import type { ServiceEntry } from '../entry.ts';

export const database: readonly ServiceEntry[] = [];
