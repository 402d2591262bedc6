import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { toAscii } from '../../source/ascii.ts';
import { readCapabilities } from '../../source/terminal/capabilities.ts';
import { clipboardSequence, copyToClipboard } from '../../source/terminal/clipboard.ts';
import { PatientInput } from '../../source/terminal/patient-input.ts';
import { restoreAtExit } from '../../source/terminal/restore.ts';
import { stopUntilContinued } from '../../source/terminal/suspend.ts';

test('the environment tells what a terminal can do', () => {
	const read = (env: Record<string, string>, isTTY = true) =>
		readCapabilities({ env, stdin: { isTTY }, stdout: { isTTY }, platform: 'linux' });
	const usual = { TERM: 'xterm-256color', LANG: 'de_DE.UTF-8' };
	assert.deepEqual(read(usual), {
		isTerminal: true,
		color: true,
		ascii: false,
		ssh: false,
		multiplexer: null,
		screenReader: false,
	});
	assert.equal(read(usual, false).isTerminal, false);
	assert.equal(read({ ...usual, TERM: 'dumb' }).isTerminal, false);
	assert.equal(read({ ...usual, NO_COLOR: '1' }).color, false);
	assert.equal(read({ ...usual, NO_COLOR: '' }).color, true);
	assert.equal(read({ ...usual, TERM: 'linux' }).ascii, true);
	assert.equal(read({ ...usual, LC_ALL: 'C' }).ascii, true);
	assert.equal(read({ TERM: 'xterm', LC_CTYPE: 'C.utf8' }).ascii, false);
	assert.equal(read({ TERM: 'xterm' }).ascii, true);
	assert.equal(read({ ...usual, SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }).ssh, true);
	assert.equal(read({ ...usual, TMUX: '/tmp/tmux-0/default,1,0', TERM: 'screen-256color' }).multiplexer, 'tmux');
	assert.equal(read({ ...usual, TERM: 'screen.xterm-256color' }).multiplexer, 'screen');
	assert.equal(read({ ...usual, INK_SCREEN_READER: 'true' }).screenReader, true);
});

test('text goes to the terminal’s clipboard in base64, wrapped for what is in between', () => {
	const text = 'systemctl disable --now redis-server';
	const plain = `\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`;
	assert.equal(clipboardSequence(text, null), plain);
	assert.equal(clipboardSequence(text, 'tmux'), `\u001bPtmux;\u001b${plain}\u001b\\`);
	const long = clipboardSequence('x'.repeat(3000), 'screen') ?? '';
	const chunks = long.split('\u001b\\').filter((chunk) => chunk !== '');
	assert.ok(chunks.length > 1 && chunks.every((chunk) => chunk.startsWith('\u001bP') && chunk.length <= 514));
	assert.equal(chunks.map((chunk) => chunk.slice(2)).join(''), clipboardSequence('x'.repeat(3000), null));
});

test('text that terminals would not take is not sent, and the user is told', async () => {
	const written: string[] = [];
	const copy = (text: string, ssh: boolean, works: boolean) =>
		copyToClipboard(text, {
			capabilities: { ssh, multiplexer: null },
			write: (sequence) => written.push(sequence),
			system: async () => {
				if (!works) {
					throw new Error('no display');
				}
			},
		});
	assert.equal(await copy('x'.repeat(56_245), true, true), "Too long for the terminal's clipboard: nothing was copied");
	assert.deepEqual(written, []);
	assert.equal(await copy('x'.repeat(56_244), true, true), "Sent to your terminal's clipboard");
	assert.equal(written.length, 1);
	assert.equal(await copy('x', false, true), 'Copied to the clipboard');
	assert.equal(await copy('x', false, false), "Sent to your terminal's clipboard");
});

test('an arrow key in two packets is one arrow key; Esc alone is Esc', async () => {
	const source = new PassThrough();
	const input = new PatientInput(source, 40);
	input.setEncoding('utf8');
	const got: string[] = [];
	input.on('data', (text: string) => got.push(text));
	source.write('\u001b');
	await delay(10);
	source.write('[');
	await delay(10);
	source.write('A');
	await delay(10);
	assert.deepEqual(got, ['\u001b[A']);
	source.write('jj\u001b');
	await delay(10);
	assert.deepEqual(got, ['\u001b[A', 'jj']);
	await delay(60);
	assert.deepEqual(got, ['\u001b[A', 'jj', '\u001b']);
	source.write(Buffer.from('é').subarray(0, 1));
	source.write(Buffer.from('é').subarray(1));
	await delay(10);
	assert.equal(got.at(-1), 'é');
	input.release();
});

test('ASCII output is as wide as what it stands for, and leaves escape sequences alone', () => {
	for (const text of ['│ 日本語… ✖ ▲ │', '🚪é·—', '\u001b[31mx\u001b[0m']) {
		const ascii = toAscii(text);
		assert.match(ascii, /^[\u0000-\u007f]*$/);
		assert.equal(stringWidth(ascii), stringWidth(text));
	}
	assert.equal(toAscii('\u001b[1m› a…'), '\u001b[1m> a~');
});

test('a process that ends or breaks puts the terminal in order first, once; one that left in order does not', () => {
	for (const event of ['exit', 'uncaughtExceptionMonitor']) {
		const { process, raw, written, drawn } = fakeProcess();
		restoreAtExit(process, { alternateScreen: true, write: write(written) });
		process.emit(event);
		process.emit('exit');
		assert.deepEqual(raw, [false]);
		assert.equal(written.length, 1);
		assert.match(written[0] ?? '', /\u001b\[\?1049l.*\u001b\[\?25h/);
		process.stdout.write('a last frame');
		assert.deepEqual(drawn, []);
	}
	const { process, written, drawn } = fakeProcess();
	restoreAtExit(process, { alternateScreen: true, write: write(written) })();
	process.emit('exit');
	assert.deepEqual(written, []);
	process.stdout.write('the summary');
	assert.deepEqual(drawn, ['the summary']);
});

test('stopping waits until the process goes on, and gives up where nobody stops it', async () => {
	const process = Object.assign(new EventEmitter(), {
		signals: [] as string[],
		kill: (pid: number, signal: string) => process.signals.push(`${pid} ${signal}`),
	});
	const stopped = stopUntilContinued(process);
	assert.deepEqual(process.signals, ['0 SIGTSTP']);
	process.emit('SIGCONT');
	await stopped;
	const began = Date.now();
	await stopUntilContinued(process);
	assert.ok(Date.now() - began >= 250);
	assert.equal(process.listenerCount('SIGCONT'), 0);
});

function fakeProcess() {
	const raw: boolean[] = [];
	const written: string[] = [];
	const drawn: string[] = [];
	const stdin = { isTTY: true, setRawMode: (mode: boolean) => raw.push(mode) };
	const stdout = { isTTY: true, fd: 1, write: (chunk: string) => drawn.push(chunk) > 0 };
	return { process: Object.assign(new EventEmitter(), { stdin, stdout }), raw, written, drawn };
}

function write(written: string[]) {
	return ((_fd: number, text: string) => written.push(text)) as unknown as typeof import('node:fs').writeSync;
}

function delay(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
