/** The first line of a message in the manner of HTTP, and its header fields, by their names in lower case. */
export interface Headers {
	readonly first: string;
	readonly fields: ReadonlyMap<string, string>;
}

/** What is longer is no header, but an attempt to keep a reader busy. */
const longestLine = 500;

/** Enough: the empty line after the fields. */
export function hasHeaders(message: Buffer): boolean {
	return message.includes('\r\n\r\n') || message.includes('\n\n');
}

/** Reads the lines up to the first empty one. Of fields of one name the first counts. */
export function headersOf(message: Buffer): Headers {
	const [head = ''] = message.toString('utf8').split(/\r?\n\r?\n/, 1);
	const [first = '', ...lines] = head.split(/\r?\n/).map((line) => line.slice(0, longestLine));
	const fields = new Map<string, string>();
	for (const line of lines) {
		const colon = line.indexOf(':');
		const name = line.slice(0, colon).trim().toLowerCase();
		if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
	}
	return { first, fields };
}
