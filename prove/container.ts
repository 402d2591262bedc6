import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from './attempt.ts';

/**
 * The command that runs a folder as a container, ended with whoever starts it. Containers of several processes may run
 * side by side: each has a name and a control group of its own, or systemd-nspawn would put them into the same.
 */
export async function container(root: string, args: readonly string[]): Promise<[string, readonly string[]]> {
	return [
		'sh',
		[
			...['-c', 'mkdir -p "$0" && echo $$ > "$0/cgroup.procs" && exec setpriv --pdeathsig=TERM systemd-nspawn "$@"'],
			await ownGroup('cgroup2'),
			...['--quiet', '--directory', root, `--machine=${ownName}`, '--hostname=machine', '--register=no', '--keep-unit'],
			...args,
		],
	];
}

/** Takes away what a container that has ended leaves behind among the control groups. */
export async function removeGroups(): Promise<void> {
	for (const type of ['cgroup2', 'cgroup']) {
		const group = await ownGroup(type).catch(() => undefined);
		if (group !== undefined) await attempt('find', [group, '-depth', '-type', 'd', '-delete']);
	}
}

const ownName = `doorcheck-${process.pid}`;

/** The folder of this process's containers, beside it in the hierarchy: `cgroup2`, or systemd's of the first version. */
async function ownGroup(type: string): Promise<string> {
	const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' '));
	const mount = mounts.find(
		([, , kind, options]) => kind === type && (type === 'cgroup2' || /name=systemd/.test(options ?? '')),
	);
	const own = /^0::(.*)$/m.exec(await readFile('/proc/self/cgroup', 'utf8'))?.[1];
	if (mount?.[1] === undefined || own === undefined) throw new Error(`${type} is not mounted`);
	return join(mount[1], own, ownName);
}
