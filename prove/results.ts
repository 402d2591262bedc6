import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Way } from '../source/knowledge/proof.ts';
import type { Protocol } from '../source/model.ts';
import { writeReport } from '../source/report/write.ts';
import type { Recipe } from './recipe.ts';
import type { Release } from './releases.ts';
import type { Trial } from './trial.ts';

/** What came of one instruction: what is kept of a run. */
export interface Result extends Trial {
	readonly service: string;
	readonly package: string;
	/** As the package has it: `5:7.0.15-1~deb12u1`. */
	readonly version: string;
	readonly release: Release;
	readonly port: number;
	readonly protocol: Protocol;
	/** The firewall's package and its version: `nftables 1.0.6-2+deb12u2`. */
	readonly firewall?: string;
	readonly date: string;
}

const file = fileURLToPath(new URL('results.json', import.meta.url));

/** What earlier runs left. */
export async function readResults(): Promise<readonly Result[]> {
	return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
}

/** Keeps results in the place of earlier ones of the same instructions, in the order of the recipes, and none without one. */
export async function keepResults(found: readonly Result[], recipes: readonly Recipe[]): Promise<readonly Result[]> {
	const fresh = new Set(found.map(keyOf));
	const placeOf = ({ service, package: name, release }: Result) =>
		recipes.findIndex(
			(recipe) => recipe.service === service && recipe.package === name && recipe.releases?.includes(release) !== false,
		);
	const all = [...(await readResults()).filter((result) => !fresh.has(keyOf(result))), ...found]
		.filter((result) => placeOf(result) >= 0)
		.sort(
			(a, b) =>
				a.release.localeCompare(b.release) || placeOf(a) - placeOf(b) || ways.indexOf(a.way) - ways.indexOf(b.way),
		);
	// One a line, so that a change of one is a change of one line.
	await writeReport(file, `[\n${all.map((result) => JSON.stringify(result)).join(',\n')}\n]\n`);
	return all;
}

/** Every instruction that is tried, in the order in which it is shown. */
export const ways: readonly Way[] = [
	...(['stop', 'bind'] as const),
	...(['nftables', 'ufw', 'iptables', 'firewalld'] as const).flatMap(
		(firewall) => [`firewall ${firewall}`, `allow ${firewall}`] as const,
	),
];

function keyOf({ service, package: name, release, way }: Result): string {
	return [service, name, release, way].join(' ');
}
