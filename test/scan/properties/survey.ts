/**
 * Scans every host over every simulated network with these seeds (1 to 3 unless told otherwise), and says in a few
 * lines how fast and how right that was: for comparing one way of pacing with another.
 *
 *     node --import tsx test/scan/properties/survey.ts 1-6
 */
import { simulate } from '../../network/simulate.ts';
import { kinds, many, ofKind, doors as sharedDoors } from './addresses.ts';
import { hosts, mutes } from './hosts.ts';
import { networks } from './networks.ts';
import { attempt, type Trial } from './trial.ts';
import { scanTwentyDoors } from './twenty-doors.ts';

const [from = 1, to = from] = (process.argv[2] ?? '1-3').split('-').map(Number);
const seeds = Array.from({ length: to - from + 1 }, (_, index) => from + index);

overAll(
	seeds.flatMap((seed) =>
		Object.entries(networks).flatMap((network) =>
			Object.entries({ ...hosts, ...mutes }).map((host) => attempt(network, host, seed)),
		),
	),
);
for (const [perSecond, burst, ports] of [
	[200, 20, 400],
	[500, 50, 1000],
	[500, 250, 1000],
	[1000, 20, 2000],
	[2000, 100, 10_000],
	[5000, 100, 20_000],
] as const) {
	policed(perSecond, burst, ports);
}
sharedByMany();

function overAll(trials: readonly Trial[]): void {
	const minutes = sum(trials.map(({ elapsedMs }) => elapsedMs)) / 60_000;
	const many = (attempts: number) =>
		trials.filter((trial) => trial.attempts > attempts * trial.truth.size + 300).length;
	const chances = trials.map(({ found }) => found.network?.missProbability ?? 0);
	say(
		`${trials.length} scans: ${minutes.toFixed(1)} simulated minutes, ${sum(trials.map((trial) => trial.attempts))} attempts`,
	);
	say(`scans with more than 12 attempts a port: ${many(12)}, with more than 18: ${many(18)}`);
	say(
		`scans that missed an open port: ${thoseWith(trials, 'open > filtered').length}, thought likely: ${sum(chances).toFixed(2)}`,
	);
	for (const kind of ['closed > filtered', 'open > closed', 'open > undecided', 'drop > undecided'] as const) {
		const ports = sum(trials.map(({ verdicts }) => verdicts[kind]?.length ?? 0));
		if (ports > 0) say(`${kind}: ${ports} ports in ${thoseWith(trials, kind).length} scans`);
	}
}

function policed(perSecond: number, burst: number, count: number): void {
	const network = { jitterMs: 1, there: { policer: { perSecond, burst } } };
	const found = Array.from({ length: 5 * seeds.length }, (_, index) =>
		scanTwentyDoors(count, 'drop', network, from + 1000 * index),
	);
	const scans = found.map(({ simulation }) => simulation);
	const times = scans.map(({ elapsedMs }) => elapsedMs / (1000 * (count / perSecond))).sort((a, b) => a - b);
	const missed = sum(found.map(({ doors, simulation }) => doors.size - simulation.first.opened.length));
	const attempts = sum(scans.map(({ dialled }) => dialled.length)) / scans.length / count;
	say(
		`policer ${perSecond}/s, burst ${burst}, ${count} ports: ${times[times.length >> 1]?.toFixed(2)} passes at its limit ` +
			`(${times[0]?.toFixed(2)} to ${times.at(-1)?.toFixed(2)}), ${attempts.toFixed(2)} attempts a port, ${missed} missed`,
	);
}

function sharedByMany(): void {
	const access = { there: { policer: { perSecond: 600, burst: 100 } } };
	const found = seeds.flatMap((seed) => {
		const simulation = simulate(many(24, 120, { access, seed }));
		return kinds
			.filter((kind) => kind !== 'silent')
			.flatMap((kind) => ofKind(simulation, kind).map((scanned) => ({ kind, scanned })));
	});
	const missed = sum(
		found.map(({ scanned }) => [...sharedDoors].filter((port) => scanned.states.get(port) !== 'open').length),
	);
	const wrong = found.filter(({ kind, scanned }) => {
		const right = kind === 'dropping' ? 'filtered' : 'closed';
		return (
			[...scanned.states].filter(([port, state]) => !sharedDoors.has(port) && state !== right).length >
			scanned.states.size / 2
		);
	});
	say(
		`${found.length} addresses behind one policer of 600/s: ${missed} open ports missed, ${wrong.length} addresses wrong on the whole`,
	);
}

function thoseWith(trials: readonly Trial[], kind: keyof Trial['verdicts']): readonly Trial[] {
	return trials.filter(({ verdicts }) => verdicts[kind] !== undefined);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
