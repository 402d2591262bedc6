/**
 * The candidate that takes the fewest insertions, deletions and replacements of characters to get from `word`
 * (Levenshtein distance), the first of several; undefined when it takes more than two, which is no slip of the
 * fingers. A candidate that begins with the word is as near as one wrong character.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
	const ranked = candidates
		.map((candidate) => ({ candidate, cost: candidate.startsWith(word) ? 1 : distance(word, candidate) }))
		.sort((a, b) => a.cost - b.cost);

	return ranked.find(({ cost }) => cost <= 2)?.candidate;
}

function distance(a: string, b: string): number {
	let above = Array.from({ length: b.length + 1 }, (_, column) => column);

	for (const [row, letter] of [...a].entries()) {
		const line = [row + 1];
		for (let column = 1; column <= b.length; column++) {
			const replaced = (above[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1);
			line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1));
		}
		above = line;
	}
	return above.at(-1) ?? 0;
}
