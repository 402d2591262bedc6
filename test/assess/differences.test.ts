import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComparedAddress } from '../../source/assess/differences.ts';
import { differencesOf } from '../../source/assess/differences.ts';
import { PortTable } from '../../source/assess/port-table.ts';
import type { Family, HostPattern, PortState } from '../../source/model.ts';

function address(
	family: Family,
	states: Readonly<Record<number, PortState>>,
	pattern: HostPattern = 'unclear',
): ComparedAddress {
	const tcp = new PortTable();
	for (const [port, state] of Object.entries(states)) {
		tcp.set(Number(port), state);
	}
	const udp = new PortTable();
	return { family, pattern, portStates: (protocol) => (protocol === 'tcp' ? tcp : udp) };
}

function tcp(...ports: readonly number[]) {
	return ports.map((port) => ({ port, protocol: 'tcp' as const }));
}

test('only ports that are open on one family and shut on the other differ, in ascending order', () => {
	const four = address(4, { 443: 'open', 6379: 'filtered', 22: 'open', 25: 'closed' });
	const six = address(6, { 443: 'open', 6379: 'open', 22: 'closed', 25: 'filtered' });
	assert.deepEqual(differencesOf([four, six], tcp(6379, 443, 22, 25)), [
		{ port: 22, protocol: 'tcp', ipv4: 'open', ipv6: 'closed' },
		{ port: 6379, protocol: 'tcp', ipv4: 'filtered', ipv6: 'open' },
	]);
});

test('open on any address of a family is open on that family', () => {
	const addresses = [address(4, { 80: 'closed' }), address(4, { 80: 'open' }), address(6, { 80: 'open' })];
	assert.deepEqual(differencesOf(addresses, tcp(80)), []);
});

test('a port that is undecided or not asked yet on one family is no difference', () => {
	assert.deepEqual(differencesOf([address(4, { 80: 'open' }), address(6, { 80: 'undecided' })], tcp(80)), []);
	assert.deepEqual(differencesOf([address(4, { 80: 'open' }), address(6, {})], tcp(80)), []);
	const half = [address(4, { 80: 'open' }), address(6, { 80: 'closed' }), address(6, {})];
	assert.deepEqual(differencesOf(half, tcp(80)), [], 'the other address may still turn out open');
});

test('over UDP a family that is silent may be open too: that is no difference, and being closed is one', () => {
	const [four, six] = [address(4, {}), address(6, {})];
	const states = { 53: ['open', 'open|filtered'], 161: ['open', 'closed'], 500: ['filtered', 'open'] } as const;
	const over = (family: 0 | 1): ComparedAddress => {
		const table = new PortTable();
		for (const [port, pair] of Object.entries(states)) {
			table.set(Number(port), pair[family]);
		}
		return { ...(family === 0 ? four : six), portStates: () => table };
	};
	const candidates = [53, 161, 500].map((port) => ({ port, protocol: 'udp' as const }));
	assert.deepEqual(differencesOf([over(0), over(1)], candidates), [
		{ port: 161, protocol: 'udp', ipv4: 'open', ipv6: 'closed' },
		{ port: 500, protocol: 'udp', ipv4: 'filtered', ipv6: 'open' },
	]);
});

test('a family that cannot be reached from here is not compared', () => {
	const four = address(4, { 80: 'open' });
	const six = address(6, { 80: 'filtered' }, 'unreachable');
	assert.deepEqual(differencesOf([four, six], tcp(80)), []);
	assert.deepEqual(differencesOf([four], tcp(80)), []);
});
