import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Attempt, attempt } from './attempt.ts';
import { container, removeGroups } from './container.ts';
import type { Network } from './network.ts';

/** A Debian that is running: its own processes, network and systemd, the kernel of this machine. */
export class Machine {
	readonly #root: string;
	readonly #network: Network;
	#nspawn: ChildProcess | undefined;
	#pid = 0;

	/** @param root the folder it lives in; @param network where it has its place */
	constructor(root: string, network: Network) {
		this.#root = root;
		this.#network = network;
	}

	/** Starts it and waits until systemd has started everything, or given up. */
	async boot(): Promise<void> {
		await this.#network.renewMachine();
		const place = `/run/netns/${this.#network.machine}`;
		const [command, args] = await container(this.#root, [
			...['--boot', '--resolv-conf=off', '--capability=all', `--network-namespace-path=${place}`],
		]);
		this.#nspawn = spawn(command, args, {
			stdio: 'ignore',
			env: {
				...process.env,
				// Its settings of the network, as `sysctl` makes them, are its own.
				SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'network',
				// Control groups of the first version don't do for the systemd of Debian 13.
				SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
			},
		});
		this.#pid = await this.#firstProcess();
		// Asked too early, systemd isn't there to answer.
		for (let waited = 0; waited < 120_000; waited += 200) {
			const { text } = await this.run('systemctl is-system-running --wait 2>&1');
			if (/^(running|degraded)$/m.test(text)) return;
			await sleep(200);
		}
		throw new Error('the machine did not start in two minutes');
	}

	/** Runs a script as root, as if typed there. */
	async run(script: string, input?: string): Promise<Attempt> {
		return attempt(
			'nsenter',
			[
				...['--target', String(this.#pid), '--mount', '--pid', '--uts', '--ipc', '--net', '--root', '--wd'],
				...['env', '-i', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
				...['HOME=/root', 'LANG=C.UTF-8', 'sh', '-c', script],
			],
			{ ...(input !== undefined && { input }), timeLimitMs: 300_000 },
		);
	}

	/** The text of a file; undefined where there is none. */
	async read(file: string): Promise<string | undefined> {
		const { code, text } = await this.run(`test -e '${file}' && cat '${file}'`);
		return code === 0 ? text : undefined;
	}

	/** Writes a file; its folder is made. */
	async write(file: string, text: string): Promise<void> {
		const { code, text: errors } = await this.run(`mkdir -p '${dirname(file)}' && cat > '${file}'`, text);
		if (code !== 0) throw new Error(`can't write ${file}: ${errors}`);
	}

	/** Shuts it down in order and starts it again, with nothing left in the kernel's memory. */
	async restart(): Promise<void> {
		await this.powerOff();
		await this.boot();
	}

	/** Shuts it down in order; after half a minute without. */
	async powerOff(): Promise<void> {
		const nspawn = this.#nspawn;
		if (nspawn === undefined) return;
		this.#nspawn = undefined;
		const ended = new Promise<void>((resolve) => {
			if (nspawn.exitCode !== null || nspawn.signalCode !== null) resolve();
			else nspawn.once('exit', () => resolve());
		});
		await this.run('systemctl --no-block poweroff').catch(() => {});
		const inTime = await Promise.race([ended.then(() => true), sleep(30_000, false, { ref: false })]);
		if (!inTime) {
			// Twice: the first asks it to shut down.
			nspawn.kill('SIGTERM');
			nspawn.kill('SIGTERM');
			await Promise.race([ended, sleep(10_000, undefined, { ref: false })]);
			nspawn.kill('SIGKILL');
			await ended;
		}
		await removeGroups();
	}

	/** The process that the machine knows as number 1. */
	async #firstProcess(): Promise<number> {
		const parent = this.#nspawn?.pid;
		for (let waited = 0; waited < 30_000; waited += 20) {
			if (this.#nspawn?.exitCode !== null) throw new Error(`systemd-nspawn ended with ${this.#nspawn?.exitCode}`);
			const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
			for (const pid of children.trim().split(' ').filter(Boolean)) {
				const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
				if (name.trim() === 'systemd') return Number(pid);
			}
			await sleep(20);
		}
		throw new Error('systemd-nspawn started nothing');
	}
}
