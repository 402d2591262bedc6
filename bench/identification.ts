import { type Daemon, startDaemon, unavailable } from '../test/identify/daemon.ts';
import type { Expectation } from '../test/identify/daemon-case.ts';
import { daemonCases } from '../test/identify/daemon-cases.ts';
import { faultsOf, type Look, lookAt } from '../test/identify/look.ts';
import { milliseconds } from './figures.ts';

export const identificationHeadings = [
	...['daemon', 'door', 'version', 'called', 'access', 'right'],
	...['connections: usual port, another', 'time: usual port, another'],
] as const;

/** Identifies the doors of every real server that the tests know how to start; one row of cells for each. */
export async function* identifications(): AsyncGenerator<readonly string[]> {
	for (const [name, { recipe, doors }] of await daemonCases()) {
		const missing = unavailable(recipe);
		if (missing) {
			yield [name, '', '', `not tried: ${missing}`, '', '', '', ''];
			continue;
		}
		const daemon = await startDaemon(name, recipe);
		try {
			for (const door of doors) yield await rowOf(name, door, daemon);
		} finally {
			await daemon.stop();
		}
	}
}

async function rowOf(name: string, expected: Expectation, daemon: Daemon): Promise<readonly string[]> {
	const { door, usualPort, protocol = 'tcp' } = expected;
	const looks = [await lookAt(daemon, expected, usualPort)];
	if (expected.protocol !== 'udp' && expected.connections.elsewhere !== undefined) {
		looks.push(await lookAt(daemon, expected));
	}
	const found = looks[0]?.found;
	return [
		name,
		`${door}, ${usualPort}/${protocol}`,
		daemon.version ?? '',
		found === undefined ? 'nothing' : [found.product ?? found.service, found.version].filter(Boolean).join(' '),
		found?.access ?? '',
		faults(looks, expected, daemon),
		looks.map(({ exchanges }) => exchanges).join(', '),
		looks.map(({ ms }) => milliseconds(ms)).join(', '),
	];
}

function faults(looks: readonly Look[], expected: Expectation, daemon: Daemon): string {
	const all = looks.flatMap(({ found }) => (found ? faultsOf(found, expected, daemon) : ['not identified']));
	return all.length === 0 ? 'yes' : `no: ${all.join('; ')}`;
}
