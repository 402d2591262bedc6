import type { Advisory } from '../model.ts';

/** What every list of advisories ends with. */
export const versionCaution =
	'A version is no proof: distributions fix flaws without changing it. On the server, the changelog of the package tells.';

/** What is claimed, in a sentence: never more than what is reported about a version. */
export function claimOf({ id, kind, about, text }: Advisory): string {
	return kind === 'flaw' ? `${about} is a version reported as affected by ${id}.` : text;
}

/** What follows the claim: what it means, when it holds, what fixes it, whether it is used. */
export function meaningOf({
	kind,
	text,
	condition,
	fixedIn,
	exploitedSince,
}: Pick<Advisory, 'kind' | 'text' | 'condition' | 'fixedIn' | 'exploitedSince'>): string {
	return [
		...(kind === 'flaw' ? [text] : []),
		...(condition === null ? [] : [condition]),
		...(fixedIn.length > 0 ? [`Fixed in ${inWords(fixedIn)}.`] : []),
		...(exploitedSince === null ? [] : [`Known to be exploited (CISA, ${exploitedSince}).`]),
	].join(' ');
}

/** What a list has room for. */
export function advisoryRemark({ id, kind }: Advisory): string {
	return kind === 'flaw' ? `see ${id}` : `end of life: ${id}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(things: readonly string[]): string {
	const last = things.at(-1) ?? '';
	return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} and ${last}`;
}
