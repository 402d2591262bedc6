import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { existsSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Launch, Recipe } from './daemon-case.ts';

/** A real server on loopback, a child of this process. */
export interface Daemon {
	/** The first of its ports. */
	readonly port: number;
	/** All of them, by name (`http`, `https`). */
	readonly ports: Readonly<Record<string, number>>;
	/** As its own program states it. */
	readonly version: string | undefined;
	/** Resolves once it takes connections (again: some close their port while somebody is connected). */
	ready(): Promise<void>;
	/** Ends it and removes its files. */
	stop(): Promise<void>;
}

/** Why a daemon can't be started here, for a test's `skip`; false when it can. */
export function unavailable(recipe: Recipe): string | false {
	const absent = recipe.needs.find((file) => !existsSync(file));
	if (absent) return `${absent} is not installed`;
	if (process.platform !== 'linux') return 'needs Linux';
	return recipe.needsRoot && process.getuid?.() !== 0 ? 'needs root' : false;
}

const running = new Set<{ kill(): void }>();
process.once('exit', () => {
	for (const daemon of running) daemon.kill();
});

/**
 * Starts a daemon on free ports of 127.0.0.1 and waits until it listens. It ends with `stop()`, and at the latest
 * with this process.
 *
 * @throws when it doesn't listen within two minutes or exits before; the message carries the end of its output.
 */
export async function startDaemon(name: string, recipe: Recipe): Promise<Daemon> {
	// Somebody else may take a port between choosing it and listening on it.
	return startOnce(name, recipe).catch(() => startOnce(name, recipe));
}

async function startOnce(name: string, recipe: Recipe): Promise<Daemon> {
	const version = versionOf(recipe);
	const directory = await mkdtemp(join(tmpdir(), `doorcheck-${name}-`));
	await chmod(directory, 0o755);
	const ports: Record<string, number> = {};
	for (const port of recipe.ports) ports[port] = await freePort();
	const children: ChildProcess[] = [];
	const killAll = (signal: NodeJS.Signals) => {
		for (const child of children.toReversed()) killGroup(child, signal);
	};
	const handle = {
		kill() {
			killAll('SIGKILL');
			rmSync(directory, { recursive: true, force: true });
		},
	};
	running.add(handle);
	const stop = async () => {
		killAll('SIGTERM');
		for (let waited = 0; children.some(isRunning) && waited < 5000; waited += 20) await sleep(20);
		handle.kill();
		running.delete(handle);
	};
	const listens = () => listening(ports, recipe.udpPorts ?? []);
	try {
		let output = '';
		for (const launch of await recipe.prepare({ directory, ports })) {
			const child = start(launch, directory);
			children.push(child);
			for (const stream of [child.stdout, child.stderr]) {
				stream?.on('data', (chunk: Buffer) => {
					// BIND says that it is ready, and then kilobytes of other things at once.
					output = (output + chunk).slice(-100_000);
				});
			}
			const ready = async () => {
				if (launch.readyFile) return existsSync(launch.readyFile);
				return launch.readyOutput?.test(output) ?? listens();
			};
			await waitFor(ready, [child], () => `${name} did not start:\n${output.slice(-2000)}`);
		}
	} catch (error) {
		await stop();
		throw error;
	}
	const port = Object.values(ports)[0];
	if (port === undefined) throw new Error(`${name} has no port`);
	const ready = () => waitFor(listens, [], () => `${name} does not listen`);
	return { port, ports, version, ready, stop };
}

function start({ command, args, user, env }: Launch, directory: string): ChildProcess {
	// The kernel ends it if this process is killed; `detached` gives it a process group, so that its own
	// children end with it.
	const asUser = user ? [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : [];
	return spawn('setpriv', ['--pdeathsig=TERM', ...asUser, command, ...args], {
		cwd: directory,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { PATH: process.env.PATH, HOME: directory, LC_ALL: 'C', TMPDIR: directory, ...env },
	});
}

function isRunning(child: ChildProcess): boolean {
	return child.exitCode === null && child.signalCode === null && child.pid !== undefined;
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The whole group is gone already.
	}
}

async function waitFor(
	ready: () => Promise<boolean>,
	children: readonly ChildProcess[],
	failure: () => string,
): Promise<void> {
	for (const child of children) child.once('error', () => {});
	for (let waited = 0; waited < 120_000; waited += 20) {
		if (!children.every(isRunning)) throw new Error(failure());
		if (await ready()) return;
		await sleep(20);
	}
	throw new Error(failure());
}

/** Looked up in the kernel's tables: to connect would count as a visit, and some daemons block for that. */
async function listening(ports: Readonly<Record<string, number>>, udp: readonly string[]): Promise<boolean> {
	const [tcpTable, udpTable] = await Promise.all([kernelTable('tcp'), kernelTable('udp')]);
	return Object.entries(ports).every(([name, port]) => {
		const hex = port.toString(16).toUpperCase().padStart(4, '0');
		// States: listening, and not connected.
		return udp.includes(name)
			? new RegExp(`:${hex} [0-9A-F]+:0000 07 `).test(udpTable)
			: new RegExp(`:${hex} [0-9A-F]+:0000 0A `).test(tcpTable);
	});
}

async function kernelTable(protocol: 'tcp' | 'udp'): Promise<string> {
	const [four, six] = await Promise.all(
		[protocol, `${protocol}6`].map((name) => readFile(`/proc/net/${name}`, 'latin1').catch(() => '')),
	);
	return `${four}${six}`;
}

/** Below the range from which the kernel takes ports for outgoing connections, and none that suggests a service. */
async function freePort(): Promise<number> {
	for (;;) {
		const port = 20_100 + Math.floor(Math.random() * 12_000);
		if (await isFree(port)) return port;
	}
}

async function isFree(port: number): Promise<boolean> {
	const overTcp = await new Promise<boolean>((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
	const overUdp = await new Promise<boolean>((resolve) => {
		const socket = createSocket('udp4');
		socket.once('error', () => resolve(false));
		socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
	});
	return overTcp && overUdp;
}

function versionOf({ version }: Recipe): string | undefined {
	if (!version) return undefined;
	const [command, args, pattern] = version;
	// Some print it to standard error, and vsftpd to standard input; PowerDNS calls it a failure.
	const output = execFileSync('sh', ['-c', '"$0" "$@" 2>&1 0>&1 || :', command, ...args], { encoding: 'latin1' });
	return pattern.exec(output)?.[1];
}
