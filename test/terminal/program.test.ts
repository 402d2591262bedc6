import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Report } from '../../source/model.ts';
import { program } from '../program/run.ts';
import { openTerminal, type Screen } from './screen.ts';

/** The real program on a real pseudo-terminal, against servers of this test. */

let home = '';
let ssh: Server;
let redis: Server;
let sshPort = 0;
let redisPort = 0;
let screen: Screen;

before(() => {
	home = mkdtempSync(join(tmpdir(), 'doorcheck-home-'));
});
after(() => rmSync(home, { recursive: true }));
beforeEach(async () => {
	ssh = createServer((socket) => {
		socket.on('error', () => {}).resume();
		socket.end('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n');
	});
	redis = createServer((socket) => {
		socket.on('error', () => {});
		const info = '# Server\r\nredis_version:7.0.15\r\nos:Linux\r\n';
		socket.on('data', (data) => {
			const asked = String(data);
			if (asked.includes('PING')) socket.write('+PONG\r\n');
			else if (asked.includes('INFO')) socket.write(`$${info.length}\r\n${info}\r\n`);
			else socket.write("-ERR wrong number of arguments for 'get' command\r\n");
		});
	});
	sshPort = await listen(ssh);
	redisPort = await listen(redis);
});
afterEach(async () => {
	ssh.close();
	redis.close();
	await screen.close();
});

test('from the first frame to the closing instructions and back to the shell', async () => {
	await start('127.0.0.1');
	await screen.contains('Redis 7.0.15');
	await screen.contains('OpenSSH 9.2p1');
	await screen.contains(/Not ready: 1 door must be closed/);
	assert.equal(screen.isAlternate(), true);

	screen.press('enter');
	await screen.contains('Why it matters');
	await screen.contains('CRITICAL');
	screen.press('tab');
	await screen.contains('systemctl disable --now redis-server');
	screen.press('tab');
	await screen.contains('203.0.113.10');
	screen.press('tab');
	await screen.contains('redis_version:7.0.15');
	screen.press('esc');
	await screen.contains(/Not ready/);
	screen.press('esc');
	screen.type('q');

	assert.deepEqual(await screen.exit(), { code: 0, signal: null });
	assert.equal(screen.isAlternate(), false);
	assert.match(screen.scrollback(), /Redis/);
	assert.doesNotMatch(screen.scrollback(), /Why it matters/);
});

test('r looks again, and a door that was shut meanwhile is shown as shut', async () => {
	await start('127.0.0.1');
	await screen.contains('Redis 7.0.15');
	screen.press('enter');
	await screen.contains('CRITICAL');
	await new Promise((resolve) => redis.close(resolve));
	screen.type('r');
	await screen.contains(/open (→|->) closed|CLOSED/i);
	screen.press('esc');
	await screen.contains(/Ready/);
});

test('Q leaves the whole report in the scrollback', async () => {
	await start('127.0.0.1');
	await screen.contains('Redis 7.0.15');
	await screen.contains(/Not ready/);
	screen.type('Q');
	await screen.exit();
	assert.match(screen.scrollback(), /WHAT TO DO NEXT/);
	assert.match(screen.scrollback(), /answers without a password/);
});

test('e writes the report as JSON where the program was started', async () => {
	const directory = mkdtempSync(join(tmpdir(), 'doorcheck-export-'));
	await start('127.0.0.1', { cwd: directory });
	await screen.contains('Redis 7.0.15');
	await screen.contains(/Not ready/);
	screen.type('e');
	await screen.contains('What is to be written?');
	screen.type('j');
	await screen.contains(/doorcheck-127\.0\.0\.1/);
	const [file = ''] = readdirSync(directory);
	const report = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Report;
	rmSync(directory, { recursive: true });
	assert.equal(report.schema, 'doorcheck/1');
	assert.equal(report.complete, true);
	screen.type('q');
	await screen.exit();
});

test('Ctrl+C in mid-scan ends with 130, leaves the terminal in order and says that it is not complete', async () => {
	await start('127.0.0.1', { args: ['-p', `${sshPort},1-150`, '--rate', '30'] });
	await screen.contains(/of 151/);
	await screen.contains('OpenSSH');
	screen.press('ctrl+c');
	assert.deepEqual(await screen.exit(), { code: 130, signal: null });
	assert.equal(screen.isAlternate(), false);
	assert.match(screen.scrollback(), /not complete|incomplete|interrupted/i);
});

