import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from '../bench/command.ts';
import { isRunning } from '../bench/lab/namespace.ts';
import { attempt } from './attempt.ts';
import { container, removeGroups } from './container.ts';
import type { Release } from './releases.ts';

/** What is installed on top of a plain Debian. */
export interface Software {
	readonly packages: readonly string[];
	/** Answers to the packages' questions, as `debconf-set-selections` takes them. */
	readonly answers?: readonly string[];
	/** A shell script that is run once they are installed; nothing runs then. */
	readonly setUp?: string;
	/** What the instructions install: it lies ready, for there is no network then. */
	readonly ready?: readonly string[];
}

/** Whole Debian systems in folders: made once, then a copy for whoever wants one. */
export class Trees {
	readonly #folder: string;
	readonly #log: (text: string) => void;

	/** @param folder where they are kept from run to run */
	constructor(folder: string, log: (text: string) => void) {
		this.#folder = folder;
		this.#log = log;
	}

	/** Takes away what killed runs left mounted; others may be at work. */
	async clean(): Promise<void> {
		const mounts = (await readFile('/proc/self/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
		const run = join(this.#folder, 'run');
		for (const name of await readdir(run).catch(() => [])) {
			if (isRunning(Number(/\d+$/.exec(name)?.[0]))) continue;
			for (const mount of mounts.filter((path) => path.startsWith(`${run}/${name}/`)).reverse()) {
				await output('umount', ['--lazy', mount]);
			}
			await rm(join(run, name), { recursive: true, force: true });
		}
	}

	/**
	 * Makes a system with this software for as long as `use` takes, and gives it the folder. Whatever is changed there is
	 * gone afterwards.
	 */
	async withCopy<T>(release: Release, software: Software, use: (root: string) => Promise<T>): Promise<T> {
		const below = await this.#layers(release, software);
		const own = join(this.#folder, 'run', `copy-${process.pid}`);
		return this.#mounted(below, own, use).finally(() => rm(own, { recursive: true, force: true }));
	}

	/** Makes a system with this software, to be copied: it takes a minute or more, the first time. */
	async prepare(release: Release, software: Software): Promise<void> {
		await this.#layers(release, software);
	}

	/** Has the software installed anew the next time. */
	async forget(release: Release, software: Software): Promise<void> {
		await rm(this.#layer(release, software), { recursive: true, force: true });
	}

	/** The folders of a system with this software, uppermost first; made unless they are there. */
	async #layers(release: Release, software: Software): Promise<readonly string[]> {
		const base = await this.#base(release);
		if (software.packages.length === 0) {
			return [base];
		}
		const layer = this.#layer(release, software);
		if (!existsSync(layer)) {
			this.#log(`installing ${software.packages.join(' ')} on ${release}`);
			const making = join(this.#folder, 'run', `layer-${process.pid}`);
			await this.#mounted([base], making, (root) => install(root, software));
			await mkdir(join(layer, '..'), { recursive: true });
			await rename(join(making, 'upper'), layer);
			await rm(making, { recursive: true, force: true });
		}
		return [layer, base];
	}

	#layer(release: Release, software: Software): string {
		return join(this.#folder, release, 'layers', `${software.packages[0]}-${fingerprint(software)}`);
	}

	async #base(release: Release): Promise<string> {
		const base = join(this.#folder, release, 'base');
		if (!existsSync(base)) {
			this.#log(`building ${release}`);
			const making = `${base}.new`;
			await rm(making, { recursive: true, force: true });
			await mkdir(making, { recursive: true });
			await buildBase(making, release);
			await rename(making, base);
		}
		return base;
	}

	async #mounted<T>(below: readonly string[], own: string, use: (root: string) => Promise<T>): Promise<T> {
		const [upper, work, root] = ['upper', 'work', 'root'].map((name) => join(own, name));
		await rm(own, { recursive: true, force: true });
		for (const folder of [upper, work, root]) await mkdir(folder ?? '', { recursive: true });
		const layers = `lowerdir=${below.join(':')},upperdir=${upper},workdir=${work}`;
		await output('mount', ['-t', 'overlay', 'doorcheck-prove', '-o', layers, root ?? '']);
		try {
			return await use(root ?? '');
		} finally {
			await output('umount', ['--lazy', root ?? '']);
		}
	}
}

/** What the firewalls need is there already, so that their own packages are installed at once, without a network. */
const basePackages = [
	...['systemd', 'systemd-sysv', 'dbus', 'iproute2', 'procps', 'ca-certificates', 'openssl', 'less', 'python3'],
	...['nftables', 'iptables', 'python3-nftables', 'python3-dbus', 'python3-gi', 'python3-cap-ng'],
];

/** Installed by the instructions, or beside them: their files lie ready. Some can't be installed together. */
const keptReady = ['ufw', 'firewalld', 'iptables-persistent'];

async function buildBase(root: string, release: Release): Promise<void> {
	const sources = await sourcesFor(release);
	const [mirror] = sources;
	if (mirror === undefined) {
		throw new Error('apt on this machine has no Debian archive in its sources');
	}
	await output('debootstrap', ['--variant=minbase', `--include=${basePackages.join(',')}`, release, root, mirror.url]);
	await writeFile(
		join(root, 'etc/apt/sources.list'),
		sources.map(({ url, suite, components }) => `deb ${url} ${suite} ${components}\n`).join(''),
	);
	await writeFile(join(root, 'etc/apt/apt.conf.d/90host'), await hostSettings());
	await writeFile(join(root, 'etc/hostname'), 'machine\n');
	await writeFile(
		join(root, 'etc/hosts'),
		'127.0.0.1\tlocalhost\n127.0.1.1\tmachine\n::1\tlocalhost ip6-localhost ip6-loopback\n',
	);
	await runIn(
		root,
		[
			'apt-get update -qq',
			'apt-get upgrade -qq -y',
			'apt-get clean',
			...keptReady.map((name) => `apt-get install -qq -y --download-only ${name}`),
		].join('\n'),
	);
	await writeFile(join(root, 'etc/resolv.conf'), '');
}

async function install(root: string, { packages, answers = [], setUp = '', ready = [] }: Software): Promise<void> {
	const download = `apt-get install -qq -y --no-install-recommends --download-only ${packages.join(' ')}`;
	await runIn(root, [download, ...ready.map((name) => `apt-get install -qq -y --download-only ${name}`)].join('\n'));
	const selections = answers.map((answer) => `echo '${answer}' | debconf-set-selections`);
	// Some packages look which ports are taken, and would find those of this machine.
	await runIn(
		root,
		[
			"printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d",
			...selections,
			// Waiting for the disk would take longer than all the rest.
			download.replace(
				' --download-only',
				' -o APT::Keep-Downloaded-Packages=false -o Dpkg::Options::=--force-unsafe-io',
			),
			'rm /usr/sbin/policy-rc.d',
			setUp,
		].join('\n'),
		['--private-network'],
	);
}

const withNetwork = ['--resolv-conf=bind-host', '--bind-ro=/etc/hosts'];

/** Runs a script in a tree where nothing else runs; unless told otherwise, with this machine's network. */
async function runIn(root: string, script: string, network: readonly string[] = withNetwork): Promise<void> {
	const { code, text } = await attempt(
		...(await container(root, [
			...['--as-pid2', '--pipe', ...network],
			...['--setenv=DEBIAN_FRONTEND=noninteractive', 'sh', '-euc', script],
		])),
	);
	await removeGroups();
	if (code !== 0) {
		throw new Error(`${script}\nended with ${code}:\n${text.slice(-3000)}`);
	}
}

interface Source {
	readonly url: string;
	readonly suite: string;
	readonly components: string;
}

/** Where this machine takes Debian's packages from, for another release: its archive first. */
async function sourcesFor(release: Release): Promise<readonly Source[]> {
	const targets = await output('apt-get', [
		'indextargets',
		'--format',
		'$(SITE) $(RELEASE) $(COMPONENT)',
		'Origin: Debian',
	]);
	const sources = targets
		.trim()
		.split('\n')
		.flatMap((line): readonly Source[] => {
			const [url, suite, components] = line.split(' ');
			return url === undefined || suite === undefined || components !== 'main'
				? []
				: [{ url, suite: suite.replace(/^[a-z]+/, release), components }];
		});
	const seen = new Set<string>();
	return sources
		.filter(({ url, suite }) => !seen.has(`${url} ${suite}`) && seen.add(`${url} ${suite}`))
		.sort((a, b) => a.suite.length - b.suite.length);
}

/** How this machine's apt fetches: proxies, and whether it insists on fresh lists. */
async function hostSettings(): Promise<string> {
	const dump = await output('apt-config', ['dump', 'Acquire']);
	return dump.replace(/^Acquire::(?!http|https|Check|Retries).*\n/gm, '').replace(/^Acquire "";\n/m, '');
}

/** Changes when what would be installed changes. */
function fingerprint({ packages, answers, setUp, ready }: Software): string {
	return createHash('sha256')
		.update(JSON.stringify([packages, answers, setUp, ...(ready ?? [])]))
		.digest('hex')
		.slice(0, 8);
}
