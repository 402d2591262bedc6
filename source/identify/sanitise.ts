/** Whole escape sequences (ECMA-48: CSI, control strings, two-character ones), so that no `[31m` is left behind. */
const escapeSequence =
	/(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;

/** C0, DEL, C1 and the Unicode line and paragraph separators: whatever a terminal may act on or break a line at. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Format characters (bidirectional controls, joiners, tags, byte order marks) and other characters without a glyph. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Lone surrogates, private use and unassigned code points: no two terminals agree on their glyph or width. */
const meaningless = /[\p{Cs}\p{Co}\p{Cn}]/gu;

/** More than two combining marks on one letter climb into the lines above and below. */
const stackedMarks = /(\p{M}{2})\p{M}+/gu;

/** Input beyond this is not even looked at. */
const longestInput = 65_536;

/**
 * Makes text that came from the network harmless for a terminal, a report and a reader: no control characters
 * or escape sequences, no bidirectional or invisible characters, no invalid UTF-8, white space in single blanks.
 *
 * @param bytesOrText bytes are taken as UTF-8.
 * @param maxLength the longest result, in UTF-16 code units; a longer text ends in `…`.
 */
export function sanitise(bytesOrText: Uint8Array | string, maxLength: number): string {
	const text =
		typeof bytesOrText === 'string'
			? bytesOrText.slice(0, longestInput)
			: new TextDecoder().decode(bytesOrText.subarray(0, longestInput));
	const harmless = text
		.replace(escapeSequence, '')
		.replace(control, ' ')
		.replace(invisible, '')
		.replace(meaningless, '\ufffd')
		.replace(stackedMarks, '$1')
		.replace(/\s+/gu, ' ')
		.trim();
	return harmless.length <= maxLength ? harmless : shorten(harmless, maxLength);
}

function shorten(text: string, maxLength: number): string {
	// The cut must not leave half a character behind.
	return maxLength < 1 ? '' : `${text.slice(0, maxLength - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
