/** A reply as FTP and SMTP have it (RFC 959, section 4.2; RFC 5321, section 4.2.1), its lines in one text. */
export interface Reply {
	readonly code: string;
	readonly lines: readonly string[];
	readonly text: string;
}

/**
 * The first reply in `bytes`, or undefined while its last line (`220 …`, not `220-…`) isn't there.
 *
 * @param final no more will come: the lines that are there will do.
 */
export function completeReply(bytes: Buffer, final = false): Reply | undefined {
	const text = bytes.toString('utf8');
	const whole =
		/^(\d{3})(?:-[\s\S]*?\n\1)?(?: [^\n]*|\r?)\n/.exec(text) ?? (final ? /^(\d{3})-[^\n]*\n/.exec(text) : null);
	const code = whole?.[1];
	if (!whole || !code) return undefined;
	const lines = whole[0]
		.trimEnd()
		.split('\n')
		.map((line) => line.replace(/^\d{3}[ -]?/, '').trim());
	return { code, lines, text: lines.filter((line) => line !== '').join(' ') };
}
