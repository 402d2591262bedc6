import type { ServiceEntry } from '../entry.ts';

export const remoteDesktop: readonly ServiceEntry[] = [];
