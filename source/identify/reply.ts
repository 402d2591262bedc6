/** A reply as FTP and SMTP have it (RFC 959, section 4.2; RFC 5321, section 4.2.1), its lines in one text. */
export interface Reply {
	readonly code: string;
	readonly lines: readonly string[];
	readonly text: string;
}

/** The first reply in `bytes`, or undefined while its last line (`220 …`, not `220-…`) isn't there. */
export function completeReply(bytes: Buffer): Reply | undefined {
	const whole = /^(\d{3})(?: [^\n]*|-[\s\S]*?\n\1 [^\n]*|\r?)\n/.exec(bytes.toString('utf8'));
	const code = whole?.[1];
	if (!whole || !code) return undefined;
	const lines = whole[0]
		.trimEnd()
		.split('\n')
		.map((line) => line.replace(/^\d{3}[ -]?/, '').trim());
	return { code, lines, text: lines.filter((line) => line !== '').join(' ') };
}
