import type { Report } from '../source/model.ts';
import { output } from './command.ts';
import { median, seconds } from './figures.ts';
import { within } from './lab/namespace.ts';
import { startWithin, target, withNetwork } from './lab/network.ts';
import type { Row } from './measurement.ts';
import { program } from './program.ts';

/** Services of all kinds, as they are met on servers. */
const ports = [
	...[21, 22, 25, 53, 80, 88, 110, 111, 143, 389, 443, 587, 631, 636, 873, 993, 995, 1080],
	...[1883, 2379, 3128, 3306, 3389, 3690, 4222, 5222, 5432, 5900, 6379, 11_211],
];
const runs = 5;
const goalMs = 3000;

/** Checks a server of the lab with a real service behind each of these ports, over a line like a LAN's. As root. */
export async function doors(): Promise<readonly Row[]> {
	const conditions = { line: { rttMs: 1, loss: 0 }, firewalls: { ipv4: 'none', ipv6: 'none' } } as const;
	const { result } = await withNetwork(conditions, async (network, signal) => {
		const stop = await startWithin(network.target, 'services.ts', [target.ipv4, ...ports.map(String)]);
		try {
			const checks: { readonly report: Report; readonly ms: number }[] = [];
			for (let run = 0; run < runs; run++) {
				const args = [program, target.ipv4, '-p', ports.join(','), '--format', 'json'];
				const start = performance.now();
				const text = await output(...within(network.client, process.execPath, ...args), { signal });
				checks.push({ report: JSON.parse(text), ms: performance.now() - start });
			}
			return checks;
		} finally {
			await stop();
		}
	});
	const times = result.map(({ ms }) => ms);
	return [
		{
			what: `A check of ${ports.length} services on a LAN`,
			doorcheck: seconds(times),
			goal: { text: `≤ ${goalMs / 1000} s`, met: median(times) <= goalMs },
			note: `median of ${runs} whole commands, 1 ms round trip; named by what they answered: ${result.map(confirmed).join(', ')}`,
		},
	];
}

function confirmed({ report }: { readonly report: Report }): number {
	const findings = report.hosts.flatMap((host) => host.findings);
	return findings.filter(({ service }) => service.confidence === 'confirmed').length;
}
