/** A pattern and the product it gives away; the first capture group is the version. */
export type ProductPattern = readonly [pattern: RegExp, product: string];

/** The first product whose pattern the text matches, to be spread into an `Identity`. */
export function productIn(
	text: string,
	patterns: readonly ProductPattern[],
): { readonly product?: string; readonly version?: string } {
	for (const [pattern, product] of patterns) {
		const match = pattern.exec(text);
		if (match) return match[1] === undefined ? { product } : { product, version: match[1] };
	}
	return {};
}
