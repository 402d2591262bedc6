import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDnsMessage } from '../../source/identify/dns-message.ts';

const headerLength = 12;

/** A response without a question and with these records. */
function response(...records: readonly Buffer[]): Buffer {
	const header = Buffer.alloc(headerLength);
	header.writeUInt16BE(0x8000, 2);
	header.writeUInt16BE(records.length, 6);
	return Buffer.concat([header, ...records]);
}

function record(name: Buffer, data = Buffer.alloc(0)): Buffer {
	const typeClassAndTtl = Buffer.from('0001000100000000', 'hex');
	return Buffer.concat([name, typeClassAndTtl, Buffer.of(data.length >> 8, data.length & 0xff), data]);
}

function pointerTo(offset: number): Buffer {
	return Buffer.of(0xc0 | (offset >> 8), offset & 0xff);
}

/** The root's name, and so many pointers, each to the one before it. */
function pointers(count: number): { readonly first: Buffer; readonly last: number } {
	const root = Buffer.of(0);
	const dataAt = headerLength + record(root).length;
	const chain = Array.from({ length: count }, (_, index) =>
		pointerTo(index === 0 ? headerLength : dataAt + 2 * (index - 1)),
	);
	return { first: record(root, Buffer.concat(chain)), last: dataAt + 2 * (count - 1) };
}

test('a name of as many labels as there can be, each behind a pointer, is read', () => {
	const root = Buffer.of(0);
	const dataAt = headerLength + record(root).length;
	// "a" and a pointer to the root, "a" and a pointer to that, and so on.
	const labels = Array.from({ length: 126 }, (_, index) =>
		Buffer.concat([Buffer.from('\x01a'), pointerTo(index === 0 ? headerLength : dataAt + 4 * (index - 1))]),
	);
	const first = record(root, Buffer.concat(labels));
	const message = readDnsMessage(response(first, record(pointerTo(dataAt + 4 * (labels.length - 1)))));
	assert.equal(message?.answers[1]?.name, Array(126).fill('a').join('.'));
});

test('pointers to pointers without end are no name', () => {
	const { first, last } = pointers(2000);
	assert.equal(readDnsMessage(response(first, record(pointerTo(last)))), undefined);
});
