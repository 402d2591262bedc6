import type { ServiceEntry } from '../entry.ts';
import { mailReading } from './mail-reading.ts';
import { mailSending } from './mail-sending.ts';

/** Sending, receiving and reading mail. */
export const mail: readonly ServiceEntry[] = [...mailSending, ...mailReading];
