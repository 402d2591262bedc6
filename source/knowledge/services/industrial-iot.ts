import type { ServiceEntry } from '../entry.ts';

export const industrialIot: readonly ServiceEntry[] = [];
