/** A question (RFC 1035, section 4.1.2). Names are without the last dot, the root's is empty. */
export interface DnsQuestion {
	readonly name: string;
	readonly type: number;
	readonly class: number;
}

/** A resource record (RFC 1035, section 4.1.3). */
export interface DnsRecord extends DnsQuestion {
	readonly data: Buffer;
	/** The name that the data begins with, as in PTR and NS records; undefined when it begins with none. */
	readonly dataName: string | undefined;
}

/** A message of the domain name system, down to the answers (RFC 1035, section 4.1). */
export interface DnsMessage {
	readonly id: number;
	readonly isResponse: boolean;
	readonly opcode: number;
	readonly authoritative: boolean;
	readonly recursionAvailable: boolean;
	readonly responseCode: number;
	readonly questions: readonly DnsQuestion[];
	readonly answers: readonly DnsRecord[];
}

/** Reads a message; undefined when the bytes are none, or one that is cut off before its answers end. */
export function readDnsMessage(bytes: Buffer): DnsMessage | undefined {
	if (bytes.length < headerLength) return undefined;
	const flags = bytes.readUInt16BE(2);
	let at = headerLength;
	const questions: DnsQuestion[] = [];
	for (let left = bytes.readUInt16BE(4); left > 0; left--) {
		const question = readQuestion(bytes, at);
		if (question === undefined) return undefined;
		questions.push(question);
		at = question.end;
	}
	const answers: DnsRecord[] = [];
	for (let left = bytes.readUInt16BE(6); left > 0; left--) {
		const record = readRecord(bytes, at);
		if (record === undefined) return undefined;
		answers.push(record);
		at = record.end;
	}
	return {
		id: bytes.readUInt16BE(0),
		isResponse: (flags & 0x8000) !== 0,
		opcode: (flags >> 11) & 0x0f,
		authoritative: (flags & 0x0400) !== 0,
		recursionAvailable: (flags & 0x0080) !== 0,
		responseCode: flags & 0x0f,
		questions,
		answers,
	};
}

/** What response codes are called (RFC 1035, section 4.1.1, with the names of RFC 6895, section 2.3). */
export function responseCodeName(code: number): string {
	const names = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
	return names[code] ?? `response code ${code}`;
}

/** The character strings of a TXT record, in one text (RFC 1035, section 3.3.14). */
export function textIn({ data }: DnsRecord): string {
	const strings: string[] = [];
	for (let at = 0; at < data.length; at += 1 + (data[at] ?? 0)) {
		strings.push(data.toString('utf8', at + 1, at + 1 + (data[at] ?? 0)));
	}
	return strings.join('');
}

const headerLength = 12;
const longestName = 255;
/** As many as a name has labels, at most: more only keep a reader busy. */
const mostPointers = 127;

type Placed<Part> = Part & { readonly end: number };

function readQuestion(bytes: Buffer, start: number): Placed<DnsQuestion> | undefined {
	const name = readName(bytes, start);
	if (name === undefined || name.end + 4 > bytes.length) return undefined;
	const { text, end } = name;
	return { name: text, type: bytes.readUInt16BE(end), class: bytes.readUInt16BE(end + 2), end: end + 4 };
}

/** The first fields are those of a question; then the time to live (4), the data's length (2) and the data. */
function readRecord(bytes: Buffer, start: number): Placed<DnsRecord> | undefined {
	const head = readQuestion(bytes, start);
	if (head === undefined || head.end + 6 > bytes.length) return undefined;
	const begin = head.end + 6;
	const end = begin + bytes.readUInt16BE(head.end + 4);
	if (end > bytes.length) return undefined;
	return { ...head, data: bytes.subarray(begin, end), dataName: readName(bytes, begin)?.text, end };
}

/** A name, whose end may be that of another one earlier in the message (RFC 1035, section 4.1.4). */
function readName(bytes: Buffer, start: number): { readonly text: string; readonly end: number } | undefined {
	const labels: string[] = [];
	let [at, earliest, length, pointers] = [start, start, 0, 0];
	let end: number | undefined;
	for (;;) {
		const size = bytes[at];
		if (size === undefined) return undefined;
		if (size === 0) return { text: labels.join('.'), end: end ?? at + 1 };
		if (size >= 0xc0) {
			pointers += 1;
			if (at + 2 > bytes.length || pointers > mostPointers) return undefined;
			end ??= at + 2;
			at = bytes.readUInt16BE(at) & 0x3fff;
			// Only ever backwards, so that no name can go in circles.
			if (at >= earliest) return undefined;
			earliest = at;
			continue;
		}
		length += 1 + size;
		if (size >= 0x40 || length > longestName || at + 1 + size > bytes.length) return undefined;
		labels.push(bytes.toString('latin1', at + 1, at + 1 + size));
		at += 1 + size;
	}
}
