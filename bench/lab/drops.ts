import { readFile } from 'node:fs/promises';
import { output } from '../command.ts';
import type { LinkCounts } from './link.ts';
import { within } from './namespace.ts';

/** Packets that nobody asked to be lost, by where they were. */
export type Drops = Readonly<Record<string, number>>;

/** What the kernel has dropped so far at the ends of the link, and on its way through this machine. */
export async function kernelDrops(client: string, target: string): Promise<Drops> {
	return {
		'queue of the client': await deviceDrops(client),
		'queue of the target': await deviceDrops(target),
		'accept queue of the target': await listenDrops(target),
		'backlog of the kernel': await backlogDrops(),
	};
}

/** What has been dropped since: what the kernel counts now, and what the link did not deliver for want of room. */
export function dropsSince(before: Drops, now: Drops, { toTarget, toClient }: LinkCounts): Drops {
	const kernel = Object.entries(now).map(([where, count]) => [where, count - (before[where] ?? 0)] as const);
	return {
		...Object.fromEntries(kernel),
		link: toTarget.overflowed + toClient.overflowed + toTarget.refused + toClient.refused,
	};
}

async function deviceDrops(namespace: string): Promise<number> {
	const [device] = JSON.parse(await output(...within(namespace, 'ip', '-json', '-stats', 'link', 'show', 'link')));
	return device.stats64.tx.dropped + device.stats64.rx.dropped;
}

/** Connections that were complete, or nearly, and found no room in the listener's queue. */
async function listenDrops(namespace: string): Promise<number> {
	const counters = ['TcpExtListenOverflows', 'TcpExtListenDrops', 'TcpExtTCPReqQFullDrop'];
	const { kernel } = JSON.parse(await output(...within(namespace, 'nstat', '--json', '-asz', ...counters)));
	return counters.reduce((sum, counter) => sum + (kernel[counter] ?? 0), 0);
}

/** Of the whole machine: the second column, see softnet_seq_show in the kernel's net/core/net-procfs.c. */
async function backlogDrops(): Promise<number> {
	const lines = (await readFile('/proc/net/softnet_stat', 'utf8')).trim().split('\n');
	return lines.reduce((sum, line) => sum + Number.parseInt(line.split(/\s+/)[1] ?? '0', 16), 0);
}
