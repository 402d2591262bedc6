import type { ResourceLimits } from 'node:worker_threads';

/**
 * Memory of a dialing thread, in megabytes. Sockets come and go by the ten thousand; without a bound V8 lets the dead
 * ones pile up to twice the resident memory before it looks.
 */
export const frugal: ResourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 16 };
