import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HostCase, hosts, mutes } from './properties/hosts.ts';
import { changingLines, limitedLines, type NetworkCase, steadyLines } from './properties/networks.ts';
import { property } from './properties/property.ts';
import { attempt, type Trial, type Verdicts } from './properties/trial.ts';
import { somethingAnswers } from './properties/truth.ts';

const onSteadyLines = trials(steadyLines, hosts, 3);
const onLimitedLines = trials(limitedLines, hosts, 2);
const onChangingLines = trials(changingLines, hosts, 2);
const ofMutes = trials({ ...steadyLines, ...limitedLines, ...changingLines }, mutes, 1);
const onWorkingLines = [...onSteadyLines, ...onLimitedLines];
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

property('every scan ends, within minutes', all, ({ elapsedMs }) => ({
	milliseconds: elapsedMs < 600_000 ? [] : [elapsedMs],
}));

property('attempts are bounded: a dozen a port, and some to listen to the line', all, ({ truth, attempts }) => ({
	attempts: attempts <= 12 * truth.size + 300 ? [] : [attempts],
}));

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
	'what was refused on the way is told to have been, if refusals are not rationed',
	onSteadyLines,
	({ host, truth, found }) => ({
		'not told':
			host.icmpLimit === undefined
				? [...truth]
						.filter(([port, behaviour]) => behaviour === 'reject' && !found.rejected.has(port))
						.map(([port]) => port)
				: [],
	}),
);

property(
	'a firewall that refuses with port-unreachable, at the rate at which Linux does, is not taken for closed ports',
	onWorkingLines.filter(({ host }) => host.icmpLimit !== undefined),
	(trial) => among(trial, ['unreachable > closed']),
);

test('a port that answers is called filtered no more often than claimed', () => {
	const closed = onWorkingLines.reduce((sum, { verdicts }) => sum + (verdicts['closed > closed']?.length ?? 0), 0);
	const filtered = onWorkingLines.filter(({ verdicts }) => verdicts['closed > filtered']);
	const ports = filtered.reduce((sum, { verdicts }) => sum + (verdicts['closed > filtered']?.length ?? 0), 0);
	assert.ok(ports < closed / 1000, `${ports} of ${closed}: ${filtered.map(({ name }) => `'${name}'`).join(', ')}`);
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

property('on a steady line the measured loss is near the true loss', onSteadyLines, ({ network, found }) => {
	const loss = found.network?.loss ?? Number.NaN;
	return { 'measured loss': Math.abs(loss - trueLoss(network)) < 0.1 ? [] : [loss] };
});

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
