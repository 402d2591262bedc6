import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Proof, ProvenWay, Way } from '../source/knowledge/proof.ts';
import { releaseNames } from './releases.ts';
import type { Result } from './results.ts';

const file = fileURLToPath(new URL('../source/knowledge/proofs.ts', import.meta.url));

/** Writes what was proven where the program finds it. */
export async function writeProofs(results: readonly Result[]): Promise<void> {
	const proofs = proofsOf(results).map(written);
	await writeFile(
		file,
		[
			"import type { Proof } from './proof.ts';",
			'',
			'/** Written by `npm run prove`, never by hand. */',
			`export const proofs: readonly Proof[] = [${proofs.length > 0 ? `\n${proofs.join('')}` : ''}];`,
			'',
		].join('\n'),
	);
}

/** What is proven by the results: one for each service, package, version and release. */
export function proofsOf(results: readonly Result[]): readonly Proof[] {
	const byKey = new Map<string, Proof>();
	for (const { outcome, service, package: name, release, version, port, protocol, way, ...rest } of results) {
		if (outcome !== 'proven') continue;
		const key = [service, name, release, version].join(' ');
		const proof = byKey.get(key) ?? {
			...{ service, platform: 'debian', system: releaseNames[release] },
			...{ package: name, version: programVersion(version), port, protocol, ways: {} },
		};
		const { date, steps, firewall } = rest;
		const [program, itsVersion] = firewall?.split(' ') ?? [];
		const proven: ProvenWay = {
			date,
			...(itsVersion !== undefined && { firewall: `${program} ${programVersion(itsVersion)}` }),
			steps,
		};
		byKey.set(key, { ...proof, ways: { ...proof.ways, [way]: proven } });
	}
	return [...byKey.values()];
}

/** Without what Debian adds: `5:7.0.15-1~deb12u1` is 7.0.15. */
function programVersion(version: string): string {
	return version
		.replace(/^\d+:/, '')
		.replace(/-[^-]*$/, '')
		.replace(/[+~](dfsg|ds|really|repack|git|deb)\S*$/, '');
}

/** As Biome would format it. */
function written({ ways, ...proof }: Proof): string {
	const lines = [
		'{',
		...Object.entries(proof).map(([key, value]) => `\t${key}: ${literal(value)},`),
		'\tways: {',
		...(Object.entries(ways) as [Way, ProvenWay][]).map(([way, proven]) => {
			const fields = Object.entries(proven).map(([key, value]) => `${key}: ${literal(value)}`);
			return `\t\t${/ /.test(way) ? literal(way) : way}: { ${fields.join(', ')} },`;
		}),
		'\t},',
		'},',
	];
	return lines.map((line) => `\t${line}\n`).join('');
}

function literal(value: string | number): string {
	return typeof value === 'number' ? String(value) : `'${value}'`;
}
