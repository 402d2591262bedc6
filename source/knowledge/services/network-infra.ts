import type { ServiceEntry } from '../entry.ts';

export const networkInfra: readonly ServiceEntry[] = [];