test('a host that does not exist is one line and exit code 3, not a screen', async () => {
	screen = await open(['no-such-host.invalid']);
	assert.deepEqual(await screen.exit(), { code: 3, signal: null });
	assert.match(screen.scrollback(), /^doorcheck: can't resolve no-such-host\.invalid \(.*\)$/m);
});

test('below 40×10 one line says so, and the screen comes back with the room', async () => {
	await start('127.0.0.1', { columns: 39, rows: 9 });
	await screen.contains(/40.10/);
	screen.resize(80, 24);
	await screen.contains('Redis 7.0.15');
	screen.type('q');
	assert.equal((await screen.exit()).code, 0);
});

test('at 40×10 the findings can be read', async () => {
	await start('127.0.0.1', { columns: 40, rows: 10 });
	await screen.contains('Redis');
	screen.press('enter');
	await screen.contains('CRITICAL');
	screen.type('q');
	await screen.exit();
});

test('NO_COLOR is honoured: not one colour is sent', async () => {
	await start('127.0.0.1', { env: { NO_COLOR: '1' } });
	await screen.contains('Redis 7.0.15');
	screen.type('q');
	await screen.exit();
	assert.doesNotMatch(String(screen.raw()), /\u001b\[[0-9;]*(3[0-7]|4[0-7]|9[0-7])m/);
});

test('without a target it asks for one, refuses nonsense and goes on', async () => {
	screen = await open(['-p', `${sshPort},${redisPort}`]);
	await screen.contains(/target|check/i);
	screen.type('exa mple..com');
	screen.press('enter');
	await screen.contains(/exa|mple/);
	for (let key = 0; key < 20; key++) screen.press('backspace');
	screen.type('127.0.0.1');
	screen.press('enter');
	await screen.contains('Redis 7.0.15');
	screen.type('q');
	assert.equal((await screen.exit()).code, 0);
});

test('several hosts begin with the list of hosts', async () => {
	screen = await open(['127.0.0.1', '127.0.0.2', '-p', `${sshPort},${redisPort}`]);
	await screen.contains('127.0.0.2');
	await screen.contains(/127\.0\.0\.1/);
	screen.press('enter');
	await screen.contains('Redis 7.0.15');
	screen.press('esc');
	await screen.contains('127.0.0.2');
	screen.type('q');
	await screen.exit();
});

test('with a report to write, leaving the screen writes it', async () => {
	const path = join(home, 'report.json');
	await start('127.0.0.1', { args: ['-p', `${redisPort}`, '-o', path] });
	await screen.contains('Redis 7.0.15');
	await screen.contains(/Not ready/);
	screen.type('q');
	await screen.exit();
	assert.equal((JSON.parse(readFileSync(path, 'utf8')) as Report).complete, true);
});

test('where the report can no longer be written, what was found still stands in the scrollback, and the error too', async () => {
	const folder = join(home, 'gone');
	mkdirSync(folder);
	await start('127.0.0.1', { args: ['-p', `${redisPort}`, '--runbook', join(folder, 'close.md')] });
	await screen.contains('Redis 7.0.15');
	rmSync(folder, { recursive: true });
	screen.type('q');
	assert.equal((await screen.exit()).code, 2);
	assert.match(screen.scrollback(), /Not ready/);
	assert.match(screen.scrollback(), /doorcheck: can't write .*close\.md: there/);
});

test('SIGHUP, SIGTERM: the terminal is left in order', async () => {
	for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
		await start('127.0.0.1');
		await screen.contains('Redis 7.0.15');
		screen.signal(signal);
		await screen.exit();
		assert.equal(screen.isAlternate(), false, signal);
	}
});

test('a crash leaves the terminal in order, and is one line without a stack trace', async () => {
	const crash = 'data:text/javascript,process.on("SIGUSR2", () => { throw new Error("boom") })';
	screen = await openTerminal({
		command: process.execPath,
		args: ['--import', crash, program, '127.0.0.1', '-p', `${sshPort}`],
		env: { HOME: home },
	});
	await screen.contains('OpenSSH');
	screen.signal('SIGUSR2');
	assert.deepEqual(await screen.exit(), { code: 3, signal: null });
	assert.equal(screen.isAlternate(), false);
	assert.match(screen.scrollback(), /^doorcheck: this should not have happened: boom$/m);
	assert.doesNotMatch(screen.scrollback(), /\bat /);
});

test('on a dumb terminal the report is plain text, without one escape code', async () => {
	screen = await open(['127.0.0.1', '-p', `${sshPort}`], { env: { TERM: 'dumb' } });
	assert.deepEqual(await screen.exit(), { code: 0, signal: null });
	assert.match(screen.scrollback(), /OpenSSH 9\.2p1/);
	assert.equal(String(screen.raw()).includes('\u001b'), false);
});

test('a report in a file has no colours, though it is written from a terminal', async () => {
	const path = join(home, 'report.txt');
	screen = await open(['127.0.0.1', '-p', `${sshPort}`, '--format', 'text', '-o', path]);
	assert.deepEqual(await screen.exit(), { code: 0, signal: null });
	const text = readFileSync(path, 'utf8');
	assert.match(text, /OpenSSH 9\.2p1/);
	assert.equal(text.includes('\u001b'), false);
});

test('keys pressed before the first frame are heard, and not echoed into it', async () => {
	for (let round = 0; round < 3; round++) {
		screen = await open(['-p', `${sshPort}`]);
		for (const letter of 'early.example') {
			screen.type(letter);
			await new Promise((resolve) => setTimeout(resolve, 15));
		}
		await screen.contains('What do you want to check?');
		await screen.contains('› early.example');
		assert.equal(screen.text().split('early.example').length, 2, screen.text());
		assert.equal(screen.line(2).trim(), 'What do you want to check?');
		await screen.close();
	}
});

test('a large network is asked about first, and no is an answer', async () => {
	screen = await open(['10.0.0.0/16']);
	await screen.contains(/65,534 addresses.*\[y\/N\]/);
	screen.type('n');
	screen.press('enter');
	assert.deepEqual(await screen.exit(), { code: 2, signal: null });
	assert.match(screen.scrollback(), /declined/);
});

test('a large network typed on the start screen is refused there, with the way out', async () => {
	screen = await open(['-p', `${sshPort}`]);
	await screen.contains('What do you want to check?');
	screen.type('10.0.0.0/16');
	screen.press('enter');
	await screen.contains(/split it/);
	screen.press('ctrl+c');
	await screen.exit();
});

interface Start {
	readonly args?: readonly string[];
	readonly columns?: number;
	readonly rows?: number;
	readonly cwd?: string;
	readonly env?: Readonly<Record<string, string>>;
}

async function start(
	target: string,
	{ args = ['-p', `${sshPort},${redisPort}`], ...options }: Start = {},
): Promise<void> {
	screen = await open([target, ...args], options);
}

function open(args: readonly string[], { env = {}, ...options }: Omit<Start, 'args'> = {}): Promise<Screen> {
	return openTerminal({
		command: process.execPath,
		args: [program, ...args],
		env: { HOME: home, ...env },
		...options,
	});
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}
