import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPattern, udpNotes } from '../../source/assess/pattern.ts';
import { PortTable } from '../../source/assess/port-table.ts';
import type { PortState, StateCounts } from '../../source/model.ts';
import { isLoopback } from '../../source/targets/address.ts';
import { collected, four, host, manyPorts, open, scanned, shut, shutOver, started } from './events.ts';

const common = Array.from({ length: 229 }, (_, index) => index + 100);
const cdnPorts = [80, 443, 2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8080, 8443, 8880];

/** All the ports in one state, but for those that are listed otherwise. */
function tableOf(
	ports: readonly number[],
	state: PortState | 'rejected',
	others: Readonly<Partial<Record<PortState | 'rejected', readonly number[]>>> = {},
): PortTable {
	const table = new PortTable();
	const put = (port: number, one: PortState | 'rejected') =>
		one === 'rejected' ? table.set(port, 'filtered', true) : table.set(port, one);
	for (const port of ports) {
		put(port, state);
	}
	for (const one of ['open', 'closed', 'filtered', 'undecided', 'rejected'] as const) {
		for (const port of others[one] ?? []) {
			put(port, one);
		}
	}
	return table;
}

function patternOf(table: PortTable) {
	return readPattern(four, table, table.counts).pattern;
}

test('the pattern tells how the firewall treats the ports', () => {
	assert.equal(patternOf(tableOf(common, 'closed')), 'all-closed');
	assert.equal(patternOf(tableOf(common, 'closed', { open: [122, 180, 200] })), 'all-closed');
	assert.equal(patternOf(tableOf(common, 'filtered', { open: [122, 180] })), 'default-deny');
	assert.equal(patternOf(tableOf(common, 'filtered', { closed: [122] })), 'default-deny');
	assert.equal(patternOf(tableOf(common, 'rejected', { open: [122] })), 'rejecting');
	assert.equal(patternOf(tableOf(common, 'closed', { filtered: [125, 139, 245] })), 'mixed');
	assert.equal(patternOf(tableOf(common, 'open', { closed: [125] })), 'all-open');
});

test('an address that never answered, or to which there is no route, is unreachable', () => {
	assert.equal(patternOf(tableOf(common, 'filtered')), 'unreachable');
	assert.equal(patternOf(tableOf(common, 'undecided')), 'unreachable');
	assert.equal(patternOf(tableOf(common, 'rejected')), 'unreachable');
	const silent = tableOf(common, 'undecided');
	const rejected = tableOf(common, 'rejected');
	assert.match(readPattern(four, silent, silent.counts).notes.join(), /Nothing answered/);
	assert.match(readPattern(four, rejected, rejected.counts).notes.join(), /no route/);
	const refused = new PortTable();
	refused.set(22, 'undecided', true);
	refused.set(80, 'undecided');
	assert.equal(patternOf(refused), 'unreachable', 'with few ports too');
	assert.match(readPattern(four, refused, refused.counts).notes.join(), /no route/);
});

test("the CDN's ports open together are a CDN edge; a hosting panel's ports are not", () => {
	const asked = [...new Set([...common, ...cdnPorts])];
	assert.equal(patternOf(tableOf(asked, 'filtered', { open: cdnPorts })), 'cdn');
	const panel = [80, 443, 2082, 2083, 2086, 2087, 2095, 2096];
	assert.equal(patternOf(tableOf(asked, 'filtered', { open: panel })), 'default-deny');
	// The catalogue doesn't have all of the CDN's ports.
	const known = cdnPorts.filter((port) => port !== 2052 && port !== 2053);
	assert.equal(patternOf(tableOf([...common, ...known], 'filtered', { open: known })), 'cdn');
});

test('three ports say nothing about a firewall', () => {
	for (const state of ['open', 'closed', 'filtered', 'rejected'] as const) {
		const table = tableOf([22, 80, 443], state);
		assert.deepEqual(readPattern(four, table, table.counts), { pattern: 'unclear', notes: [] });
	}
});

test('every pattern but the unclear one comes with one sentence', () => {
	const tables = [
		tableOf(common, 'closed'),
		tableOf(common, 'filtered', { open: [122] }),
		tableOf(common, 'filtered', { closed: [122, 123] }),
		tableOf(common, 'rejected', { open: [122] }),
		tableOf(common, 'closed', { filtered: [125, 139, 245] }),
		tableOf(common, 'open'),
		tableOf([...common, ...cdnPorts], 'filtered', { open: cdnPorts }),
		tableOf(common, 'filtered'),
		tableOf(common, 'rejected'),
	];
	for (const table of tables) {
		const { notes } = readPattern(four, table, table.counts);
		assert.equal(notes.length, 1, patternOf(table));
		assert.match(notes[0] ?? '', /^[A-Z].*\.$/);
	}
});

