import { ascii, type Bytes, join, uint16, uint32 } from './bytes.ts';

/** A STUN message of this type, without attributes (RFC 8489, section 5). */
export function stunMessage(type: number): Bytes {
	const [noAttributes, magicCookie] = [0, 0x2112a442];
	return join(uint16(type), uint16(noAttributes), uint32(magicCookie), ascii('doorcheck-12'));
}
