import type { NetworkOptions } from '../../network/simulated-network.ts';

/** What comes in between while a scan runs. */
export type Interruption = Pick<NetworkOptions, 'block' | 'incidents' | 'sockets' | 'roomyAtMs' | 'wakesAtMs'>;

/** From a moment on, the host or a firewall before it wants nothing to do with us any more. */
export const blocks: Readonly<Record<string, Interruption>> = {
	'drops everything after 60 ports': { block: { from: { ports: 60 }, how: 'drop' } },
	'drops everything after 140 ports': { block: { from: { ports: 140 }, how: 'drop' } },
	'drops everything after 400 attempts': { block: { from: { attempts: 400 }, how: 'drop' } },
	'refuses everything after 60 ports': { block: { from: { ports: 60 }, how: 'refuse' } },
	'refuses everything after 140 ports': { block: { from: { ports: 140 }, how: 'refuse' } },
	'refuses everything after 400 attempts': { block: { from: { attempts: 400 }, how: 'refuse' } },
	// Longer than a scan waits for one that refuses: it is there, and may well do so for good.
	'refuses everything for 5 s': { block: { from: { ports: 100 }, forMs: 5000, how: 'refuse' } },
	'rejects everything after 140 ports': { block: { from: { ports: 140 }, how: 'reject' } },
};

/** Something is away for a while, and comes back. */
export const passing: Readonly<Record<string, Interruption>> = {
	'drops everything for 2 s': { block: { from: { ports: 100 }, forMs: 2000, how: 'drop' } },
	'drops everything for 6 s': { block: { from: { ports: 100 }, forMs: 6000, how: 'drop' } },
	'refuses everything for 1 s': { block: { from: { ports: 100 }, forMs: 1000, how: 'refuse' } },
	'the network is down for half a second': { incidents: [{ what: 'down', from: { attempts: 150 }, forMs: 500 }] },
	'the network is down for 5 s': { incidents: [{ what: 'down', from: { attempts: 150 }, forMs: 5000 }] },
	'the machine sleeps for 5 min': { incidents: [{ what: 'asleep', from: { attempts: 150 }, forMs: 300_000 }] },
	'the machine sleeps for 5 min, and its clock': {
		incidents: [{ what: 'asleep', from: { attempts: 150 }, forMs: 300_000, clockStands: true }],
	},
	'the machine sleeps for 5 min, then the network is down for 4 s': {
		incidents: [
			{ what: 'asleep', from: { attempts: 150 }, forMs: 300_000 },
			{ what: 'down', from: { attempts: 150 }, forMs: 304_000 },
		],
	},
	'the process is stopped for 1 s': { incidents: [{ what: 'stopped', from: { attempts: 120 }, forMs: 1000 }] },
	'the process is stopped for 2 min': { incidents: [{ what: 'stopped', from: { attempts: 120 }, forMs: 120_000 }] },
	'the process is stopped while nothing has answered': {
		incidents: [{ what: 'stopped', from: { ms: 0 }, forMs: 20_000 }],
	},
	'the line wakes up after 1.5 s': { wakesAtMs: 1500 },
	'the line wakes up after 4 s': { wakesAtMs: 4000 },
	'there is no room at first': { sockets: 0, roomyAtMs: 2000 },
	'there is little room': { sockets: 12 },
};

export const interruptions: Readonly<Record<string, Interruption>> = { ...blocks, ...passing };
