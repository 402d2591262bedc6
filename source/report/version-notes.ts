import { meaningOf } from '../assess/advisory-words.ts';
import { versionsBehind } from '../knowledge/advisories.ts';
import type { Flaw, ProductVersions, VersionRange } from '../knowledge/advisory.ts';

/** What is known about versions of a product: `CVE-2025-49844, reported for Redis before 6.2.20`. */
export interface VersionNote {
	readonly title: string;
	/** What it means; absent where the title says it all. */
	readonly meaning?: string;
	readonly sources: readonly string[];
}

/** Versions that matter, of the products that are met behind a service. */
export function versionNotes(service: string): readonly VersionNote[] {
	return versionsBehind(service).flatMap((product) => [
		...product.flaws.map((flaw) => flawNote(product, flaw)),
		...endNotes(product),
	]);
}

function flawNote({ product }: ProductVersions, flaw: Flaw): VersionNote {
	const { cve, affected, condition = null, exploitedSince = null } = flaw;
	const ranges = affected.map(rangeInWords).join('; ');
	const meaning = meaningOf({ ...flaw, kind: 'flaw', condition, exploitedSince });
	return { title: `${cve}, reported for ${product} ${ranges}`, meaning, sources: [flaw.source] };
}

/** `from 8.5 to before 9.8`, `before 1.2`. */
function rangeInWords({ from, before }: VersionRange): string {
	return from === undefined ? `before ${before}` : `from ${from} to before ${before}`;
}

function endNotes({ product, lifecycle }: ProductVersions): readonly VersionNote[] {
	if (lifecycle === undefined) {
		return [];
	}
	const ends = lifecycle.ended.map(({ line, on }) => `${line} on ${on}`).join(', ');
	const sources = new Set([lifecycle.source, ...lifecycle.ended.flatMap(({ source = [] }) => source)]);
	return [{ title: `End of life of ${product} ${ends}`, sources: [...sources] }];
}
