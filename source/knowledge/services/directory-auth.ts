import type { ServiceEntry } from '../entry.ts';

export const directoryAuth: readonly ServiceEntry[] = [];