test('ports that could not be decided are told', () => {
	const table = tableOf(common, 'closed', { undecided: [100, 101] });
	assert.match(readPattern(four, table, table.counts).notes.join(' '), /2 ports could not be decided/i);
	const few = tableOf([22, 80], 'closed', { undecided: [80] });
	assert.match(readPattern(four, few, few.counts).notes.join(' '), /One port could not be decided/);
});

test('an address that answers over UDP is reachable, whatever its TCP ports do', () => {
	const patternsOf = (...tcp: Parameters<typeof shut>) =>
		[open(four, 53, 3, 'udp'), shutOver('udp', four, 'closed', 69), shutOver('udp', four, 'open|filtered', 123)].map(
			(udp) =>
				collected(started, host('example.com', four), shut(...tcp), udp, scanned(four)).report().hosts[0]?.addresses[0],
		);
	const [open53, closed69, silent123] = patternsOf(four, 'filtered', ...manyPorts(200));
	assert.equal(open53?.pattern, 'default-deny');
	assert.equal(closed69?.pattern, 'default-deny');
	assert.equal(silent123?.pattern, 'unreachable');
	assert.equal(silent123?.notes.length, 1, 'that nothing answered is told once');
	const [undecided] = patternsOf(four, 'undecided', ...manyPorts(200));
	assert.equal(undecided?.pattern, 'unclear');
	assert.match(undecided?.notes.join() ?? '', /200 ports could not be decided/);
});

test('where no UDP port answered, one sentence says what that can mean; one answer, and nothing is said', () => {
	const notesOn = (counts: Partial<StateCounts>, pattern: 'default-deny' | 'unreachable' = 'default-deny') =>
		udpNotes(pattern, { open: 0, closed: 0, filtered: 0, 'open|filtered': 0, undecided: 0, ...counts });
	assert.deepEqual(notesOn({ 'open|filtered': 31 }), [
		'No answer from 31 UDP ports: over UDP, a service that keeps silent and a firewall that drops look the same from here.',
	]);
	assert.match(notesOn({ 'open|filtered': 1 })[0] ?? '', /^No answer from one UDP port:/);
	for (const state of ['open', 'closed', 'filtered'] as const) {
		assert.deepEqual(notesOn({ 'open|filtered': 30, [state]: 1 }), [], state);
	}
	assert.deepEqual(notesOn({}), []);
	assert.deepEqual(notesOn({ 'open|filtered': 31 }, 'unreachable'), []);
	assert.match(notesOn({ closed: 1, undecided: 2 }).join(), /^2 UDP ports could not be decided/);
});

test('the notes on UDP stand with the others, once all ports were asked', () => {
	const collector = collected(started, host('example.com', four), shut(four, 'closed', ...manyPorts(40)));
	collector.add(shutOver('udp', four, 'open|filtered', 123, 161));
	const notes = () => collector.report().hosts[0]?.addresses[0]?.notes ?? [];
	assert.deepEqual(notes(), []);
	collector.add(scanned(four));
	assert.match(notes()[0] ?? '', /No firewall was seen/);
	assert.match(notes()[1] ?? '', /No answer from 2 UDP ports/);
});

test('the loopback address says nothing about a firewall', () => {
	const table = tableOf(common, 'closed');
	assert.deepEqual(readPattern('::1', table, table.counts), { pattern: 'all-closed', notes: [] });
});

test('loopback addresses are known in every form', () => {
	for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1']) {
		assert.equal(isLoopback(address), true, address);
	}
	for (const address of ['192.0.2.127', '128.0.0.1', '2001:db8::1', '::', '1127.0.0.1']) {
		assert.equal(isLoopback(address), false, address);
	}
});

test('ports that should not be open on any machine show that something answers for all, however few were asked', () => {
	const few = tableOf([22, 80, 443], 'open');
	assert.equal(patternOf(few), 'unclear');
	const { pattern, notes } = readPattern(four, few, few.counts, { answersForAll: true });
	assert.equal(pattern, 'all-open');
	assert.match(notes.join(), /something in between answers/);
});

test('where refusals are rationed, silence beside a few of them is a firewall that refuses', () => {
	const table = tableOf(common, 'filtered', { open: [122], rejected: [125, 139] });
	assert.equal(patternOf(table), 'default-deny');
	assert.equal(readPattern(four, table, table.counts, { rejectsSparingly: true }).pattern, 'rejecting');
});

test('an address that was lost in mid-check is said to be, instead of the general advice', () => {
	const table = tableOf(common, 'undecided', { open: [122], closed: [125] });
	const silent = readPattern(four, table, table.counts, { lost: 'silent' }).notes.join(' ');
	assert.match(silent, /nothing answered any more.*could not be decided/);
	assert.match(readPattern(four, table, table.counts, { lost: 'refusing' }).notes.join(), /began to refuse/);
	assert.equal(silent.match(/could not be decided/g)?.length, 1);
});
