import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckEvent } from '../../source/model.ts';
import type { Command } from '../../source/ui/keymap.ts';
import { reduce } from '../../source/ui/reduce.ts';
import {
	initialState,
	resultsScreen,
	type Screen,
	startScreen,
	topScreen,
	type UiState,
} from '../../source/ui/state.ts';
import type { View } from '../../source/ui/view.ts';
import { type FakeCheck, fakeCheck, fullCheck, hostEvent, open, startEvent, startOf, v4 } from './fixture.ts';

test('a finding that comes in above never moves the selection to another one', () => {
	const check = fakeCheck([startEvent, hostEvent, open(22), open(80)]);
	let state = seen(initialState(resultsScreen), check);
	state = press(state, check, 'down');
	const selected = selectedIn(state);
	for (const port of [6379, 3306, 3389, 23, 445, 5432]) {
		check.add(open(port));
		state = seen(state, check);
		assert.equal(selectedIn(state), selected);
	}
});

test('the first finding is selected when it comes in, and stays selected when a worse one follows', () => {
	const check = fakeCheck([startEvent, hostEvent]);
	let state = seen(initialState(resultsScreen), check);
	assert.equal(selectedIn(state), undefined);
	check.add(open(80));
	state = seen(state, check);
	assert.equal(selectedIn(state), '80/tcp');
	check.add(open(6379));
	assert.equal(selectedIn(seen(state, check)), '80/tcp');
});

test('as long as no key was pressed, the cursor never hides the worst, and is there when the check is over', () => {
	const check = fakeCheck([startEvent, hostEvent, open(443)]);
	let state = seen(initialState(resultsScreen), check);
	for (let port = 3306; port < 3346; port++) {
		check.add(open(port));
	}
	state = seen(state, check);
	assert.equal(selectedIn(state), '3306/tcp');
	const few = fakeCheck([startEvent, hostEvent, open(443)]);
	let other = seen(initialState(resultsScreen), few);
	few.add(open(3306), ...fullCheck.filter(({ type }) => type === 'scanned' || type === 'end'));
	other = seen(other, few);
	assert.equal(selectedIn(other), '3306/tcp');
});

test('sorting keeps the selection and changes the order', () => {
	const check = fakeCheck(fullCheck);
	let state = seen(initialState(resultsScreen), check);
	state = press(state, check, 'last');
	const selected = selectedIn(state);
	for (const order of ['severity', 'port', 'name', 'category']) {
		state = press(state, check, 'sort');
		assert.equal(resultsOf(state).order, order);
		assert.equal(selectedIn(state), selected);
	}
	state = press(press(press(state, check, 'sort'), check, 'sort'), check, 'first');
	assert.equal(selectedIn(state), '22/tcp');
	state = press(press(state, check, 'reverse'), check, 'first');
	assert.equal(selectedIn(state), '6379/tcp');
});

test('a filter takes effect while it is typed, Enter keeps it, Esc takes it away', () => {
	const check = fakeCheck(fullCheck);
	let state = press(seen(initialState(resultsScreen), check), check, 'filter');
	state = reduce(state, { type: 'text', text: 'mysql' }, viewOf(check));
	assert.equal(selectedIn(state), '3306/tcp');
	state = press(state, check, 'erase');
	assert.equal(resultsOf(state).filter, 'mysq');
	state = press(state, check, 'done-typing');
	assert.equal(state.typing, undefined);
	assert.equal(resultsOf(state).filter, 'mysq');
	state = press(state, check, 'back');
	assert.equal(resultsOf(state).filter, '');
	assert.equal(selectedIn(state), '3306/tcp');
});

test('Esc goes back one level and never quits', () => {
	const check = fakeCheck(fullCheck);
	let state = seen(initialState(resultsScreen), check);
	state = press(press(press(state, check, 'open'), check, 'ports'), check, 'help');
	for (const kind of ['ports', 'detail', 'results', 'results', 'results']) {
		state = press(state, check, 'back');
		assert.equal(topScreen(state).kind, kind);
		assert.equal(state.leave, undefined);
	}
	const begun = reduce(initialState(startScreen), { type: 'text', text: 'x' }, viewOf(check));
	const cleared = press(press(begun, check, 'back'), check, 'back');
	assert.equal(topScreen(cleared).kind, 'start');
	assert.equal(cleared.leave, undefined);
});

