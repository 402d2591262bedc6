import type { Report } from '../source/model.ts';
import { isInstalled, output } from './command.ts';
import { seconds } from './figures.ts';
import type { Line } from './lab/link.ts';
import { within } from './lab/namespace.ts';
import { type Network, openPorts, withNetwork } from './lab/network.ts';
import type { Row } from './measurement.ts';
import { program } from './program.ts';

const count = 60;
/** All of them are addresses of the target. */
const range = `192.0.2.2-${count + 1}`;
const ports = [...Array.from({ length: 80 }, (_, index) => index + 1), 143, 271, 443, 498, 672, 941];
/** Open on all addresses together. */
const doors = openPorts.filter((port) => ports.includes(port)).length * count;
const limited: Line = { rttMs: 30, loss: 0, policer: { rate: 600, burst: 100 } };

/** Checks many addresses in the lab over one line, which may let only so much through; nmap beside it. As root. */
export async function hosts(): Promise<readonly Row[]> {
	return [
		await check('behind one policer of 600 packets/s, drop', limited, 'drop'),
		await check('behind one policer of 600 packets/s, closed', limited, 'none'),
		await check('behind one line without a limit, drop', { rttMs: 30, loss: 0 }, 'drop'),
	];
}

async function check(where: string, line: Line, firewall: 'drop' | 'none'): Promise<Row> {
	const { result } = await withNetwork(
		{ line, firewalls: { ipv4: firewall, ipv6: firewall } },
		async (network, signal) => {
			for (let last = 3; last < count + 2; last++) {
				await output('ip', ['-n', network.target, 'address', 'add', `192.0.2.${last}/32`, 'dev', 'link']);
			}
			return {
				own: await withDoorcheck(network, signal),
				nmap: (await isInstalled('nmap')) ? await withNmap(network, signal) : undefined,
			};
		},
	);
	const { own, nmap } = result;
	return {
		what: `A check of ${count} hosts ${where}`,
		doorcheck: `${seconds([own.ms])}, ${own.missed} of ${doors} open ports missed`,
		goal: { text: '0 missed', met: own.missed === 0 },
		note: `${ports.length} ports each, ${line.rttMs} ms round trip${nmap === undefined ? '' : `; nmap: ${seconds([nmap.ms])}, ${nmap.missed} missed`}`,
	};
}

interface Checked {
	readonly ms: number;
	readonly missed: number;
}

async function withDoorcheck({ client }: Network, signal: AbortSignal): Promise<Checked> {
	const args = [program, range, '-p', ports.join(','), '--no-identify', '--format', 'json'];
	const { text, ms } = await timed(client, process.execPath, args, signal);
	const findings = (JSON.parse(text) as Report).hosts.flatMap((host) => host.findings);
	const open = findings.filter(({ state }) => state === 'open');
	return { ms, missed: doors - open.length };
}

async function withNmap({ client }: Network, signal: AbortSignal): Promise<Checked> {
	const args = ['-sT', '-T4', '-n', '-Pn', '-oG', '-', '-p', ports.join(','), range];
	const { text, ms } = await timed(client, 'nmap', args, signal);
	return { ms, missed: doors - (text.match(/\/open\/tcp\//g)?.length ?? 0) };
}

async function timed(namespace: string, command: string, args: readonly string[], signal: AbortSignal) {
	const start = performance.now();
	const text = await output(...within(namespace, command, ...args), { signal });
	return { text, ms: performance.now() - start };
}
