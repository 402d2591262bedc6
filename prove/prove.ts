/**
 * Proves closing instructions: `npm run prove`, or some of it, `npm run prove -- redis nginx --release bookworm --way bind`.
 * For each service a Debian is started on a network of its own, with the service reachable. Each instruction is then run
 * there just as the catalogue has it, and doorcheck looks from outside. What came of it is kept in results.json; the page
 * docs/proof.md and what users are told of it (source/knowledge/proofs.ts) are made from that. Several may run side by side.
 * Needs root and Debian with debootstrap, systemd-container, nftables and iproute2.
 */
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, isInstalled } from '../bench/command.ts';
import { serviceById } from '../source/knowledge/catalogue.ts';
import { fingerprintOf, firewallOf, instruction, type Way } from '../source/knowledge/proof.ts';
import { Machine } from './machine.ts';
import { Network } from './network.ts';
import { writePage } from './page.ts';
import { writeProofs } from './proofs-file.ts';
import type { Recipe } from './recipe.ts';
import { recipes } from './recipes.ts';
import { type Release, releaseNames, releases } from './releases.ts';
import { keepResults, type Result, readResults, ways } from './results.ts';
import { Trees } from './tree.ts';
import { type Stage, subjectOf, tryWay } from './trial.ts';

const usage = `usage: npm run prove -- [SERVICE or PACKAGE ...] [options]
  --release NAME   bookworm or trixie (both)
  --way TEXT       the instructions whose name contains it: stop, bind, firewall, allow, nftables (all)
  --folder DIR     where systems and logs are kept (/var/cache/doorcheck-prove)
  --unproven       leave out what is proven already, by steps that are the same still
  --fresh          install the services anew
services: ${[...new Set(recipes.flatMap((recipe) => [recipe.service, recipe.package]))].join(' ')}
`;

const { values, positionals } = commandLine(usage, {
	allowPositionals: true,
	options: {
		release: { type: 'string', multiple: true, default: [...releases] },
		way: { type: 'string', multiple: true, default: [''] },
		folder: { type: 'string', default: '/var/cache/doorcheck-prove' },
		unproven: { type: 'boolean', default: false },
		fresh: { type: 'boolean', default: false },
	},
});
const chosenReleases = releases.filter((release) => values.release.includes(release));
const chosenWays = ways.filter((way) => values.way.some((text) => way.includes(text)));
const isNamed = (recipe: Recipe, name: string) => recipe.service === name || recipe.package === name;
const chosenRecipes =
	positionals.length === 0 ? recipes : recipes.filter((recipe) => positionals.some((name) => isNamed(recipe, name)));
const unknown = positionals.filter((name) => !recipes.some((recipe) => isNamed(recipe, name)));

if (unknown.length > 0 || chosenReleases.length === 0 || chosenWays.length === 0) {
	process.stderr.write(usage);
	process.exitCode = 2;
} else {
	await requireTools();
	await proveAll();
}

async function proveAll(): Promise<void> {
	const trees = new Trees(values.folder, print);
	await trees.clean();
	const network = await Network.build();
	const interrupt = () => interrupted.abort();
	const interrupted = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
	try {
		for (const release of chosenReleases) {
			for (const recipe of chosenRecipes) {
				if (interrupted.signal.aborted) break;
				if (recipe.releases?.includes(release) === false) continue;
				await proveService(recipe, release, { trees, network, signal: interrupted.signal }).catch((error: unknown) =>
					print(`${recipe.service} (${recipe.package}) on ${releaseNames[release]}: ${error}`),
				);
			}
		}
	} finally {
		await network.remove();
	}
	if (interrupted.signal.aborted) process.exitCode = 130;
}

interface Place {
	readonly trees: Trees;
	readonly network: Network;
	readonly signal: AbortSignal;
}

