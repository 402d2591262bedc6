import type { ServiceEntry } from '../entry.ts';

export const fileSharing: readonly ServiceEntry[] = [];
