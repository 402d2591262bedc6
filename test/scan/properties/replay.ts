/**
 * Replays scans of the property tests, by the names that a failing test gives, and says what came of each port:
 *
 *     node --import tsx test/scan/properties/replay.ts '5 % loss each way / everything is closed / 2'
 *
 * A range of seeds (`/ 1-50`) and `*` for every network, or every host, look for more of the kind. Of those scans only
 * the ones with a port that isn't what it should be are told.
 */
import { hosts, mutes } from './hosts.ts';
import { networks } from './networks.ts';
import { attempt, type Trial } from './trial.ts';
import { expected } from './truth.ts';

for (const argument of process.argv.slice(2)) {
	const [network = '*', host = '*', seeds = '1'] = argument.split(' / ');
	const [from = 1, to = from] = seeds.split('-').map(Number);
	const single = network !== '*' && host !== '*' && from === to;
	for (const networkCase of chosen(networks, network)) {
		for (const hostCase of chosen({ ...hosts, ...mutes }, host)) {
			for (let seed = from; seed <= to; seed++) {
				const trial = attempt(networkCase, hostCase, seed);
				if (single || wrong(trial).length > 0) tell(trial);
			}
		}
	}
}

function chosen<Case>(cases: Readonly<Record<string, Case>>, name: string): [string, Case][] {
	return Object.entries(cases).filter(([key]) => name === '*' || key === name);
}

function wrong({ truth, found }: Trial): string[] {
	const counts = new Map<string, number[]>();
	for (const [port, behaviour] of truth) {
		const state = found.states.get(port) ?? 'forgotten';
		if (expected(behaviour, truth).some((right) => right === state)) continue;
		const kind = `${behaviour} but called ${state}`;
		counts.set(kind, [...(counts.get(kind) ?? []), port]);
	}
	return [...counts].map(
		([kind, ports]) =>
			`${kind}: ${ports.length} (${ports
				.slice(0, 8)
				.map((port) => `${port} asked ${found.attempts.get(port) ?? 0} times`)
				.join(', ')})`,
	);
}

function tell(trial: Trial): void {
	const { name, truth, found, elapsedMs, attempts, notes } = trial;
	const { rttMs, loss, missProbability } = found.network ?? {};
	const lines = [
		name,
		`${truth.size} ports, ${attempts} attempts, ${(elapsedMs / 1000).toFixed(1)} s`,
		`round trip ${rttMs?.toFixed(1)} ms, loss ${loss?.toFixed(3)}, chance of a miss ${missProbability?.toExponential(1)}`,
		JSON.stringify(found.circumstances),
		...notes,
		...wrong(trial),
	];
	process.stdout.write(`${lines.join('\n  ')}\n`);
}
