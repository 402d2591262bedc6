import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, type HostCase, hosts, mutes } from './properties/hosts.ts';
import { changingLines, limitedLines, type NetworkCase, networks, steadyLines } from './properties/networks.ts';
import { type Objections, property } from './properties/property.ts';
import { attempt, type Trial, type Verdicts } from './properties/trial.ts';
import { somethingAnswers } from './properties/truth.ts';

const onSteadyLines = trials(steadyLines, hosts, 2);
const onLimitedLines = trials(limitedLines, hosts, 4);
const onChangingLines = trials(changingLines, hosts, 2);
const ofMutes = trials(networks, mutes, 1);
const large = chosen(networks, ['a LAN', '5 % loss each way', 'a policer of 2,000 packets a second']).flatMap(
	(network) =>
		chosen(hosts, ['a few open ports, the rest drops', 'half drops, the rest is closed, a few are open']).map((host) =>
			attempt(network, host, 1, { ports: 6000 }),
		),
);
const onWorkingLines = [...onSteadyLines, ...onLimitedLines, ...large];
const all = [...onWorkingLines, ...onChangingLines, ...ofMutes];

test('there are more than a thousand scans to judge', () => {
	assert.ok(all.length > 1000, String(all.length));
});

property('every port gets a state, and no other does', all, ({ truth, found }) => ({
	forgotten: [...truth.keys()].filter((port) => !found.states.has(port)),
	invented: [...found.states.keys()].filter((port) => !truth.has(port)),
}));

property('no port is told twice to be open, and every address is said once to be scanned', all, ({ found }) => ({
	'told twice': found.opened.filter((port, index) => found.opened.indexOf(port) !== index),
	'times scanned': found.timesEnded === 1 ? [] : [found.timesEnded],
}));

property(
	'a line that loses much is not taken, for minutes, for one with a limit because nothing was lost for a moment',
	trials(
		Object.fromEntries(chosen(networks, ['15 % loss each way'])),
		Object.fromEntries(chosen(hosts, ['a few closed ports, the rest drops'])),
		6,
	),
	({ elapsedMs }) => ({ milliseconds: elapsedMs < 60_000 ? [] : [elapsedMs] }),
);

property('every scan ends, within minutes', all, ({ elapsedMs }) => ({
	milliseconds: elapsedMs < 600_000 ? [] : [elapsedMs],
}));

// Twelve count at most; those that drowned above a limit don't.
property('attempts are bounded: two dozen a port, and some to listen to the line', all, ({ truth, attempts }) => ({
	attempts: attempts <= 24 * truth.size + 300 ? [] : [attempts],
}));

property(
	'hardly a scan makes more than a dozen attempts a port',
	all,
	({ truth, attempts }) => ({ attempts: attempts <= 12 * truth.size + 300 ? [] : [attempts] }),
	all.length / 100,
);

property(
	'an open port is never called closed, a closed one never open, and one that gives no answer neither',
	all,
	(trial) =>
		among(trial, [
			'open > closed',
			'closed > open',
			'drop > open',
			'drop > closed',
			'reject > open',
			'reject > closed',
			'unreachable > open',
		]),
);

property('where the path works, no port that answers is left undecided', onWorkingLines, (trial) =>
	among(trial, ['open > undecided', 'closed > undecided']),
);

property('where the path works, what gives no answer is filtered', onWorkingLines, (trial) =>
	among(trial, ['drop > undecided', 'reject > undecided']),
);

property('where nothing answers, or nothing but refusals on the way, every port is undecided', ofMutes, (trial) =>
	among(trial, ['drop > filtered', 'reject > filtered']),
);

property(
	'on a steady line hardly a port that was refused on the way is not told to have been',
	onSteadyLines,
	(trial) => {
		const { host, truth, found } = trial;
		const refused = [...truth].filter(([, behaviour]) => behaviour === 'reject').map(([port]) => port);
		const untold = refused.filter((port) => !found.rejected.has(port));
		return { 'not told': host.icmpLimit === undefined && untold.length > onePercent(refused.length) ? untold : [] };
	},
);

property(
	'a firewall that refuses with port-unreachable, at the rate at which Linux does, is not taken for closed ports',
	onWorkingLines.filter(({ host }) => host.icmpLimit !== undefined),
	(trial) => among(trial, ['unreachable > closed']),
);

test('where the path works, no scan calls more than one in a hundred closed ports filtered', () => {
	const wrong = onWorkingLines.filter(({ verdicts }) => {
		const { 'closed > filtered': wrong = [], 'closed > closed': right = [] } = verdicts;
		return wrong.length > onePercent(wrong.length + right.length);
	});
	assert.ok(
		wrong.length === 0,
		`${wrong.length} of ${onWorkingLines.length}: ${wrong.map(({ name }) => `'${name}'`).join(', ')}`,
	);
});

