import type { ServiceEntry } from '../entry.ts';

export const development: readonly ServiceEntry[] = [];
