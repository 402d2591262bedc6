import { constants, gunzipSync } from 'node:zlib';

/** An HTTP response, as far as it is there. */
export interface Response {
	/** `HTTP/1.1 200 OK`. */
	readonly statusLine: string;
	readonly status: number;
	/** Names in lower case; of a repeated field the first value, of a list all of them. Long values are cut. */
	readonly headers: ReadonlyMap<string, string>;
	/** Names of the cookies it sets. */
	readonly cookies: ReadonlySet<string>;
	/** The head is complete. */
	readonly whole: boolean;
	/** Put together from its chunks, and unpacked. */
	readonly body: Buffer;
	/** All of it is there, by its own account: what comes next on the connection belongs to another response. */
	readonly complete: boolean;
}

/** Fields that may come in several lines, each with a part of the list (RFC 9110, section 5.3). */
const lists: ReadonlySet<string> = new Set(['connection', 'transfer-encoding', 'www-authenticate']);

/** What is longer is no field, but an attempt to keep a reader busy. */
const longestValue = 2000;

/**
 * Reads a response to a GET (RFC 9112, sections 4 to 7); undefined when `bytes` don't begin with a whole status line.
 * Interim responses before it are skipped (RFC 9110, section 15.2).
 */
export function parseResponse(bytes: Buffer): Response | undefined {
	const end = headEnd(bytes);
	if (end && /^HTTP\/\d\.\d 1(?!01)\d\d(?!\d)/.test(bytes.toString('latin1', 0, 13))) {
		return parseResponse(bytes.subarray(end.body));
	}
	const [statusLine = '', ...fields] = bytes.toString('utf8', 0, end?.head ?? bytes.length).split(/\r?\n/);
	const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})(?!\d)/.exec(statusLine)?.[1]);
	if (Number.isNaN(status) || !bytes.includes(0x0a)) return undefined;
	const headers = new Map<string, string>();
	const cookies = new Set<string>();
	for (const field of fields) {
		const colon = field.indexOf(':');
		const name = field.slice(0, Math.max(0, colon)).toLowerCase();
		const value = field.slice(colon + 1, colon + 1 + longestValue).trim();
		const before = headers.get(name);
		if (name && before === undefined) headers.set(name, value);
		else if (before !== undefined && lists.has(name)) headers.set(name, `${before}, ${value}`.slice(0, longestValue));
		if (name === 'set-cookie') cookies.add(value.slice(0, Math.max(0, value.indexOf('='))));
	}
	const rest = end ? bytes.subarray(end.body) : Buffer.alloc(0);
	const { body, complete } = bodyIn(rest, status, headers);
	const isPacked = /^(?:x-)?gzip$/i.test(headers.get('content-encoding') ?? '');
	return {
		statusLine,
		status,
		headers,
		cookies,
		whole: end !== undefined,
		body: isPacked ? unpacked(body) : body,
		complete,
	};
}

/** How much of a packed body is unpacked, and what may come of it. */
const packedBytes = 16_384;
const unpackedBytes = 262_144;

/** A server that isn't told which codings are welcome may pack its pages (RFC 9110, section 12.5.3); some devices always do. */
function unpacked(body: Buffer): Buffer {
	try {
		// What is there of it will do.
		const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: unpackedBytes };
		return gunzipSync(body.subarray(0, packedBytes), options).subarray(0, titleWithin);
	} catch {
		return Buffer.alloc(0);
	}
}

function headEnd(bytes: Buffer): { head: number; body: number } | undefined {
	const strict = bytes.indexOf('\r\n\r\n');
	const lax = bytes.indexOf('\n\n');
	if (strict >= 0 && (lax < 0 || strict < lax)) return { head: strict, body: strict + 4 };
	return lax >= 0 ? { head: lax, body: lax + 2 } : undefined;
}

/** RFC 9112, section 6.3: where a response ends. */
function bodyIn(
	rest: Buffer,
	status: number,
	headers: ReadonlyMap<string, string>,
): Pick<Response, 'body' | 'complete'> {
	if (status === 204 || status === 304) return { body: Buffer.alloc(0), complete: true };
	if (/\bchunked\b/i.test(headers.get('transfer-encoding') ?? '')) return chunksIn(rest);
	const length = headers.get('content-length');
	if (length === undefined || !/^\d{1,15}$/.test(length)) return { body: rest, complete: false };
	return { body: rest.subarray(0, Number(length)), complete: rest.length >= Number(length) };
}

/** RFC 9112, section 7.1; what isn't well formed ends it. */
function chunksIn(rest: Buffer): Pick<Response, 'body' | 'complete'> {
	const chunks: Buffer[] = [];
	let complete = false;
	for (let at = 0; ; ) {
		const size = chunkSize(rest, at);
		const start = rest.indexOf(0x0a, at) + 1;
		if (size === undefined || start === 0) break;
		if (size === 0) {
			// After the last chunk come trailer fields, and an empty line.
			const trailer = rest.toString('latin1', start);
			complete = /^\r?\n/.test(trailer) || /\n\r?\n/.test(trailer);
			break;
		}
		chunks.push(rest.subarray(start, start + size));
		at = start + size;
		if (rest[at] === 0x0d) at += 1;
		if (rest[at] !== 0x0a) break;
		at += 1;
	}
	return { body: Buffer.concat(chunks), complete };
}