async function proveService(recipe: Recipe, release: Release, { trees, network, signal }: Place): Promise<void> {
	const service = serviceById(recipe.service);
	if (service === undefined) throw new Error(`the catalogue has no ${recipe.service}`);
	const todo = values.unproven ? await unprovenOf({ recipe, service, release }) : chosenWays;
	if (todo.length === 0) return;
	const logFile = join(values.folder, 'logs', `${recipe.service}-${recipe.package}-${release}.log`);
	await mkdir(join(logFile, '..'), { recursive: true });
	const log = (text: string) => void appendFile(logFile, `${text}\n`);
	await rm(logFile, { force: true });
	if (values.fresh) await trees.forget(release, recipe);

	await trees.prepare(release, recipe);
	const found: Result[] = [];
	for (const way of todo) {
		if (signal.aborted) break;
		const start = performance.now();
		const result = await trees
			.withCopy(release, recipe, async (root): Promise<Result | undefined> => {
				const machine = new Machine(root, network);
				log(`=== ${way} ===`);
				try {
					await machine.boot();
					const stage: Stage = { machine, network, recipe, service, release, log };
					const version = await versionOf(machine, recipe.versionOf ?? recipe.package);
					if (version === undefined) return undefined;
					const trial = await tryWay(way, stage);
					if (trial.outcome === 'failed') await logTroubles(machine, log);
					const firewall = way === 'stop' || way === 'bind' ? undefined : firewallOf(way);
					const firewallVersion = firewall === undefined ? undefined : await versionOf(machine, firewall);
					return {
						...{ service: recipe.service, package: recipe.package, version, release },
						...{ port: subjectOf(stage).port, protocol: subjectOf(stage).protocol },
						...trial,
						...(firewallVersion !== undefined && { firewall: `${firewall} ${firewallVersion}` }),
						date: new Date().toISOString().slice(0, 10),
					};
				} finally {
					await machine.powerOff();
				}
			})
			.catch((error: unknown) => {
				log(`${error}`);
				print(`${label(recipe, release, way)}: ${error}`);
				return undefined;
			});
		if (result === undefined) continue;
		found.push(result);
		const seconds = ((performance.now() - start) / 1000).toFixed(0);
		print(`${label(recipe, release, way)}: ${result.outcome} (${seconds} s)${result.why ? `: ${result.why}` : ''}`);
	}
	const all = await keepResults(found, recipes);
	await writePage(all);
	await writeProofs(all);
}

/** The chosen instructions that aren't proven yet, or were proven by other steps than they have now. */
async function unprovenOf(stage: Pick<Stage, 'recipe' | 'service' | 'release'>): Promise<readonly Way[]> {
	const { recipe, release } = stage;
	const earlier = (await readResults()).filter(
		(result) => result.service === recipe.service && result.package === recipe.package && result.release === release,
	);
	return chosenWays.filter((way) => {
		const steps = fingerprintOf(instruction(way, subjectOf(stage)));
		return !earlier.some((result) => result.way === way && result.outcome !== 'failed' && result.steps === steps);
	});
}

async function versionOf(machine: Machine, name: string): Promise<string | undefined> {
	const { code, text } = await machine.run(`dpkg-query --show --showformat '\${Version}\\n' '${name}'`);
	return code === 0 ? text.trim().split('\n')[0] : undefined;
}

async function logTroubles(machine: Machine, log: (text: string) => void): Promise<void> {
	const { text } = await machine.run(
		'systemctl --failed --no-pager; ss -lntup; journalctl --boot --priority notice --no-pager --lines 80',
	);
	log(text);
}

async function requireTools(): Promise<void> {
	if (process.getuid?.() !== 0) throw new Error('needs root: it starts machines');
	const tools = { debootstrap: 'debootstrap', 'systemd-nspawn': 'systemd-container', nft: 'nftables', ip: 'iproute2' };
	for (const [tool, origin] of Object.entries(tools)) {
		if (!(await isInstalled(tool))) throw new Error(`needs ${tool} (${origin}): it is not on the PATH`);
	}
}

function label(recipe: Recipe, release: Release, way: Way): string {
	return `${recipe.service} (${recipe.package}) on ${releaseNames[release]}, ${way}`;
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}
