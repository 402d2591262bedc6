import type { Family, PortState, Report } from '../../source/model.ts';
import { output } from '../command.ts';
import { type Extent, isWanted } from '../measurement.ts';
import type { ScanRow } from '../scan-row.ts';
import { atDefault, atMaximum, nmap, type Reading, type Scanner } from '../scanners.ts';
import { byTurns, judge, type Run, type Series } from '../series.ts';
import { type Case, cases } from './cases.ts';
import type { Drops } from './drops.ts';
import { within } from './namespace.ts';
import { InterruptedError, type Network, openPorts, requireTools, target, withNetwork } from './network.ts';
import { verify } from './verify.ts';

/** Every network of the lab, or those that are wanted, one after the other. @throws where there can be no lab. */
export async function* lab(extent: Extent, others: readonly Scanner[]): AsyncGenerator<ScanRow> {
	await requireTools();
	for (const subject of cases.filter((one) => isWanted(one.network, one.ports.name, extent))) {
		yield await rowOf(subject, extent, others);
	}
}

async function rowOf(subject: Case, extent: Extent, others: readonly Scanner[]): Promise<ScanRow> {
	const { network: name, ports, conditions, goal } = subject;
	process.stderr.write(`${name}, ${ports.name} ports\n`);
	try {
		const { result, unasked } = await withNetwork(conditions, async (network, signal) => {
			const { rttMs, loss, rate } = await verify(network, conditions.line, signal);
			const lets = rate === null ? '' : `, ${Math.round(rate)} packets/s`;
			process.stderr.write(
				`  the line: ${rttMs.toFixed(1)} ms, ${(loss * 100).toFixed(1)} % lost there and back${lets}\n`,
			);
			const series = await measured(subject, extent, others, network, signal);
			return { series, limits: await icmpLimits(network) };
		});
		return { network: name, ports: ports.name, series: result.series, goal, doubts: doubtsOf(unasked, result.limits) };
	} catch (error) {
		if (error instanceof InterruptedError) {
			throw error;
		}
		const why = error instanceof Error ? error.message : String(error);
		return { network: name, ports: ports.name, series: [], goal, doubts: [`not measured: ${why}`] };
	}
}

async function measured(
	{ ports, onlyIpv6, impossible, goal }: Case,
	extent: Extent,
	others: readonly Scanner[],
	{ client }: Network,
	signal: AbortSignal,
): Promise<readonly Series[]> {
	const own = [atMaximum, atDefault];
	// Others scan one family at a time: they have no differences to tell.
	const scanners = onlyIpv6 ? own.map(readingDifferences) : [...own, ...others];
	const host = onlyIpv6 ? target.name : target.ipv4;
	const open = onlyIpv6 ?? openPorts;
	const needsAll = ({ name }: Scanner) => name === atMaximum.name || (name === nmap.name && goal.ofNmap !== undefined);

	return byTurns(scanners, extent, needsAll, async ({ command, args, read }): Promise<Run> => {
		signal.throwIfAborted();
		const start = performance.now();
		const { timeLimitMs } = extent;
		const text = await output(...within(client, command, ...args(host, ports.list)), { timeLimitMs, signal });
		const elapsedMs = performance.now() - start;
		return { elapsedMs, ...judge(read(text), { open, mayBeOpen: open, impossible }) };
	});
}

/** The scanner, reading the ports that are open on IPv6 only; IPv4 has no closed ones there, and IPv6 no filtered ones. */
function readingDifferences(scanner: Scanner): Scanner {
	return {
		...scanner,
		read: (text): Reading => {
			const report: Report = JSON.parse(text);
			const differences = report.hosts.flatMap((host) => host.differences);
			const addresses = report.hosts.flatMap((host) => host.addresses);
			const count = (family: Family, state: PortState) =>
				addresses.find((address) => address.family === family)?.counts[state] ?? null;
			return {
				open: differences.filter(({ ipv4, ipv6 }) => ipv4 === 'filtered' && ipv6 === 'open').map(({ port }) => port),
				closed: count(4, 'closed'),
				filtered: count(6, 'filtered'),
				undecided: addresses.reduce((sum, { counts }) => sum + counts.undecided, 0),
			};
		},
	};
}

/** How many ms between two errors to one address, and how many errors a second: what `reject` depends on. */
async function icmpLimits({ target }: Network): Promise<string> {
	const limits = ['icmp_ratelimit', 'icmp_msgs_per_sec'].map((limit) => `/proc/sys/net/ipv4/${limit}`);
	return (await output(...within(target, 'cat', ...limits))).trim().split('\n').join(' and ');
}

function doubtsOf(unasked: Drops, limits: string): readonly string[] {
	const lost = Object.entries(unasked)
		.filter(([, packets]) => packets > 0)
		.map(([where, packets]) => `${packets} packets were lost that should not have been (${where})`);
	return limits === '1000 and 1000' ? lost : [...lost, `the kernel's ICMP limits are not the default, but ${limits}`];
}
