const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

/** The printable characters in a ring, with the blank, and without it as some have it. */
const rings: readonly string[] = [printable, printable.slice(1)].map((ring) => ring + ring);

/** Whether the characters, of one line, follow each other as a generator sends them (RFC 864). */
export function followEachOther(characters: string): boolean {
	return rings.some((ring) => ring.includes(characters));
}
