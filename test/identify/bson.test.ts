import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBson, writeBson } from '../../source/identify/bson.ts';

/** The second example of bsonspec.org's FAQ: `{"BSON": ["awesome", 5.05, 1986]}`. */
const awesome = Buffer.from(
	'310000000442534f4e002600000002300008000000617765736f6d65000131003333333333331440103200c20700000000',
	'hex',
);

test('a document is read, an array as a document with the keys 0, 1, …', () => {
	const list = readBson(awesome)?.get('BSON');
	assert.ok(list instanceof Map);
	assert.deepEqual(
		[...list],
		[
			['0', 'awesome'],
			['1', 5.05],
			['2', 1986],
		],
	);
});

test('what is written is read again', () => {
	const written = writeBson({ text: 'é', count: -7, yes: true, no: false, inner: { deeper: {} } });
	assert.deepEqual(
		readBson(written),
		new Map<string, unknown>([
			['text', 'é'],
			['count', -7],
			['yes', true],
			['no', false],
			['inner', new Map([['deeper', new Map()]])],
		]),
	);
});

test('a value of a type that is of no use is null, and what follows it is read', () => {
	for (const [type, value] of [
		[0x05, '020000000041 42'],
		[0x07, '6650f0c2a1b2c3d4e5f60718'],
		[0x09, '0000000000000000'],
		[0x0a, ''],
		[0x0b, '6100 6900'],
		[0x11, '0000000000000000'],
		[0x13, '00000000000000000000000000000000'],
		[0x7f, ''],
		[0xff, ''],
	] as const) {
		const bytes = Buffer.from(value.replaceAll(' ', ''), 'hex');
		const elements = Buffer.concat([Buffer.of(type, 0x78, 0), bytes, Buffer.from('087900 01'.replace(' ', ''), 'hex')]);
		const length = Buffer.alloc(4);
		length.writeInt32LE(elements.length + 5);
		const found = readBson(Buffer.concat([length, elements, Buffer.of(0)]));
		assert.deepEqual([found?.get('x'), found?.get('y')], [null, true], `type ${type}`);
	}
});

test('a document that was cut anywhere, or has one byte more, is none', () => {
	for (let length = 0; length < awesome.length; length += 1) {
		assert.equal(readBson(awesome.subarray(0, length)), undefined, `${length} bytes`);
	}
	assert.equal(readBson(Buffer.concat([awesome, Buffer.of(0)])), undefined);
});

test('any byte may be wrong, and the reader neither throws nor reads on', () => {
	for (let at = 0; at < awesome.length; at += 1) {
		for (const wrong of [0x00, 0x01, 0x02, 0x03, 0x0b, 0x7f, 0x80, 0xff]) {
			const bytes = Buffer.from(awesome);
			bytes[at] = wrong;
			const found = readBson(bytes);
			assert.ok(found === undefined || found.size <= 2);
		}
	}
});

test('documents nested deeper than eight levels are not read', () => {
	const nested = (levels: number): Buffer => {
		let fields = {};
		for (let level = 1; level < levels; level += 1) fields = { inner: fields };
		return writeBson(fields);
	};
	assert.ok(readBson(nested(8)));
	assert.equal(readBson(nested(9)), undefined);
});
