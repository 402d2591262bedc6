/** A BSON document by its keys, in order; arrays are documents with the keys `0`, `1`, … (as BSON has them). */
export type BsonDocument = ReadonlyMap<string, BsonValue>;

/** What is of use here; a value of another type is null. */
export type BsonValue = string | number | boolean | null | BsonDocument;

/** What `writeBson` can write. Whole numbers become int32. */
export interface BsonFields {
	readonly [key: string]: string | number | boolean | BsonFields;
}

const deepest = 8;

/**
 * Reads one document that fills `bytes` exactly (bsonspec.org, version 1.1).
 *
 * @returns undefined when it isn't one, or is nested deeper than 8 levels. Never throws.
 */
export function readBson(bytes: Buffer): BsonDocument | undefined {
	try {
		return documentIn(bytes, deepest);
	} catch {
		// Reading beyond the end: the lengths in it lie.
		return undefined;
	}
}

/** The bytes of a document. */
export function writeBson(fields: BsonFields): Buffer {
	const elements = Object.entries(fields).map(([key, value]) => {
		const [type, bytes] = written(value);
		return Buffer.concat([Buffer.of(type), Buffer.from(`${key}\0`), bytes]);
	});
	const body = Buffer.concat([...elements, Buffer.of(0)]);
	return Buffer.concat([int32(body.length + 4), body]);
}

function written(value: BsonFields[string]): readonly [type: number, bytes: Buffer] {
	switch (typeof value) {
		case 'string': {
			const text = Buffer.from(`${value}\0`);
			return [0x02, Buffer.concat([int32(text.length), text])];
		}
		case 'number':
			return [0x10, int32(value)];
		case 'boolean':
			return [0x08, Buffer.of(value ? 1 : 0)];
		default:
			return [0x03, writeBson(value)];
	}
}

function int32(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32LE(value);
	return bytes;
}

/** Length (4, of the whole), elements, a zero byte. */
function documentIn(bytes: Buffer, levels: number): BsonDocument | undefined {
	if (levels === 0 || bytes.readInt32LE(0) !== bytes.length || bytes.at(-1) !== 0) return undefined;
	const fields = new Map<string, BsonValue>();
	let at = 4;
	while (at < bytes.length - 1) {
		const keyEnd = bytes.indexOf(0, at + 1);
		const length = lengthOfValue(bytes, keyEnd + 1, bytes.readUInt8(at));
		if (length === undefined || keyEnd + 1 + length > bytes.length - 1) return undefined;
		const value = valueIn(bytes.subarray(keyEnd + 1, keyEnd + 1 + length), bytes.readUInt8(at), levels);
		if (value === undefined) return undefined;
		fields.set(bytes.toString('utf8', at + 1, keyEnd), value);
		at = keyEnd + 1 + length;
	}
	return fields;
}

/** Lengths of the types whose values always have the same. */
const fixedLengths: Readonly<Record<number, number>> = {
	1: 8, // double
	6: 0, // undefined
	7: 12, // ObjectId
	8: 1, // boolean
	9: 8, // UTC datetime
	10: 0, // null
	16: 4, // int32
	17: 8, // timestamp
	18: 8, // int64
	19: 16, // decimal128
	127: 0, // max key
	255: 0, // min key
};

function lengthOfValue(bytes: Buffer, at: number, type: number): number | undefined {
	const fixed = fixedLengths[type];
	if (fixed !== undefined) return fixed;
	switch (type) {
		case 2: // string
		case 13: // code
		case 14: // symbol
			return positive(4 + bytes.readInt32LE(at), 5);
		case 3: // document
		case 4: // array
		case 15: // code with scope
			return positive(bytes.readInt32LE(at), 5);
		case 5: // binary
			return positive(5 + bytes.readInt32LE(at), 5);
		case 11: {
			// Regular expression: two strings up to a zero byte each.
			const pattern = bytes.indexOf(0, at);
			const options = pattern < 0 ? -1 : bytes.indexOf(0, pattern + 1);
			return options < 0 ? undefined : options + 1 - at;
		}
		default:
			return undefined;
	}
}

function positive(length: number, least: number): number | undefined {
	return length >= least ? length : undefined;
}

function valueIn(bytes: Buffer, type: number, levels: number): BsonValue | undefined {
	switch (type) {
		case 1:
			return bytes.readDoubleLE(0);
		case 2:
			return bytes.toString('utf8', 4, bytes.length - 1);
		case 3:
		case 4:
			return documentIn(bytes, levels - 1);
		case 8:
			return bytes.readUInt8(0) === 1;
		case 16:
			return bytes.readInt32LE(0);
		case 18:
			return Number(bytes.readBigInt64LE(0));
		default:
			return null;
	}
}
