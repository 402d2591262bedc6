import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostReport } from '../../source/model.ts';
import { itemsOf } from '../../source/ui/items.ts';
import { chop, fit, wrap } from '../../source/ui/lines.ts';
import { type ListWindow, nextWindow } from '../../source/ui/list-window.ts';
import { createFilter, rowsOf } from '../../source/ui/rows.ts';
import { clock, grouped, percent, perSecond, roughly } from '../../source/ui/words.ts';
import { cpuTime } from '../cpu-time.ts';
import { fakeCheck, fullCheck, hostEvent, open, ports, startEvent, v4, v6 } from './fixture.ts';

test('a filter takes a part of any text, a port, a range of ports, or the others', () => {
	const match = (filter: string) =>
		[
			['MySQL 8.0.36 critical', 3306],
			['nginx fine', 80],
			['nginx fine', 8080],
		].map(([text, port]) => createFilter(filter)(String(text), Number(port)));
	assert.deepEqual(match('mysql'), [true, false, false]);
	assert.deepEqual(match(':80'), [false, true, false]);
	assert.deepEqual(match(':80-9000'), [true, true, true]);
	assert.deepEqual(match(':3000-'), [true, false, true]);
	assert.deepEqual(match('!nginx'), [true, false, false]);
	assert.deepEqual(match('!:80'), [true, false, true]);
	assert.deepEqual(match('!'), [true, true, true]);
	assert.deepEqual(match(''), [true, true, true]);
});

test('IPv4 and IPv6 share an item; one family alone is called so only once the other is decided', () => {
	const check = fakeCheck([startEvent, hostEvent, open(22), open(22, v6), open(3306)]);
	assert.equal(item(hostOf(check), '22/tcp')?.families, 'IPv4 IPv6');
	assert.equal(item(hostOf(check), '3306/tcp')?.families, 'IPv4');
	check.add(ports('filtered', [3306], v6), ...fullCheck.filter(({ type }) => type === 'scanned'));
	assert.equal(item(hostOf(check), '3306/tcp')?.families, 'IPv4 only');
});

test('a door that was shut stays in the list where it was, but is not counted any more', () => {
	const check = fakeCheck([startEvent, hostEvent, open(22), open(3306)]);
	const before = rowsOf(hostOf(check), view).keys;
	const count = total(hostOf(check));
	check.add(ports('closed', [3306], v4));
	assert.deepEqual(rowsOf(hostOf(check), view).keys, before);
	assert.equal(total(hostOf(check)), count - 1);
});

test('65,535 findings are put in order in less than a second, and once', () => {
	const check = fakeCheck([startEvent, hostEvent]);
	for (let port = 1; port <= 65_535; port++) {
		check.collector.add(open(port));
	}
	const host = hostOf(check);
	const ms = cpuTime(() => rowsOf(host, view));
	assert.ok(ms < 1000, `${ms} ms`);
	const list = rowsOf(host, view);
	assert.equal(list.keys.length, 65_535);
	assert.equal(rowsOf(host, view), list);
});

test('a list shown from its start stays there while the selection is in sight', () => {
	let window = nextWindow(none, { count: 50, height: 10, index: 2, selected: 'a' });
	assert.equal(window.top, 0);
	window = nextWindow(window, { count: 51, height: 10, index: 3, selected: 'a' });
	assert.equal(window.top, 0);
});

test('further down, rows that come in above leave the selection at its place on the screen', () => {
	let window = nextWindow(none, { count: 50, height: 10, index: 30, selected: 'a' });
	const place = 30 - window.top;
	window = nextWindow(window, { count: 53, height: 10, index: 33, selected: 'a' });
	assert.equal(33 - window.top, place);
});

test('the selection is always in sight, and the list never scrolls past its ends', () => {
	let window = none;
	for (const index of [0, 49, 25, 24, 3, 48, 0]) {
		window = nextWindow(window, { count: 50, height: 10, index, selected: String(index) });
		assert.ok(window.top <= index && index < window.top + 10);
		assert.ok(window.top >= 0 && window.top <= 40);
	}
	assert.equal(nextWindow(window, { count: 3, height: 10, index: 2, selected: '2' }).top, 0);
});

test('lines are as wide as asked, wide characters and emoji included', () => {
	assert.equal(fit('nginx', 8), 'nginx   ');
	assert.equal(fit('日本語', 4), '日… ');
	assert.equal(fit('日本語', 5), '日本…');
	assert.deepEqual(wrap('one two three', 7), ['one two', 'three']);
	assert.deepEqual(wrap('abcdefghij', 4), ['abcd', 'efgh', 'ij']);
});

test('a long command is broken before a word, and loses nothing', () => {
	const command = "nft 'add chain inet doorcheck prerouting { type filter hook prerouting priority -150; }'";
	const pieces = chop(command, 40);
	assert.equal(pieces.join(''), command);
	assert.ok(pieces.length > 1 && pieces.every((piece) => piece.length <= 40));
	assert.ok(pieces.slice(0, -1).every((piece) => piece.endsWith(' ')));
});

test('figures read as people write them', () => {
	assert.equal(grouped(65_535), '65,535');
	assert.equal(clock(4200), '00:04');
	assert.equal(clock(3_723_000), '1:02:03');
	assert.equal(percent(0.614), '61 %');
	assert.equal(percent(0.004), '0.4 %');
	assert.equal(percent(0.0002), '<0.1 %');
	assert.equal(percent(0), '0 %');
	assert.equal(perSecond(9800), '9.8k/s');
	assert.equal(roughly(3), '3 s');
	assert.equal(roughly(600), '10 min');
});

const view = { filter: '', order: 'category', reversed: false } as const;
const none: ListWindow = { top: 0, index: -1, selected: undefined };

function hostOf(check: ReturnType<typeof fakeCheck>): HostReport {
	const [host] = check.collector.report().hosts;
	assert.ok(host);
	return host;
}

function item(host: HostReport, key: string) {
	return itemsOf(host).byKey.get(key);
}

function total(host: HostReport): number {
	return [...itemsOf(host).counts.values()].reduce((sum, count) => sum + count, 0);
}
