import { chosen, hosts } from './hosts.ts';
import { blocks, type Interruption, passing } from './interruptions.ts';
import { networks } from './networks.ts';
import { property } from './property.ts';
import { attempt, type Trial, wrongVerdicts } from './trial.ts';

const lines = chosen(networks, ['a LAN', 'a steady line', '5 % loss each way', 'a policer of 2,000 packets a second']);
const kinds = chosen(hosts, [
	'a few open ports, the rest drops',
	'a few open ports, the rest is closed',
	'a third each is open, drops, is closed',
	'some of everything',
]);
const blocked = interrupted(blocks);
const passed = interrupted(passing);
/** Where nothing was heard before a block, or no open port before one that refuses, there is nothing to compare with. */
const noticeable = blocked.filter(({ found, interruption }) =>
	interruption?.block?.how === 'refuse' ? found.opened.length > 0 : (found.network?.rttMs ?? null) !== null,
);

property('an interrupted scan ends soon, with a state for every port', [...blocked, ...passed], (trial) => ({
	milliseconds: trial.elapsedMs < 60_000 + interruptionMs(trial) ? [] : [trial.elapsedMs],
	forgotten: [...trial.truth.keys()].filter((port) => !trial.found.states.has(port)),
}));

property('once a host blocks us, ports are right or undecided', noticeable, (trial) =>
	Object.fromEntries(Object.entries(wrongVerdicts(trial)).filter(([kind]) => !kind.endsWith('undecided'))),
);

property(
	'what was asked only after a block is undecided, and the scan says that it lost the host',
	noticeable,
	({ found }) => {
		const { blockedSince = Number.POSITIVE_INFINITY } = found;
		const after = [...found.firstAsked].filter(([, at]) => at >= blockedSince).map(([port]) => port);
		return {
			decided: after.filter((port) => found.states.get(port) !== 'undecided'),
			'lost, but not told': after.length > 0 && found.circumstances.lost === undefined ? [after.length] : [],
		};
	},
);

const unchanged = (trial: Trial) =>
	Object.fromEntries(
		Object.entries(wrongVerdicts(trial)).filter(
			([kind, ports]) => kind.startsWith('open') || ports.length > trial.truth.size / 100,
		),
	);
/** Over a line with a limit much goes out at once when something has passed. */
const goesOutAtOnce = ({ network, interruption }: Trial) => {
	const { incidents = [], block, wakesAtMs } = interruption ?? {};
	const stood = wakesAtMs !== undefined || incidents.some(({ what }) => what === 'stopped') || block?.how === 'refuse';
	return network.there?.policer !== undefined && stood;
};

property(
	'what passes changes no result: every port is right, but for a few that the line itself may lose',
	passed.filter((trial) => !goesOutAtOnce(trial)),
	unchanged,
);

property(
	'what passes changes no result over a line with a limit either, where much goes out at once after it',
	passed.filter(goesOutAtOnce),
	unchanged,
);

property('what has passed is not told as a loss', passed, ({ found }) => ({
	lost: found.circumstances.lost === undefined ? [] : [found.endedAt],
}));

function interrupted(interruptions: Readonly<Record<string, Interruption>>): Trial[] {
	return Object.entries(interruptions).flatMap((interruption) =>
		lines.flatMap((line) => kinds.map((kind, index) => attempt(line, kind, index + 1, { interruption }))),
	);
}

/** How long what came in between lasted. */
function interruptionMs({ interruption: { incidents = [], block, roomyAtMs = 0, wakesAtMs = 0 } = {} }: Trial): number {
	return incidents.reduce((sum, { forMs }) => sum + forMs, 0) + (block?.forMs ?? 0) + roomyAtMs + wakesAtMs;
}
