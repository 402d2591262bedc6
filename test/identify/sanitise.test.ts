import assert from 'node:assert/strict';
import { test } from 'node:test';
import { harmless } from '../../source/identify/harmless.ts';
import { sanitise } from '../../source/identify/sanitise.ts';
import { cpuTime } from '../cpu-time.ts';
import { dangerous } from './dangerous.ts';

const cases: readonly (readonly [what: string, input: string | Uint8Array, output: string])[] = [
	['plain text stays', 'OpenSSH_9.2p1 Debian-2', 'OpenSSH_9.2p1 Debian-2'],
	['other scripts stay', 'Τείχος 防火墙 дверь', 'Τείχος 防火墙 дверь'],
	['a colour sequence goes as a whole', 'a\x1b[31;1mred\x1b[0m', 'ared'],
	['a title sequence goes with its text', '\x1b]0;owned\x07after', 'after'],
	['a clipboard sequence goes with its text', '\x1b]52;c;cm0gLXJm\x1b\\after', 'after'],
	['a device control string goes', '\x1bP+q544e\x1b\\x', 'x'],
	['an eight-bit sequence goes', 'a\u009b2Jb', 'ab'],
	['an unfinished sequence goes', 'a\x1b[', 'a'],
	['a sequence made of the remains of another does not arise', '\x1b\x1b[m[31mx', '[31mx'],
	['line ends become blanks', 'one\r\ntwo\n\tthree', 'one two three'],
	['NUL, backspace and delete become blanks', 'a\0b\bc\x7fd', 'a b c d'],
	['separators become blanks', 'a\u2028b\u2029c', 'a b c'],
	['bidirectional controls go', 'abc\u202etxt.exe\u2066x\u200f', 'abctxt.exex'],
	['zero-width and tag characters go', 'a\u200bb\u200dc\ufeffd\u{e0041}e\u00adf', 'abcdef'],
	['invisible letters go', 'a\u3164b\u115fc', 'abc'],
	['variation selectors go', 'a\ufe0fb', 'ab'],
	['stacked marks are thinned', `z${'\u0301'.repeat(50)}`, 'z\u0301\u0301'],
	['invalid UTF-8 is replaced', Uint8Array.of(0x61, 0xff, 0xc3, 0x28), 'a\ufffd\ufffd('],
	['an overlong encoding is not decoded', Uint8Array.of(0xc0, 0x9b, 0x41), '\ufffd\ufffdA'],
	['lone surrogates are replaced', 'a\ud800b', 'a\ufffdb'],
	['private and unassigned characters are replaced', 'a\ue000b\uffffc', 'a\ufffdb\ufffdc'],
	['bytes are read as UTF-8', Buffer.from('Grüße'), 'Grüße'],
	['nothing stays nothing', '', ''],
];

for (const [what, input, output] of cases) {
	test(`sanitise: ${what}`, () => assert.equal(sanitise(input, 100), output));
}

test('sanitise: a longer text is cut to the length asked, and says so', () => {
	assert.equal(sanitise('x'.repeat(20), 10), `${'x'.repeat(9)}…`);
	assert.equal(sanitise('x'.repeat(10), 10), 'x'.repeat(10));
	assert.equal(sanitise('abc', 0), '');
});

test('sanitise: the cut leaves no half character', () => {
	assert.equal(sanitise('😀😀😀', 4), '😀…');
});

test('sanitise: any bytes at all come out harmless, bounded, and the same a second time', () => {
	let state = 1;
	const random = () => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >> 8) & 0xff;
	};
	const seeds = ['\x1b[', '\x1b]', '\u009b', '\u202e', '\ud83d', '\u0301', '\r\n', '\x9d', '…'];
	for (let round = 0; round < 3000; round += 1) {
		const bytes = Buffer.from(Array.from({ length: 40 }, random));
		const text =
			round % 2 ? bytes : bytes.toString('latin1') + (seeds[round % seeds.length] ?? '') + bytes.toString('utf16le');
		const clean = sanitise(text, 30);
		assert.doesNotMatch(clean, dangerous);
		assert.ok(clean.length <= 30);
		assert.equal(sanitise(clean, 30), clean);
	}
});

test('sanitise: ten megabytes of anything take less than a tenth of a second', () => {
	for (const unit of ['x', '\x1b]', '\x1b[', ' ', 'a\u0301', '\u009b1;']) {
		const text = unit.repeat(10_000_000 / unit.length);
		const ms = cpuTime(() => sanitise(text, 200));
		assert.ok(ms < 100, `${ms} ms for ${JSON.stringify(unit)}`);
	}
});

test('an answer of which nothing can be read leaves that as evidence', () => {
	const { evidence } = harmless({ service: 'telnet', access: 'unknown', evidence: ['\u200b\u202e', '\x07'] });
	assert.deepEqual(evidence, ['answered with nothing that can be read']);
});
