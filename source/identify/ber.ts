/** One element of the basic encoding rules: its identifier byte and its contents (ITU-T X.690, section 8.1). */
export interface BerElement {
	readonly tag: number;
	readonly content: Buffer;
}

/** Universal identifiers (ITU-T X.680, section 8.6). */
export const berTag = { integer: 0x02, octetString: 0x04, enumerated: 0x0a, sequence: 0x30, set: 0x31 } as const;

/**
 * The elements that the bytes consist of, one after the other; undefined when they don't, or when one has a length that
 * isn't stated (section 8.1.3.6) or an identifier of several bytes, which no protocol here uses.
 */
export function berElements(bytes: Buffer): readonly BerElement[] | undefined {
	const elements: BerElement[] = [];
	for (let at = 0; at < bytes.length; ) {
		const tag = bytes[at] ?? 0;
		const first = bytes[at + 1];
		if (first === undefined || (tag & 0x1f) === 0x1f) return undefined;
		const lengthBytes = first < 0x80 ? 0 : first - 0x80;
		const begin = at + 2 + lengthBytes;
		if (first === 0x80 || lengthBytes > 4 || begin > bytes.length) return undefined;
		const end = begin + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
		if (end > bytes.length) return undefined;
		elements.push({ tag, content: bytes.subarray(begin, end) });
		at = end;
	}
	return elements;
}

/** The elements inside one that has this tag. */
export function berInside(element: BerElement | undefined, tag: number): readonly BerElement[] | undefined {
	return element?.tag === tag ? berElements(element.content) : undefined;
}

/** The number in an INTEGER or ENUMERATED (sections 8.3 and 8.4) of at most six bytes. */
export function berNumber(element: BerElement | undefined): number | undefined {
	if (element === undefined || (element.tag !== berTag.integer && element.tag !== berTag.enumerated)) return undefined;
	const { length } = element.content;
	return length < 1 || length > 6 ? undefined : element.content.readIntBE(0, length);
}

/** The bytes of an OCTET STRING (section 8.7). */
export function berOctets(element: BerElement | undefined): Buffer | undefined {
	return element?.tag === berTag.octetString ? element.content : undefined;
}
