/** A response of one of HTTP's relatives: a status line, then fields (RFC 2326, section 7; RFC 3261, section 7.2). */
export interface TextResponse {
	/** `SIP/2.0 200 OK`. */
	readonly statusLine: string;
	readonly status: number;
	/** The value of a field, by its name in lower case; of a repeated one the first. */
	readonly fields: ReadonlyMap<string, string>;
}

/** Enough: the empty line after the fields. */
export function hasHead(bytes: Buffer): boolean {
	return bytes.includes('\r\n\r\n') || bytes.includes('\n\n');
}

/**
 * Reads a response that begins with a whole status line of this protocol; the fields that are there will do.
 *
 * @param protocol name and version as they stand in the status line: `SIP/2.0`.
 */
export function textResponse(bytes: Buffer, protocol: string): TextResponse | undefined {
	const [head = ''] = bytes.toString('utf8', 0, 8192).split(/\r?\n\r?\n/, 1);
	const [statusLine = '', ...lines] = head.split(/\r?\n/);
	const status =
		statusLine.startsWith(`${protocol} `) && /^ (\d{3})(?!\d)/.exec(statusLine.slice(protocol.length))?.[1];
	if (!status || !bytes.includes(0x0a)) return undefined;
	const fields = new Map<string, string>();
	for (const line of lines) {
		const [, name, value] = /^([^\s:]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? [];
		if (name && value !== undefined && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value.trim());
	}
	return { statusLine, status: Number(status), fields };
}