test('a number goes to the first finding of that category', () => {
	const check = fakeCheck(fullCheck);
	const state = seen(initialState(resultsScreen), check);
	const first = selectedIn(press(state, check, 'category', '1'));
	const second = selectedIn(press(state, check, 'category', '2'));
	assert.equal(first, '6379/tcp');
	assert.notEqual(second, first);
	assert.equal(selectedIn(press(state, check, 'category', '9')), selectedIn(state));
});

test('when a second host turns up, the list of hosts comes first; whoever reads a finding keeps reading it', () => {
	const check = fakeCheck([startOf('example.com', 'b.example'), hostEvent, open(3306)]);
	let state = press(seen(initialState(resultsScreen), check), check, 'open');
	const other: CheckEvent = {
		type: 'host',
		target: 'b.example',
		addresses: [{ address: '192.0.2.9', family: 4 }],
		ports: 10,
	};
	check.add(other);
	assert.equal(topScreen(seen(initialState(resultsScreen), check)).kind, 'hosts');
	state = seen(state, check);
	assert.equal(topScreen(state).kind, 'detail');
	assert.deepEqual(
		state.stack.map(({ kind }) => kind),
		['hosts', 'results', 'detail'],
	);
});

test('the cursor goes from step to step, and the text follows so that the step is in sight', () => {
	const check = fakeCheck(fullCheck);
	let state = seen(initialState(resultsScreen), check);
	state = press(press(state, check, 'open'), check, 'next-tab');
	const before = detailOf(state);
	assert.deepEqual([before.tab, before.step, before.scroll], ['close', 0, 0]);
	for (let step = 1; step < 5; step++) {
		state = press(state, check, 'down');
		assert.equal(detailOf(state).step, step);
	}
	assert.ok(detailOf(state).scroll > 0);
	for (let step = 3; step >= 0; step--) {
		state = press(state, check, 'up');
		assert.equal(detailOf(state).step, step);
	}
	assert.equal(detailOf(state).scroll, 0);
});

test('text scrolls no further than its end', () => {
	const check = fakeCheck(fullCheck);
	let state = press(seen(initialState(resultsScreen), check), check, 'help');
	for (let times = 0; times < 200; times++) {
		state = press(state, check, 'down');
	}
	const bottom = scrollOf(state);
	state = press(state, check, 'up');
	assert.equal(scrollOf(state), bottom - 1);
	assert.equal(scrollOf(press(state, check, 'first')), 0);
	assert.equal(scrollOf(press(state, check, 'last')), bottom);
});

test('a key takes the last message away', () => {
	const check = fakeCheck(fullCheck);
	let state = seen(initialState(resultsScreen), check);
	state = reduce(state, { type: 'told', message: { text: 'Copied', tone: 'good' } }, viewOf(check));
	assert.equal(state.message?.text, 'Copied');
	assert.equal(press(state, check, 'down').message, undefined);
});

test('Ctrl+C, q and Q say how the screen was left', () => {
	const check = fakeCheck(fullCheck);
	const state = seen(initialState(resultsScreen), check);
	assert.equal(press(state, check, 'interrupt').leave, 'interrupted');
	assert.equal(press(state, check, 'quit').leave, 'quit');
	assert.equal(press(state, check, 'print').leave, 'print');
});

test('nothing changes, nothing is made anew: the same state comes back', () => {
	const check = fakeCheck(fullCheck);
	const state = seen(initialState(resultsScreen), check);
	assert.equal(seen(state, check), state);
});

function viewOf(check: FakeCheck): View {
	const { collector } = check;
	return {
		report: collector.report(),
		phase: collector.phase,
		progress: collector.progress,
		paused: check.paused,
		elapsedMs: 0,
		target: check.target,
		portStates: (address, protocol) => collector.portStates(address, protocol),
		recent: [v4],
		ascii: false,
		columns: 80,
		rows: 24,
	};
}

function seen(state: UiState, check: FakeCheck): UiState {
	return reduce(state, { type: 'seen' }, viewOf(check));
}

function press(state: UiState, check: FakeCheck, command: Command, key = ''): UiState {
	return reduce(state, { type: 'command', command, key }, viewOf(check));
}

function resultsOf(state: UiState): Extract<Screen, { kind: 'results' }> {
	const screen = topScreen(state);
	assert.ok(screen.kind === 'results');
	return screen;
}

function detailOf(state: UiState): Extract<Screen, { kind: 'detail' }> {
	const screen = topScreen(state);
	assert.ok(screen.kind === 'detail');
	return screen;
}

function selectedIn(state: UiState): string | undefined {
	return resultsOf(state).selected;
}

function scrollOf(state: UiState): number {
	const screen = topScreen(state);
	assert.ok('scroll' in screen);
	return screen.scroll;
}
