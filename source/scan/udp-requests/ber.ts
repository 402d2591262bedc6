import { ascii, type Bytes, join, uint16 } from './bytes.ts';

const tag = { boolean: 0x01, integer: 0x02, octetString: 0x04, enumerated: 0x0a, sequence: 0x30 } as const;

/** A type, the length and the contents (ITU-T X.690, sections 8.1.2, 8.1.3 and 10.1), up to 65,535 bytes. */
export function tagged(identifier: number, ...contents: readonly Bytes[]): Bytes {
	const content = join(...contents);
	return join([identifier], lengthOf(content), content);
}

/** In as few bytes as will do: Kerberos wants DER (RFC 4120, section 5). */
function lengthOf({ length }: Bytes): Bytes {
	if (length < 0x80) return [length];
	return length < 0x100 ? [0x81, length] : [0x82, ...uint16(length)];
}

/** SEQUENCE (X.690, section 8.9). */
export function sequence(...contents: readonly Bytes[]): Bytes {
	return tagged(tag.sequence, ...contents);
}

/** OCTET STRING (X.690, section 8.7), of bytes or of an ASCII text. */
export function octets(content: Bytes | string): Bytes {
	return tagged(tag.octetString, typeof content === 'string' ? ascii(content) : content);
}

/** INTEGER (X.690, section 8.3) from 0 to 2,147,483,647, in as few bytes as will do. */
export function integer(value: number): Bytes {
	return tagged(tag.integer, fewestBytes(value));
}

/** ENUMERATED (X.690, section 8.4), from 0 to 127. */
export function enumerated(value: number): Bytes {
	return tagged(tag.enumerated, [value]);
}

/** BOOLEAN (X.690, section 8.2). */
export function boolean(value: boolean): Bytes {
	return tagged(tag.boolean, [value ? 0xff : 0]);
}

function fewestBytes(value: number): Bytes {
	// The top bit is the sign.
	return value < 0x80 ? [value] : [...fewestBytes(Math.floor(value / 0x100)), value % 0x100];
}
