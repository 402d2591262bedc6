import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Key } from 'ink';
import { fitting } from '../../source/ui/components/footer.tsx';
import { helpLines } from '../../source/ui/help-text.ts';
import { keyNames } from '../../source/ui/key-names.ts';
import { bindingFor, footerBindings, keymap, keymapRows, type Place } from '../../source/ui/keymap.ts';
import { keysOf } from '../../source/ui/keys.ts';
import { fakeCheck, fullCheck } from './fixture.ts';
import { keys, robot } from './harness.tsx';

const places: readonly Place[] = [
	'start',
	'hosts',
	'results',
	'detail',
	'ports',
	'help',
	'typing',
	'address',
	'export',
	'too-small',
];

test('in every place a key does one thing', () => {
	for (const place of places) {
		const all = keymap.filter(({ where }) => where.includes(place)).flatMap((binding) => binding.keys);
		assert.deepEqual(
			all.filter((key, index) => all.indexOf(key) !== index),
			[],
			place,
		);
	}
});

test('what the footer names is bound there, to what it says', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), columns: 200 });
	for (const inputs of [[], [keys.enter], [keys.tab], ['a'], ['?'], [keys.escape, keys.escape, keys.escape, '/']]) {
		await screen.type(...inputs);
		const { state, view } = screen.store.picture();
		const place = state.typing === undefined ? state.stack.at(-1)?.kind : 'typing';
		const bindings = footerBindings({ state, view });
		assert.ok(bindings.length > 0);
		for (const { hint, command } of bindings) {
			assert.equal(bindingFor(hint.keys.at(-1) ?? '', place ?? 'help')?.command, command);
			assert.ok(
				screen
					.text()
					.split('\n')
					.at(-1)
					?.includes(`${keyNames(hint.keys, false)} ${hint.short}`),
				hint.short,
			);
		}
	}
	screen.end();
});

test('help and the readme tell every binding, and nothing else', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck), columns: 200 });
	await screen.type('?');
	const { state, view } = screen.store.picture();
	const told = helpLines(state, view).map(({ parts }) => parts.map(({ text }) => text).join(''));
	for (const { label, where } of keymap) {
		if (where.some((place) => place !== 'help' && place !== 'too-small')) {
			assert.ok(
				told.some((line) => line.includes(label)),
				label,
			);
		}
	}
	assert.deepEqual(
		keymapRows().map(({ label }) => label),
		keymap.map(({ label }) => label),
	);
	screen.end();
});

test('help says why a key can not be used now', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	await screen.type('?');
	assert.match(screen.text(), /not now: The check is over/);
	screen.end();
});

test('what is not built is not promised', () => {
	assert.equal(bindingFor('w', 'results'), undefined);
	assert.equal(bindingFor('x', 'results'), undefined);
});

test('a footer that is too long keeps help and quit, and drops from the end', () => {
	const hints = ['move', 'explain', 'filter', 'help', 'quit'].map((short) => ({
		keys: 'x',
		short,
		vital: short === 'help' || short === 'quit',
	}));
	assert.deepEqual(
		fitting(hints, 24).map(({ short }) => short),
		['move', 'help', 'quit'],
	);
	assert.equal(fitting(hints, 80).length, 5);
});

test('at 40 columns the footer still says how to open, to turn the tab, to go back and to get help', async () => {
	for (const ascii of [false, true]) {
		const screen = await robot({ check: fakeCheck(fullCheck), columns: 40, ascii });
		const footer = () => screen.text().split('\n').at(-1) ?? '';
		assert.match(footer(), /explain.*\? help.*q quit/);
		await screen.type('\r');
		assert.match(footer(), /next tab.*esc back.*\? help.*q quit/);
		await screen.type('?');
		assert.match(screen.text(), /(⇧⇥ ← h|Shift\+Tab Left h) +Previous tab/);
		screen.end();
	}
});

test('keys that arrive together are told apart', () => {
	assert.deepEqual(keysOf('jj', key({})), ['j', 'j']);
	assert.deepEqual(keysOf('/ssh\r', key({})), ['/', 's', 's', 'h', 'enter']);
	assert.deepEqual(keysOf('', key({ downArrow: true })), ['down']);
	assert.deepEqual(keysOf('', key({ tab: true, shift: true })), ['shift+tab']);
	assert.deepEqual(keysOf('c', key({ ctrl: true })), ['ctrl+c']);
	assert.deepEqual(keysOf('j', key({ meta: true })), ['escape', 'j']);
	assert.deepEqual(keysOf('a\u0000\u009bb', key({})), ['a', 'b']);
});

test('jj typed quickly moves two findings down', async () => {
	const screen = await robot({ check: fakeCheck(fullCheck) });
	await screen.type('jj');
	assert.match(screen.text(), /3 of 6/);
	screen.end();
});

function key(pressed: Partial<Key>): Key {
	const none = {
		upArrow: false,
		downArrow: false,
		leftArrow: false,
		rightArrow: false,
		pageDown: false,
		pageUp: false,
	};
	const more = { home: false, end: false, return: false, escape: false, ctrl: false, shift: false, tab: false };
	const rest = {
		backspace: false,
		delete: false,
		meta: false,
		super: false,
		hyper: false,
		capsLock: false,
		numLock: false,
	};
	return { ...none, ...more, ...rest, ...pressed };
}
