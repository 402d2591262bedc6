import { output } from './command.ts';
import { type Extent, isWanted } from './measurement.ts';
import { withOpenDoors } from './program.ts';
import type { ScanRow } from './scan-row.ts';
import { atDefault, atMaximum, masscan, type Scanner } from './scanners.ts';
import { byTurns, judge, type Truth } from './series.ts';

/** Every TCP port of this machine, over loopback, where most of them refuse at once. Needs no root. */
export async function* loopback(extent: Extent, others: readonly Scanner[]): AsyncGenerator<ScanRow> {
	if (!isWanted(network, ports, extent)) {
		return;
	}
	process.stderr.write(`${network}, ${ports} ports\n`);
	// masscan sends its packets past the kernel, and loopback is inside it.
	const scanners = [atMaximum, atDefault, ...others.filter((scanner) => scanner !== masscan)];
	const series = await withOpenDoors(() =>
		byTurns(
			scanners,
			extent,
			() => true,
			async ({ command, args, read }) => {
				const before = await listeners();
				const start = performance.now();
				const text = await output(command, args('127.0.0.1', '1-65535'), { timeLimitMs: extent.timeLimitMs });
				const elapsedMs = performance.now() - start;
				return { elapsedMs, ...judge(read(text), truth(before, await listeners())) };
			},
		),
	);
	yield { network, ports, series, goal: { ofNmap: 0.9 }, doubts: [] };
}

const network = 'loopback, closed';
const ports = '65,535';

/** What had a listener all the time must be found; what had one before or after may be. */
function truth(before: ReadonlySet<number>, after: ReadonlySet<number>): Truth {
	return {
		open: [...before].filter((port) => after.has(port)),
		mayBeOpen: [...before, ...after],
		impossible: ['filtered'],
	};
}

/** The TCP ports that something listens on and that 127.0.0.1 reaches. */
async function listeners(): Promise<ReadonlySet<number>> {
	const addresses = (await output('ss', ['-Htln'])).split('\n').map((line) => line.split(/\s+/)[3] ?? '');
	const ports = addresses.map((address) => /^(?:127\.0\.0\.1|0\.0\.0\.0|\*)(?:%\w+)?:(\d+)$/.exec(address)?.[1]);
	return new Set(ports.filter((port) => port !== undefined).map(Number));
}
