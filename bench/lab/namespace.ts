import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import { output } from '../command.ts';

/** The command and arguments that run a command in a network namespace. */
export function within(namespace: string, command: string, ...args: readonly string[]): [string, readonly string[]] {
	return ['ip', ['netns', 'exec', namespace, command, ...args]];
}

/** The name of one of this process's namespaces. */
export function namespaceOf(side: string): string {
	return `doorcheck-${side}-${process.pid}`;
}

/** Adds a network namespace. Commands in it find the hosts (address and name) in the place of those of this machine. */
export async function addNamespace(name: string, hosts: readonly (readonly string[])[]): Promise<void> {
	await output('ip', ['netns', 'add', name]);
	await mkdir(`${perNamespace}/${name}`, { recursive: true });
	const lines = [['127.0.0.1', 'localhost'], ['::1', 'localhost'], ...hosts].map((host) => `${host.join(' ')}\n`);
	await writeFile(`${perNamespace}/${name}/hosts`, lines.join(''));
}

/** Removes a namespace and its hosts, whether or not both are there. */
export async function removeNamespace(name: string): Promise<void> {
	await rm(`${perNamespace}/${name}`, { recursive: true, force: true });
	await rmdir(perNamespace).catch(() => {});
	await output('ip', ['netns', 'delete', name]).catch(() => {});
}

/** Removes the namespaces of processes that were killed. */
export async function removeAbandoned(): Promise<void> {
	for (const name of await readdir('/run/netns').catch(() => [])) {
		const [, pid] = /^doorcheck-[a-z]+-(\d+)$/.exec(name) ?? [];
		if (pid !== undefined && !isRunning(Number(pid))) {
			await removeNamespace(name);
		}
	}
}

/** What `ip netns exec` puts over the files of /etc. */
const perNamespace = '/etc/netns';

/** Whether there is such a process. */
export function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}
