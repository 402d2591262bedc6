import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortTable } from '../../source/assess/port-table.ts';

test('a port that changes its state moves from one count to the other', () => {
	const table = new PortTable();
	assert.equal(table.set(80, 'filtered', true), true);
	assert.deepEqual(table.counts, { open: 0, closed: 0, filtered: 1, 'open|filtered': 0, undecided: 0, rejected: 1 });
	assert.equal(table.set(80, 'open'), true);
	assert.equal(table.set(80, 'open'), false, 'the same state again is no change');
	assert.deepEqual(table.counts, { open: 1, closed: 0, filtered: 0, 'open|filtered': 0, undecided: 0, rejected: 0 });
	assert.equal(table.size, 1);
});

test('a filtered port on which the other side spoke up is told from a silent one', () => {
	const table = new PortTable();
	table.set(1, 'filtered');
	table.set(2, 'filtered', true);
	assert.deepEqual(table.get(1), { state: 'filtered', rejected: false });
	assert.deepEqual(table.get(2), { state: 'filtered', rejected: true });
	assert.equal(table.set(1, 'filtered', true), true, 'hearing from it is a change');
	assert.equal(table.get(3), undefined);
});

test('a silent UDP port is open or filtered, and counted as neither', () => {
	const table = new PortTable();
	table.set(123, 'open|filtered');
	table.set(161, 'filtered', true);
	assert.deepEqual(table.get(123), { state: 'open|filtered', rejected: false });
	assert.deepEqual(table.counts, {
		open: 0,
		closed: 0,
		filtered: 1,
		'open|filtered': 1,
		undecided: 0,
		rejected: 1,
	});
	assert.equal(table.set(123, 'open'), true, 'an answer decides');
	assert.equal(table.counts['open|filtered'], 0);
});

test('ports are read in ascending order, for a few ports and for all of them', () => {
	for (const last of [300, 65_535]) {
		const table = new PortTable();
		for (let port = last; port >= 1; port--) {
			table.set(port, port % 2 === 0 ? 'closed' : 'undecided');
		}
		const read = [...table];
		assert.equal(read.length, last);
		assert.equal(table.size, last);
		assert.ok(read.every(([port], index) => port === index + 1));
		assert.ok(read.every(([port, fact]) => fact.state === (port % 2 === 0 ? 'closed' : 'undecided')));
	}
});

test('states keep when the table grows from a list of services to the whole range', () => {
	const table = new PortTable();
	table.set(443, 'open');
	for (let port = 1000; port < 5000; port++) {
		table.set(port, 'filtered');
	}
	assert.equal(table.get(443)?.state, 'open');
	assert.equal(table.get(4999)?.state, 'filtered');
	assert.equal(table.counts.open, 1);
	assert.equal(table.counts.filtered, 4000);
});

test('readers share the facts, so reading 65,535 ports makes no 65,535 objects', () => {
	const table = new PortTable();
	for (let port = 1; port <= 65_535; port++) {
		table.set(port, 'closed');
	}
	assert.equal(new Set([...table].map(([, fact]) => fact)).size, 1);
});
