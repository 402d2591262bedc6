import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonPorts } from '../../source/knowledge/catalogue.ts';
import { orderPorts } from '../../source/ports/order.ts';

const everyPort = Array.from({ length: 65535 }, (_, index) => index + 1);

test('every port comes exactly once', () => {
	assert.deepEqual(
		orderPorts(everyPort, Math.random).sort((a, b) => a - b),
		everyPort,
	);
	assert.deepEqual(orderPorts([], Math.random), []);
});

test('the doors that matter come first, worst first, and only those that were asked for', () => {
	const common = commonPorts('tcp');
	assert.ok(common.length > 100, 'the catalogue is there');
	assert.deepEqual(orderPorts(everyPort, Math.random).slice(0, common.length), common);

	const worst = common[0] ?? 0;
	const mildest = common.at(-1) ?? 0;
	assert.deepEqual(orderPorts([mildest, 64999, worst], Math.random), [worst, mildest, 64999]);
});

test('the rest is in random order, and every order is equally likely', () => {
	const ports = [64990, 64991, 64992];
	const random = dice(1);
	const counts = new Map<string, number>();
	for (let round = 0; round < 6000; round++) {
		const order = orderPorts(ports, random).join();
		counts.set(order, (counts.get(order) ?? 0) + 1);
	}

	assert.equal(counts.size, 6);
	for (const [order, count] of counts) {
		assert.ok(Math.abs(count - 1000) < 150, `${order}: ${count} of 6000`);
	}
});

test('the same random numbers give the same order', () => {
	assert.deepEqual(orderPorts(everyPort, dice(7)), orderPorts(everyPort, dice(7)));
});

/** Mulberry32: the figures above are the same in every run. */
function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let bits = Math.imul(state ^ (state >>> 15), 1 | state);
		bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
		return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
	};
}
