import type { ServiceEntry } from '../entry.ts';

export const web: readonly ServiceEntry[] = [];
