import type { LineOptions } from '../../network/line.ts';
import type { MachineOptions } from '../../network/machine.ts';

export interface NetworkCase extends LineOptions, MachineOptions {
	readonly repeats?: number;
	readonly driftMs?: number;
}

/** Lines whose loss and round-trip time stay what they are, and which let through what a scan needs. */
export const steadyLines: Readonly<Record<string, NetworkCase>> = {
	'a LAN': { rttMs: 0.3, jitterMs: 0.2 },
	'a LAN, on a machine whose clock drifts': { rttMs: 0.3, jitterMs: 0.2, driftMs: 0.003 },
	'a steady line': { rttMs: 50 },
	'jitter as large as the round trip': { rttMs: 40, jitterMs: 40 },
	'a line that is sometimes late': { rttMs: 30, tailMs: 10, spikes: { chance: 0.005, ms: 800 } },
	'1 % loss each way': { rttMs: 50, loss: 0.01 },
	'5 % loss each way': { rttMs: 50, loss: 0.05, jitterMs: 10 },
	'10 % loss each way': { rttMs: 50, loss: 0.1 },
	'15 % loss each way': { rttMs: 30, loss: 0.15, jitterMs: 5 },
	'answers get lost': { rttMs: 80, back: { loss: 0.1 } },
	'a satellite': { rttMs: 600, loss: 0.01, jitterMs: 50 },
	'answers come twice, some of them too late': { rttMs: 40, jitterMs: 30, loss: 0.02, repeats: 0.3 },
};

/** Lines with a limit. */
export const limitedLines: Readonly<Record<string, NetworkCase>> = {
	'a policer of 2,000 packets a second': { rttMs: 50, there: { policer: { perSecond: 2000, burst: 100 } } },
	'a policer of 500 packets a second': { rttMs: 50, there: { policer: { perSecond: 500, burst: 50 } } },
	'a policer of 500 packets a second, and loss': {
		rttMs: 50,
		loss: 0.02,
		there: { policer: { perSecond: 500, burst: 50 } },
	},
	'a policer of answers': { rttMs: 20, back: { policer: { perSecond: 300, burst: 60 } } },
	'a modem with a long queue': { rttMs: 30, there: { shaper: { perSecond: 1000, length: 300 } } },
	'a modem with a short queue': { rttMs: 30, there: { shaper: { perSecond: 400, length: 20 } } },
};

/** Lines that are good for a while and bad for a while. */
export const changingLines: Readonly<Record<string, NetworkCase>> = {
	'short bursts of loss': { rttMs: 40, back: { bursts: { goodMs: 500, badMs: 50, loss: 0.8 } } },
	'bursts of loss each way': {
		rttMs: 40,
		there: { bursts: { goodMs: 1500, badMs: 150, loss: 0.7 } },
		back: { bursts: { goodMs: 1500, badMs: 150, loss: 0.7 } },
	},
	'a line that is gone for a moment now and then': {
		rttMs: 25,
		there: { bursts: { goodMs: 4000, badMs: 600, loss: 1 } },
	},
	'a line that takes a longer way after a while': { rttMs: 20, rerouted: { atMs: 300, rttMs: 250 } },
};

export const networks: Readonly<Record<string, NetworkCase>> = { ...steadyLines, ...limitedLines, ...changingLines };
