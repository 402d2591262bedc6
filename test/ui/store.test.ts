import assert from 'node:assert/strict';
import { test } from 'node:test';
import { portLines } from '../../source/ui/ports-text.ts';
import { Store } from '../../source/ui/store.ts';
import { endEvent, type FakeCheck, fakeCheck, fullCheck, hostEvent, open, progress, startEvent } from './fixture.ts';

test('what the check finds is taken in at most so many times a second', async () => {
	const check = fakeCheck([startEvent, hostEvent]);
	const { store, pictures } = watched(check, 20);
	for (let port = 1; port <= 200; port++) {
		check.add(open(port), progress(port));
		await delay(2);
	}
	assert.ok(pictures() >= 4, `${pictures()} pictures`);
	assert.ok(pictures() <= 25, `${pictures()} pictures`);
	store.stop();
});

test('the last news are always taken in', async () => {
	const check = fakeCheck([startEvent, hostEvent]);
	const { store } = watched(check, 20);
	check.add(open(22), open(80), ...fullCheck.filter(({ type }) => type === 'scanned'), endEvent);
	await delay(120);
	assert.equal(store.picture().view.report?.hosts[0]?.findings.length, 2);
	assert.equal(store.picture().view.phase, 'done');
	store.stop();
});

test('when the check is over, nothing is drawn and no timer runs', async () => {
	const check = fakeCheck(fullCheck);
	const { store, pictures } = watched(check, 20);
	await delay(100);
	const before = { pictures: pictures(), timers: timers() };
	await delay(300);
	assert.equal(pictures(), before.pictures);
	assert.equal(timers(), 0);
	store.stop();
});

test('while a check runs without news, only the clock changes the picture', async () => {
	const check = fakeCheck([startEvent, hostEvent]);
	let now = Date.parse('2026-11-23T09:00:00.000Z');
	const store = storeOf(check, 50, () => now);
	await delay(60);
	const before = store.picture();
	now += 900;
	await delay(60);
	assert.equal(store.picture(), before);
	now += 200;
	await delay(60);
	assert.equal(store.picture().view.elapsedMs, 1000);
	store.stop();
});

test('the lines of the ports screen are not made again because a second has passed', async (t) => {
	const check = fakeCheck([startEvent, hostEvent, open(22)]);
	let now = Date.parse('2026-11-23T09:00:00.000Z');
	const store = storeOf(check, 50, () => now);
	t.after(() => store.stop());
	const lines = () => {
		const { view } = store.picture();
		const [host] = view.report?.hosts ?? [];
		assert.ok(host);
		return { elapsedMs: view.elapsedMs, lines: portLines(host, view, 'all') };
	};
	await delay(60);
	const before = lines();
	now += 1100;
	await delay(60);
	const after = lines();
	assert.notEqual(after.elapsedMs, before.elapsedMs);
	assert.equal(after.lines, before.lines);
});

test('a key is answered at once, without waiting for the next picture', () => {
	const check = fakeCheck(fullCheck);
	const { store, pictures } = watched(check, 0.1);
	const before = pictures();
	store.dispatch({ type: 'command', command: 'down', key: 'j' });
	assert.equal(pictures(), before + 1);
	store.stop();
});

test('a new size brings a new picture, the same size none', () => {
	const { store, pictures } = watched(fakeCheck(fullCheck), 10);
	store.resize(80, 24);
	assert.equal(pictures(), 0);
	store.resize(120, 40);
	assert.equal(store.picture().view.columns, 120);
	store.stop();
});

function storeOf(check: FakeCheck, fps: number, now: () => number): Store {
	return new Store({ check, recent: [], ascii: false, fps, columns: 80, rows: 24, now });
}

function watched(check: FakeCheck, fps: number) {
	const store = storeOf(check, fps, Date.now);
	let count = 0;
	store.subscribe(() => {
		count++;
	});
	return { store, pictures: () => count };
}

function timers(): number {
	return process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
}

function delay(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
