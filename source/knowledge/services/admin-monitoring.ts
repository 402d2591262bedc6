import type { ServiceEntry } from '../entry.ts';

export const adminMonitoring: readonly ServiceEntry[] = [];
