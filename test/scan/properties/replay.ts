/**
 * Replays scans of the property tests, by the names that a failing test gives, and says what came of each port:
 *
 *     node --import tsx test/scan/properties/replay.ts '5 % loss each way / everything is closed / 2'
 *
 * A range of seeds (`/ 1-50`) and `*` for every network, host or interruption look for more of the kind. Of those scans
 * only the ones with a port that isn't what it should be are told.
 */
import { hosts, mutes } from './hosts.ts';
import { interruptions } from './interruptions.ts';
import { networks } from './networks.ts';
import { attempt, type Trial, wrongVerdicts } from './trial.ts';

for (const argument of process.argv.slice(2)) {
	const [network = '*', host = '*', seeds = '1', interruption] = argument.split(' / ');
	const [range = '1', count] = seeds.split(' of ');
	const [from = 1, to = from] = range.split('-').map(Number);
	const single = !argument.includes('*') && from === to;
	const interrupted = interruption === undefined ? [undefined] : chosen(interruptions, interruption);
	for (const networkCase of chosen(networks, network)) {
		for (const hostCase of chosen({ ...hosts, ...mutes }, host)) {
			for (const by of interrupted) {
				for (let seed = from; seed <= to; seed++) {
					const trial = attempt(networkCase, hostCase, seed, {
						...(by !== undefined && { interruption: by }),
						...(count !== undefined && { ports: Number.parseInt(count, 10) }),
					});
					if (single || wrong(trial).length > 0) tell(trial);
				}
			}
		}
	}
}

function chosen<Case>(cases: Readonly<Record<string, Case>>, name: string): [string, Case][] {
	return Object.entries(cases).filter(([key]) => name === '*' || key === name);
}

function wrong(trial: Trial): string[] {
	return Object.entries(wrongVerdicts(trial)).map(([kind, ports]) => {
		const some = ports.slice(0, 8).map((port) => `${port} asked ${trial.found.attempts.get(port) ?? 0} times`);
		return `${kind}: ${ports.length} (${some.join(', ')})`;
	});
}

function tell(trial: Trial): void {
	const { name, truth, found, elapsedMs, attempts, notes } = trial;
	const { rttMs, loss, missProbability } = found.network ?? {};
	const lines = [
		name,
		`${truth.size} ports, ${attempts} attempts, ${(elapsedMs / 1000).toFixed(1)} s`,
		`round trip ${rttMs?.toFixed(1)} ms, loss ${loss?.toFixed(3)}, chance of a miss ${missProbability?.toExponential(1)}`,
		JSON.stringify(found.circumstances),
		...(found.blockedSince === undefined ? [] : [`blocked since ${found.blockedSince.toFixed(0)} ms`]),
		...notes,
		...wrong(trial),
	];
	process.stdout.write(`${lines.join('\n  ')}\n`);
}
