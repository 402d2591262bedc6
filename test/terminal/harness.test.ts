import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { openTerminal, type Screen, type TerminalOptions } from './screen.ts';

/** A small Node program on a terminal. */
async function run(t: TestContext, program: string, options: Partial<TerminalOptions> = {}): Promise<Screen> {
	const screen = await openTerminal({ command: process.execPath, args: ['-e', program], ...options });
	t.after(() => screen.close());
	return screen;
}

/** Says which bytes it gets. */
const echo = `
	process.stdin.setRawMode(true).on('data', (data) => process.stdout.write(JSON.stringify(data.toString()) + '\\r\\n'));
	console.log('ready');
`;

test('a program sees a terminal of the size that was asked for, and a clean environment', async (t) => {
	process.env.CI = 'true';
	process.env.NO_COLOR = '1';
	t.after(() => {
		delete process.env.CI;
		delete process.env.NO_COLOR;
	});
	const screen = await run(
		t,
		`console.log(process.stdout.isTTY, process.stdout.columns, process.stdout.rows, process.stdout.getColorDepth());
		console.log(process.env.CI, process.env.NO_COLOR, process.env.TERM, process.env.MINE, process.cwd())`,
		{ columns: 100, rows: 10, env: { MINE: 'yes' }, cwd: '/' },
	);
	await screen.contains('undefined undefined xterm-256color yes /');
	assert.match(screen.line(0), /^true 100 10 8$/);
});

test('waiting ends when the text is there, however late, and also when it is gone', async (t) => {
	const screen = await run(
		t,
		`setTimeout(() => process.stdout.write('early'), 200);
		setTimeout(() => process.stdout.write('\\rlater'), 400)`,
	);
	await screen.contains('early');
	await screen.lacks('early');
	assert.equal(screen.text().trim(), 'later');
	await screen.contains(/^la.er/);
});

test('waiting in vain shows the screen', async (t) => {
	const screen = await run(t, `console.log('what there is'); setTimeout(() => {}, 60_000)`);
	await screen.contains('what there is');
	await assert.rejects(screen.contains('what there is not', 100), /after 100 ms it is\n─+\nwhat there is\n/);
});

test('waiting for a program that has ended is over at once, with its last words', async (t) => {
	const screen = await run(t, `console.log('goodbye'); process.exitCode = 3`);
	await assert.rejects(screen.contains('hello'), /the program ended \(3\) it is\n─+\ngoodbye\n/);
	await screen.contains('goodbye');
});

test('everything written before the end is on the screen when the end is told', async (t) => {
	const screen = await run(t, `process.stdout.write('x'.repeat(200_000) + '\\nlast words')`);
	assert.deepEqual(await screen.exit(), { code: 0, signal: null });
	assert.match(screen.text(), /last words/);
	assert.equal(screen.bytes(), 200_000 + '\r\nlast words'.length);
});

test('an exit code and a signal are told apart', async (t) => {
	const coded = await run(t, 'process.exit(130)');
	assert.deepEqual(await coded.exit(), { code: 130, signal: null });

	const signalled = await run(t, `console.log('up'); setTimeout(() => {}, 60_000)`);
	await signalled.contains('up');
	signalled.signal('SIGTERM');
	assert.deepEqual(await signalled.exit(), { code: null, signal: 'SIGTERM' });
});

test('keys arrive as a terminal sends them', async (t) => {
	const screen = await run(t, echo);
	await screen.contains('ready');
	for (const [key, bytes] of [
		['down', '"\\u001b[B"'],
		['pageup', '"\\u001b[5~"'],
		['shift+tab', '"\\u001b[Z"'],
		['enter', '"\\r"'],
		['esc', '"\\u001b"'],
		['ctrl+c', '"\\u0003"'],
		['?', '"?"'],
	] as const) {
		screen.press(key);
		await screen.contains(bytes);
	}
	screen.type('whole words at once');
	await screen.contains('"whole words at once"');
	assert.throws(() => screen.press('anykey'), /no key is called anykey/);
});

test('arrow keys follow application cursor mode', async (t) => {
	const screen = await run(t, `process.stdout.write('\\x1b[?1h');${echo}`);
	await screen.contains('ready');
	screen.press('up');
	await screen.contains('"\\u001bOA"');
});

