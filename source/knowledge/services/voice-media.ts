import type { ServiceEntry } from '../entry.ts';

export const voiceMedia: readonly ServiceEntry[] = [];
