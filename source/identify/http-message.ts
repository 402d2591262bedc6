/** The head of an HTTP response, and as much of its body as there is. */
export interface Response {
	/** `HTTP/1.1 200 OK`. */
	readonly statusLine: string;
	readonly status: number;
	/** Names in lower case; of a repeated field the first value. */
	readonly headers: ReadonlyMap<string, string>;
	/** The head is complete. */
	readonly whole: boolean;
	/** Not decoded from chunks. */
	readonly body: Buffer;
}

/** Reads a response (RFC 9112, sections 4 and 5); undefined when `bytes` don't begin with a whole status line. */
export function parseResponse(bytes: Buffer): Response | undefined {
	const end = headEnd(bytes);
	const [statusLine = '', ...fields] = bytes.toString('utf8', 0, end?.head ?? bytes.length).split(/\r?\n/);
	const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?!\d)/.exec(statusLine)?.[1];
	if (status === undefined || !bytes.includes(0x0a)) return undefined;
	const headers = new Map<string, string>();
	for (const field of fields) {
		const colon = field.indexOf(':');
		const name = field.slice(0, Math.max(0, colon)).toLowerCase();
		if (name && !headers.has(name)) headers.set(name, field.slice(colon + 1).trim());
	}
	return {
		statusLine,
		status: Number(status),
		headers,
		whole: end !== undefined,
		body: end ? bytes.subarray(end.body) : Buffer.alloc(0),
	};
}

function headEnd(bytes: Buffer): { head: number; body: number } | undefined {
	const strict = bytes.indexOf('\r\n\r\n');
	const lax = bytes.indexOf('\n\n');
	if (strict >= 0 && (lax < 0 || strict < lax)) return { head: strict, body: strict + 4 };
	return lax >= 0 ? { head: lax, body: lax + 2 } : undefined;
}

/** How much of a page is looked at for its title. */
const titleWithin = 32_768;

/** Whether more of the response could still tell something: its head, or its title. */
export function responseIsEnough(bytes: Buffer): boolean {
	const response = parseResponse(bytes);
	if (!response) {
		const isHttp = 'HTTP/'.startsWith(bytes.toString('latin1', 0, 5));
		return bytes.length >= (isHttp ? titleWithin : 512) || (!isHttp && bytes.includes(0x0a));
	}
	if (!response.whole) return bytes.length >= titleWithin;
	const { headers, body, status } = response;
	if ([204, 304].includes(status) || headers.has('location')) return true;
	if (!/html/i.test(headers.get('content-type') ?? 'html')) return true;
	const length = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY);
	return body.length >= Math.min(length, titleWithin) || /<\/title/i.test(body.toString('latin1'));
}

/** A page's title (HTML, section 4.2.2), with the commonest character references resolved. */
export function titleOf(body: Buffer): string | undefined {
	const title = /<title(?:\s[^>]{0,200})?>([^<]{0,1000})/i.exec(body.toString('utf8', 0, titleWithin))?.[1];
	return title === undefined ? undefined : resolveReferences(title).replace(/\s+/g, ' ').trim() || undefined;
}

const references: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function resolveReferences(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
		if (name) return references[name.toLowerCase()] ?? whole;
		const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}