test('Ctrl+C interrupts a program that reads lines', async (t) => {
	const screen = await run(t, `console.log('ready'); setTimeout(() => {}, 60_000)`);
	await screen.contains('ready');
	screen.press('ctrl+c');
	assert.deepEqual(await screen.exit(), { code: null, signal: 'SIGINT' });
});

test('a program learns its new size, and the screen has it too', async (t) => {
	const screen = await run(
		t,
		`process.stdout.on('resize', () => console.log('now', process.stdout.columns, process.stdout.rows));
		console.log('ready'); setTimeout(() => {}, 60_000)`,
	);
	await screen.contains('ready');
	screen.resize(50, 12);
	await screen.contains('now 50 12');
	assert.equal(screen.text().split('\n').length, 12);
});

test('colours and attributes of a cell can be read, and where a text is', async (t) => {
	const screen = await run(
		t,
		`console.log('plain \\x1b[31mred\\x1b[0m \\x1b[1;7minverse\\x1b[0m');
		console.log('日本 \\x1b[38;2;1;2;255;44mexact\\x1b[0m')`,
	);
	await screen.exit();

	assert.deepEqual(screen.find('red'), { row: 0, column: 6 });
	assert.equal(screen.colorAt(0, 0), 'default');
	assert.equal(screen.colorAt(0, 6), 1);
	const { bold, inverse, text } = screen.cell(0, 10);
	assert.deepEqual({ bold, inverse, text }, { bold: true, inverse: true, text: 'i' });

	assert.deepEqual(screen.find('exact'), { row: 1, column: 5 }, 'wide characters take two cells');
	assert.equal(screen.colorAt(1, 5), '#0102ff');
	assert.equal(screen.cell(1, 5).background, 4);
	assert.equal(screen.find('nowhere'), null);
});

test('the alternate screen, the cursor, and what remains afterwards can be seen', async (t) => {
	const screen = await run(
		t,
		`console.log(Array.from({ length: 40 }, (_, n) => 'line ' + n).join('\\n'));
		process.stdout.write('\\x1b[?1049h\\x1b[3;5Hinside');
		process.stdin.once('data', () => { process.stdout.write('\\x1b[?1049l'); process.exit() })`,
	);
	await screen.contains('inside');
	assert.equal(screen.isAlternate(), true);
	assert.deepEqual(screen.cursor(), { row: 2, column: 10 });
	assert.ok(!screen.text().includes('line'));

	screen.press('enter');
	await screen.exit();
	assert.equal(screen.isAlternate(), false);
	assert.ok(!screen.text().includes('line 0\n'));
	assert.match(screen.scrollback(), /^line 0\n[\s\S]*\nline 39$/);
});

test('a program that asks its terminal for the cursor gets an answer', async (t) => {
	const screen = await run(t, `${echo}process.stdout.write('\\x1b[5;7H\\x1b[6n')`);
	await screen.contains('"\\u001b[5;7R"');
});

test('a terminal that is not being read holds the program up', async (t) => {
	const screen = await run(
		t,
		`process.stdin.setRawMode(true).once('data', () => { process.stdout.write('x'.repeat(1_000_000)); console.log('through') });
		console.log('ready')`,
	);
	await screen.contains('ready');
	screen.pause();
	screen.press('enter');
	await assert.rejects(screen.contains('through', 300));
	screen.resume();
	await screen.contains('through');
});

test('closing ends the program and its children', async (t) => {
	const screen = await run(
		t,
		`const child = require('node:child_process').spawn('sleep', ['60']); console.log('child', child.pid, '.')`,
	);
	await screen.contains(/child \d+ \./);
	const [, child = ''] = /child (\d+)/.exec(screen.text()) ?? [];
	await screen.close();
	await gone(Number(child));
});

/** Waits until a process is dead, even if nobody has collected it yet. */
async function gone(pid: number): Promise<void> {
	for (let tries = 0; tries < 400; tries++) {
		const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tX');
		if (/^State:\s+[XZ]/m.test(status)) {
			return;
		}
		await setTimeout(20);
	}
	throw new Error(`process ${pid} still runs`);
}
