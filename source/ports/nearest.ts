/**
 * The candidate that takes the fewest insertions, deletions and replacements of characters to get from `word`
 * (Levenshtein distance); the first of several. Candidates that contain the word, or are contained in it, win.
 */
export function nearest(word: string, candidates: readonly [string, ...string[]]): string {
	const cost = (candidate: string) =>
		distance(word, candidate) - (candidate.includes(word) || word.includes(candidate) ? word.length : 0);

	return candidates.reduce((best, candidate) => (cost(candidate) < cost(best) ? candidate : best));
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
