import { ascii, type Bytes, join, uint16 } from './bytes.ts';

export const dnsType = { NS: 2, PTR: 12, TXT: 16, NBSTAT: 0x21 } as const;
export const dnsClass = { IN: 1, CHAOS: 3 } as const;
/** RFC 1035, section 4.1.1. */
export const recursionDesired = 0x0100;
const messageId = 0x0d0c;

/** A message with one question and nothing else (RFC 1035, sections 4.1.1 and 4.1.2). */
export function dnsQuery(flags: number, name: Bytes, questionType: number, questionClass: number): Bytes {
	const [questions, answers, authorities, additional] = [1, 0, 0, 0];
	return join(
		uint16(messageId),
		uint16(flags),
		...[questions, answers, authorities, additional].map(uint16),
		name,
		uint16(questionType),
		uint16(questionClass),
	);
}

/** RFC 1035, section 3.1. The root's name is the empty text. */
export function domainName(name: string): Bytes {
	const labels = name === '' ? [] : name.split('.');
	return join(...labels.map((text) => join([text.length], ascii(text))), [0]);
}
