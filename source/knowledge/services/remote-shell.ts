import type { ServiceEntry } from '../entry.ts';

export const remoteShell: readonly ServiceEntry[] = [];
