/**
 * Runs a command on a network of the lab, to try something by hand:
 *
 *   node --import tsx bench/lab/lab.ts --rtt 50 --loss 1 --firewall drop -- node bin/doorcheck.js 192.0.2.2 -p all
 *
 * Says where the target is and which ports are open there, and, when the command has ended, what became of the packets.
 * Ends with the command's exit code. Needs root.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import { type Firewall, refusals } from './firewall.ts';
import type { DirectionCounts } from './link.ts';
import { within } from './namespace.ts';
import { type Conditions, type Network, openPorts, target, withNetwork } from './network.ts';

const usage = `usage: node --import tsx bench/lab/lab.ts [options] -- COMMAND [ARGUMENT ...]
  --rtt MS             round-trip time (0)
  --loss PERCENT       packets lost in each direction (0)
  --police RATE/BURST  packets let through towards the target: so many a second, so many at once (all)
  --firewall WHAT      what becomes of ports that are not let through: ${firewallNames().join(', ')} (none)
  --firewall6 WHAT     the same for IPv6, where it differs
  --allow PORT,...     the ports that the firewall lets through on IPv4 (all that are open)
  --seed N             another seed loses other packets (1)
`;

const conditions = conditionsOf(process.argv.slice(2));
if (conditions === null) {
	process.stderr.write(usage);
	process.exitCode = 2;
} else {
	try {
		await runIn(conditions.conditions, conditions.command);
	} catch (error) {
		process.stderr.write(`lab: ${error instanceof Error ? error.message : error}\n`);
		process.exitCode = 3;
	}
}

async function runIn(conditions: Conditions, command: readonly [string, ...string[]]): Promise<void> {
	const { counts, unasked } = await withNetwork(conditions, async (network, signal) => {
		say(`target ${target.ipv4}, ${target.ipv6} or ${target.name}; open TCP ports ${openPorts.join(',')}`);
		say(`to look at it meanwhile: ip netns exec ${network.client} sh, ip netns exec ${network.target} sh`);
		process.exitCode = await exitCodeOf(network, command, signal);
	});
	say(`to the target: ${described(counts.toTarget)}`);
	say(`to the client: ${described(counts.toClient)}`);
	for (const [where, packets] of Object.entries(unasked).filter(([, packets]) => packets > 0)) {
		say(`dropped without being asked to: ${packets} packets, ${where}`);
	}
}

async function exitCodeOf(
	network: Network,
	[program, ...args]: readonly [string, ...string[]],
	signal: AbortSignal,
): Promise<number> {
	const child = spawn(...within(network.client, program, ...args), { stdio: 'inherit' });
	// Ctrl+C reaches the command by itself.
	signal.addEventListener('abort', () => signal.reason.signal !== 'SIGINT' && child.kill());
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, name) => resolve(code ?? 128 + constants.signals[name ?? 'SIGTERM']));
	});
}

function described(counts: DirectionCounts): string {
	return Object.entries(counts)
		.map(([what, packets]) => `${packets} ${what}`)
		.join(', ');
}

function say(text: string): void {
	process.stderr.write(`lab: ${text}\n`);
}

/** Null where the command line makes no sense. */
function conditionsOf(
	argv: readonly string[],
): { readonly conditions: Conditions; readonly command: readonly [string, ...string[]] } | null {
	const end = argv.indexOf('--');
	const [program, ...args] = end < 0 ? [] : argv.slice(end + 1);
	const text = { type: 'string' } as const;
	const options = { rtt: text, loss: text, police: text, firewall: text, firewall6: text, allow: text, seed: text };
	let values: Partial<Record<keyof typeof options, string>>;
	try {
		({ values } = parseArgs({ args: argv.slice(0, Math.max(end, 0)), options }));
	} catch {
		return null;
	}
	const { rtt = '0', loss = '0', police, firewall = 'none', firewall6 = firewall, allow, seed = '1' } = values;
	const [rate, burst] = (police ?? '0/0').split('/').map(Number);
	const ports = allow?.split(',').map(Number);
	const figures = [Number(rtt), Number(loss), Number(seed), rate, burst, ...(ports ?? [])];
	if (program === undefined || !isFirewall(firewall) || !isFirewall(firewall6)) {
		return null;
	}
	if (rate === undefined || burst === undefined || !figures.every((figure) => figure !== undefined && figure >= 0)) {
		return null;
	}
	return {
		conditions: {
			line: {
				rttMs: Number(rtt),
				loss: Number(loss) / 100,
				seed: Number(seed),
				...(police !== undefined && { policer: { rate, burst } }),
			},
			firewalls: { ipv4: firewall, ipv6: firewall6 },
			...(ports && { ipv4Ports: ports }),
		},
		command: [program, ...args],
	};
}

function firewallNames(): readonly Firewall[] {
	return ['none', ...(Object.keys(refusals) as (keyof typeof refusals)[])];
}

function isFirewall(name: string): name is Firewall {
	return firewallNames().some((firewall) => firewall === name);
}
