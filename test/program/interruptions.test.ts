import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { output } from '../../bench/command.ts';
import { within } from '../../bench/lab/namespace.ts';
import { client, openPorts, requireTools, target, withNetwork } from '../../bench/lab/network.ts';
import type { Report } from '../../source/model.ts';
import { program } from './run.ts';

const ports = 3000;
const doors = openPorts.filter((port) => port <= ports);

/** What happens to a scan in its middle, and is over after a while. */
interface Interruption {
	readonly name: string;
	readonly begin: (namespace: string, scan: ChildProcess) => Promise<unknown>;
	readonly end: (namespace: string, scan: ChildProcess) => Promise<unknown>;
}

const interruptions: readonly Interruption[] = [
	{
		name: "this machine's interface goes down and comes back",
		begin: (namespace) => output('ip', ['-n', namespace, 'link', 'set', 'dev', 'link', 'down']),
		end: async (namespace) => {
			await output('ip', ['-n', namespace, 'link', 'set', 'dev', 'link', 'up']);
			await output('ip', ['-n', namespace, 'route', 'add', '0.0.0.0/0', 'dev', 'link', 'src', client.ipv4]);
		},
	},
	{
		name: 'the process is stopped and continued',
		begin: async (_, scan) => scan.kill('SIGSTOP'),
		end: async (_, scan) => scan.kill('SIGCONT'),
	},
	{
		name: 'the target drops everything for a while',
		begin: (namespace) => nft(namespace, blockAll),
		end: (namespace) => nft(namespace, 'delete table inet block'),
	},
];

const blockAll = `table inet block {
	chain input { type filter hook input priority -200; policy drop; }
}`;

/** Changes the target's firewall; `namespace` is the client's. */
function nft(namespace: string, input: string): Promise<unknown> {
	return output(...within(namespace.replace('client', 'target'), 'nft', '-f', '-'), { input: `${input}\n` });
}

const missing = await requireTools().then(
	() => false as const,
	(error: Error) => error.message,
);

describe('a scan over a real network', { skip: missing }, () => {
	for (const { name, begin, end } of interruptions) {
		test(`in whose middle ${name} ends with the right states`, { timeout: 120_000 }, async () => {
			const line = { rttMs: 40, loss: 0 };
			const { result } = await withNetwork({ line, firewalls: { ipv4: 'drop', ipv6: 'drop' } }, async (network) => {
				const args = [target.ipv4, '-p', `1-${ports}`, '--rate', '1500', '--no-identify', '--format', 'json'];
				const scan = spawn(...within(network.client, process.execPath, program, ...args), {
					stdio: ['ignore', 'pipe', 'inherit'],
				});
				const report = textOf(scan);
				await sleep(1200);
				await begin(network.client, scan);
				await sleep(1500);
				await end(network.client, scan);
				return JSON.parse(await report) as Report;
			});
			const [host] = result.hosts;
			const found = host?.findings.filter(({ state }) => state === 'open').map(({ port }) => port);
			assert.deepEqual(
				found?.sort((a, b) => a - b),
				doors,
			);
			const { counts, notes } = host?.addresses[0] ?? {};
			assert.deepEqual(
				counts,
				{
					open: doors.length,
					closed: 0,
					filtered: ports - doors.length,
					'open|filtered': 0,
					undecided: 0,
				},
				notes?.join('\n'),
			);
			assert.equal(result.complete, true);
		});
	}
});

async function textOf({ stdout }: ChildProcess): Promise<string> {
	let text = '';
	for await (const chunk of stdout ?? []) text += chunk;
	return text;
}