/** The number in front of a chunk, in bytes. */
function chunkSize(rest: Buffer, at: number): number | undefined {
	let size = 0;
	let digits = 0;
	for (; digits <= 8; digits += 1) {
		const digit = hexDigit(rest[at + digits] ?? 0);
		if (digit === undefined) break;
		size = size * 16 + digit;
	}
	return digits === 0 || digits > 8 ? undefined : size;
}

function hexDigit(byte: number): number | undefined {
	if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
	const letter = byte | 0x20;
	return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

/** How much of a page is looked at for its title. */
const titleWithin = 32_768;

/** How much is read of what is no page: an answer of an API, an error. */
const apiAnswerBytes = 8192;

/** Whether more of the response could still tell something: its head, its title, or what an API answers. */
export function responseIsEnough(bytes: Buffer): boolean {
	const response = parseResponse(bytes);
	if (!response) {
		const isHttp = 'HTTP/'.startsWith(bytes.toString('latin1', 0, 5));
		return bytes.length >= (isHttp ? titleWithin : 512) || (!isHttp && bytes.includes(0x0a));
	}
	const { headers, body, whole, complete } = response;
	if (!whole) return bytes.length >= titleWithin;
	if (complete || headers.has('location')) return true;
	const type = headers.get('content-type') ?? 'html';
	if (/html/i.test(type)) return body.length >= titleWithin || /<\/title/i.test(body.toString('latin1'));
	return body.length >= apiAnswerBytes || !/json|xml|text\/plain/i.test(type);
}

/** A page's title (HTML, section 4.2.2), in the page's encoding and with the commonest character references resolved. */
export function titleOf({ headers, body }: Pick<Response, 'headers' | 'body'>): string | undefined {
	const page = textIn(body.subarray(0, titleWithin), headers.get('content-type') ?? '');
	const title = /<title(?:\s[^>]{0,200})?>([^<]{0,1000})/i.exec(page)?.[1];
	return title === undefined ? undefined : resolveReferences(title).replace(/\s+/g, ' ').trim() || undefined;
}

/** How far into a page the name of its encoding stands, at most (HTML, section 4.2.5.4). */
const encodingWithin = 1024;

const marks = [
	['efbbbf', 'utf-8'],
	['feff', 'utf-16be'],
	['fffe', 'utf-16le'],
] as const;

/** A page as text: by its mark, by what its type or the page itself says, else in UTF-8 or as is usual in the West. */
function textIn(page: Buffer, type: string): string {
	const [, mark] = marks.find(([bytes]) => page.toString('hex', 0, 3).startsWith(bytes)) ?? [];
	const [, typed] = /\bcharset\s*=\s*["']?([\w:.-]+)/i.exec(type) ?? [];
	const head = page.toString('latin1', 0, encodingWithin);
	// Where this can be read, no character takes two bytes.
	const [, named] = /<meta\s[^>]{0,200}\bcharset\s*=\s*["']?(?!utf-16)([\w:.-]+)/i.exec(head) ?? [];
	const said = mark ?? typed ?? named;
	return (
		(said === undefined ? undefined : decoded(page, said, false)) ??
		decoded(page, 'utf-8', true) ??
		decoded(page, 'windows-1252', false) ??
		''
	);
}

/** Its last character may be cut. Undefined for an encoding that isn't known, and where `fatal` for what can't be in it. */
function decoded(page: Buffer, encoding: string, fatal: boolean): string | undefined {
	try {
		return new TextDecoder(encoding, { fatal }).decode(page, { stream: true });
	} catch {
		return undefined;
	}
}

const references: Readonly<Record<string, string>> = {
	...{ amp: '&', AMP: '&', lt: '<', LT: '<', gt: '>', GT: '>', quot: '"', QUOT: '"', apos: "'", nbsp: ' ' },
	...{ ndash: '–', mdash: '—', hellip: '…', middot: '·', bull: '•', laquo: '«', raquo: '»', rsquo: '’' },
	...{ copy: '©', reg: '®', trade: '™', auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß' },
	...{ agrave: 'à', egrave: 'è', eacute: 'é', ecirc: 'ê', ccedil: 'ç', oacute: 'ó', ntilde: 'ñ' },
};

/** What numbers from 128 to 159 stand for (HTML, section 13.2.5.80). */
const westernControls = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function resolveReferences(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{2,6}));/g, (whole, decimal, hex, name) => {
		if (name) return references[name] ?? whole;
		const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
		return code <= 0x10ffff ? (westernControls[code - 128] ?? String.fromCodePoint(code)) : whole;
	});
}