property(
	'a host that drops a few ports and refuses the others is not taken for one that rations refusals, however long the way',
	trials(
		Object.fromEntries(chosen(networks, ['a satellite'])),
		Object.fromEntries(chosen(hosts, ['a few ports drop, the rest is closed'])),
		8,
	),
	({ found }) => ({ rationed: found.circumstances.rejectsSparingly ? [found.states.size] : [] }),
);

test('of all closed ports, less than one in a thousand is called filtered', () => {
	const [wrong, right] = (['closed > filtered', 'closed > closed'] as const).map((kind) =>
		onWorkingLines.reduce((sum, { verdicts }) => sum + (verdicts[kind]?.length ?? 0), 0),
	);
	assert.ok((wrong ?? 0) < (right ?? 0) / 1000, `${wrong} beside ${right}`);
});

test('of the scans that claim to have missed nothing, to one in a thousand, hardly one has', () => {
	const claiming = all.filter(({ found }) => (found.network?.missProbability ?? 1) < 0.001);
	const missing = claiming.filter(({ verdicts }) => verdicts['open > filtered']);
	assert.ok(claiming.length > 500, String(claiming.length));
	assert.ok(
		missing.length <= 1,
		`${missing.length} of ${claiming.length}: ${missing.map(({ name }) => `'${name}'`).join(', ')}`,
	);
});

test('no more scans have missed an open port than they think likely', () => {
	const claimed = all.reduce((sum, { found }) => sum + (found.network?.missProbability ?? 0), 0);
	const missing = all.filter(({ verdicts }) => verdicts['open > filtered']);
	assert.ok(
		missing.length <= claimed + 3 * Math.sqrt(claimed) + 1,
		`${missing.length} of ${all.length}, ${claimed} thought likely: ${missing.map(({ name }) => `'${name}'`).join(', ')}`,
	);
});

property(
	'on a steady line with up to a tenth of loss each way, the chance of a miss is known to be small',
	onSteadyLines.filter(({ network, truth }) => trueLoss(network) < 0.2 && somethingAnswers(truth)),
	({ found }) => ({
		'chance of a miss': (found.network?.missProbability ?? 1) < 0.001 ? [] : [found.network?.missProbability ?? 1],
	}),
);

property('on a steady line the measured loss is near the true loss', onSteadyLines.filter(answersAll), lossIsRight);

const besideRations = onSteadyLines.filter((trial) => !answersAll(trial));

// A ration that looks like the loss of the line, beside much of that, may not be noticed.
property('a ration of refusals is hardly ever taken for loss', besideRations, lossIsRight, besideRations.length / 20);

function lossIsRight(trial: Trial): Objections {
	const { network, truth, found } = trial;
	const measured = found.network?.loss ?? Number.NaN;
	const loss = trueLoss(network);
	// Where refusals are rationed, only open ports tell the loss.
	const telling = answersAll(trial) ? ['open', 'closed'] : ['open'];
	const asked = [...truth]
		.filter(([, behaviour]) => telling.includes(behaviour))
		.reduce((sum, [port]) => sum + (found.attempts.get(port) ?? 0), 0);
	const deviation = Math.sqrt(Math.max(0.01, loss * (1 - loss)) / asked);
	return { 'measured loss': Math.abs(measured - loss) < 0.03 + 0.2 * loss + 3.5 * deviation ? [] : [measured] };
}

/** Whether the host sends as many refusals as there are to send. */
function answersAll({ host }: Pick<Trial, 'host'>): boolean {
	return host.icmpLimit === undefined && host.rstLimit === undefined;
}

/** So many of `count` may be wrong by chance. */
function onePercent(count: number): number {
	return Math.max(1, count / 100);
}

function trials(
	networks: Readonly<Record<string, NetworkCase>>,
	hosts: Readonly<Record<string, HostCase>>,
	seeds: number,
): Trial[] {
	return Object.entries(networks).flatMap((network) =>
		Object.entries(hosts).flatMap((host) =>
			Array.from({ length: seeds }, (_, index) => attempt(network, host, index + 1)),
		),
	);
}

function among({ verdicts }: Trial, kinds: readonly (keyof Verdicts)[]): Readonly<Record<string, readonly number[]>> {
	return Object.fromEntries(kinds.map((kind) => [kind, verdicts[kind] ?? []]));
}

function trueLoss({ loss = 0, there, back }: NetworkCase): number {
	return 1 - (1 - (there?.loss ?? loss)) * (1 - (back?.loss ?? loss));
}
