/** Bytes, each from 0 to 255, in the order in which they are sent. */
export type Bytes = readonly number[];

/** One after the other. */
export function join(...parts: readonly Bytes[]): Bytes {
	return parts.flat();
}

/** Two bytes, the most significant one first, as all protocols here but IPMI want them. */
export function uint16(value: number): Bytes {
	return [(value >>> 8) & 0xff, value & 0xff];
}

/** Three bytes, the most significant one first. */
export function uint24(value: number): Bytes {
	return [(value >>> 16) & 0xff, ...uint16(value)];
}

/** Four bytes, the most significant one first. */
export function uint32(value: number): Bytes {
	return [...uint16(value >>> 16), ...uint16(value)];
}

/** The characters of an ASCII text. */
export function ascii(text: string): Bytes {
	return [...Buffer.from(text, 'ascii')];
}

/** So many bytes of one value. */
export function repeat(byte: number, count: number): Bytes {
	return Array<number>(count).fill(byte);
}

/** The bytes with zeros behind them, up to `length` bytes in all. */
export function padded(bytes: Bytes, length: number): Bytes {
	return join(bytes, repeat(0, Math.max(0, length - bytes.length)));
}

/** A text behind its length in two bytes. */
export function counted16(text: string): Bytes {
	return join(uint16(text.length), ascii(text));
}
