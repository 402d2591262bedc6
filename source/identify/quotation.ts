/** It should be shorter than 512 characters (RFC 865); some are a little longer. */
const longest = 1024;
const shortest = 10;

/** The quotation of the day, in whatever language; undefined where the bytes are no text with words in it. */
export function quotationIn(bytes: Buffer): string | undefined {
	const text = bytes.toString('utf8').trim();
	const isText = /^[\t\r\n\x20-\x7e\xa0-\ufffc]+$/.test(text) && /\p{L}{2}/u.test(text);
	return bytes.length <= longest && text.length >= shortest && isText ? text : undefined;
}
