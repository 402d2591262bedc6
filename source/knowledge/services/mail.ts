import type { ServiceEntry } from '../entry.ts';

export const mail: readonly ServiceEntry[] = [];
