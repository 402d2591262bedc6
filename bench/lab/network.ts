import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isInstalled, output } from '../command.ts';
import { type Drops, dropsSince, kernelDrops } from './drops.ts';
import { type Firewalls, ruleset } from './firewall.ts';
import { joinNamespaces, type Line, type LinkCounts } from './link.ts';
import { addNamespace, namespaceOf, removeAbandoned, removeNamespace, within } from './namespace.ts';

/** Where the target is: addresses for documentation (RFC 5737, RFC 3849) and a name for tests (RFC 6761). */
export const target = { ipv4: '192.0.2.2', ipv6: '2001:db8::2', name: 'target.test' } as const;
/** Where scanners are. */
export const client = { ipv4: '192.0.2.1', ipv6: '2001:db8::1' } as const;

/** The target's TCP ports: doors as they are found on servers, and some that nobody would think of. */
export const openPorts: readonly number[] = [
	22, 25, 61, 80, 143, 271, 443, 498, 672, 941, 3306, 5432, 6379, 8080, 9200, 20_022, 27_017, 33_333, 47_811, 60_123,
];

/** A network of the lab. */
export interface Conditions {
	readonly line: Line;
	readonly firewalls: Firewalls;
	/** The open ports that the firewall lets through on IPv4 (all of them). */
	readonly ipv4Ports?: readonly number[];
}

/** A network while it is there: the names of its namespaces. */
export interface Network {
	readonly client: string;
	readonly target: string;
}

/** Somebody wanted an end: Ctrl+C, or another signal. */
export class InterruptedError extends Error {
	readonly signal: NodeJS.Signals;

	constructor(signal: NodeJS.Signals) {
		super(`ended by ${signal}`);
		this.signal = signal;
	}
}

/** What `withNetwork` gives: what was made of the network, and what the network made of the packets. */
export interface Used<T> {
	readonly result: T;
	readonly counts: LinkCounts;
	/** All 0 where all is well. */
	readonly unasked: Drops;
}

/**
 * Builds a network of its own for as long as `use` takes: two namespaces, the line between them, the target with its open
 * ports behind its firewall. Takes everything away again, whatever goes wrong; on Ctrl+C it aborts the signal, and rejects
 * with an `InterruptedError` once all is gone. What a killed process left, the next one takes away. Needs root, iproute2,
 * nftables and a C compiler, and says so where one is missing.
 */
export async function withNetwork<T>(
	conditions: Conditions,
	use: (network: Network, signal: AbortSignal) => Promise<T>,
): Promise<Used<T>> {
	await requireTools();
	await removeAbandoned();
	const network = { client: namespaceOf('client'), target: namespaceOf('target') };
	const interrupted = new AbortController();
	const interrupt = (signal: NodeJS.Signals) => interrupted.abort(new InterruptedError(signal));
	for (const signal of signals) process.on(signal, interrupt);
	const ends: (() => Promise<unknown>)[] = [];
	try {
		await addNamespace(network.client, [
			[target.ipv4, target.name],
			[target.ipv6, target.name],
		]);
		await addNamespace(network.target, []);
		const link = await joinNamespaces(fileOf(network.client), fileOf(network.target), conditions.line);
		ends.push(link.cut);
		await configure(network.client, client);
		await configure(network.target, target);
		await setUpFirewall(network.target, conditions);
		ends.push(await startTarget(network.target));

		const before = await kernelDrops(network.client, network.target);
		const result = await use(network, interrupted.signal);
		const now = await kernelDrops(network.client, network.target);
		const counts = await link.cut();
		return { result, counts, unasked: dropsSince(before, now, counts) };
	} catch (error) {
		throw interrupted.signal.aborted ? interrupted.signal.reason : error;
	} finally {
		await Promise.allSettled(ends.map((end) => end()));
		await removeNamespace(network.client);
		await removeNamespace(network.target);
		for (const signal of signals) process.off(signal, interrupt);
	}
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Throws an error that says what is missing where this process can't make a network. */
export async function requireTools(): Promise<void> {
	if (process.getuid?.() !== 0) {
		throw new Error('the lab makes network namespaces, which needs root');
	}
	for (const [tool, origin] of Object.entries(tools)) {
		if (!(await isInstalled(tool))) {
			throw new Error(`the lab needs ${tool} (${origin}): it is not on the PATH`);
		}
	}
}

const tools = { ip: 'iproute2', nstat: 'iproute2', nft: 'nftables', cc: 'a C compiler' };

/** Addresses, a route, and a queue so long that only the line loses packets. */
async function configure(namespace: string, { ipv4, ipv6 }: typeof client | typeof target): Promise<void> {
	const commands = [
		'link set dev lo up',
		'link set dev link addrgenmode none txqueuelen 100000 up',
		`address add ${ipv4}/32 dev link`,
		`address add ${ipv6}/128 dev link nodad`,
		`route add 0.0.0.0/0 dev link src ${ipv4}`,
		`route add ::/0 dev link src ${ipv6}`,
	];
	await output('ip', ['-n', namespace, '-batch', '-'], { input: `${commands.join('\n')}\n` });
}

async function setUpFirewall(namespace: string, { firewalls, ipv4Ports = openPorts }: Conditions): Promise<void> {
	const rules = ruleset(firewalls, { ipv4: ipv4Ports, ipv6: openPorts });
	await output(...within(namespace, 'nft', '-f', '-'), { input: rules });
}

/** Runs the program behind the firewall until it is told to end, and no longer than this process. */
function startTarget(namespace: string): Promise<() => Promise<void>> {
	return startWithin(namespace, 'target.ts', openPorts.map(String));
}

/**
 * Runs a program of this folder in a namespace, no longer than this process; resolves, when it prints something, to what
 * ends it.
 */
export async function startWithin(
	namespace: string,
	file: string,
	args: readonly string[],
): Promise<() => Promise<void>> {
	const program = fileURLToPath(new URL(file, import.meta.url));
	const child = spawn(...within(namespace, process.execPath, ...process.execArgv, program, ...args), {
		stdio: 'pipe',
	});
	let errors = '';
	child.stderr.on('data', (text) => (errors += text));
	child.stdin.on('error', () => {});
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));

	await new Promise<void>((resolve, reject) => {
		child.stdout.once('data', () => resolve());
		child.once('error', reject);
		child.once('close', () => reject(new Error(`${file} did not start: ${errors.trim()}`)));
	});
	return async () => {
		child.stdin.end();
		await ended;
	};
}

function fileOf(namespace: string): string {
	return `/run/netns/${namespace}`;
}
