import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const demo = fileURLToPath(new URL('./demo.tsx', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

test('the screen fills the terminal, follows its size, and is gone when the user quits', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '5' });
	await terminal.until(() => terminal.screen().includes('Checked 65,535'));
	assert.equal(terminal.alternate(), true);
	for (const [columns, rows] of [
		[80, 20],
		[60, 12],
		[130, 40],
		[80, 24],
	] as const) {
		terminal.resize(columns, rows);
		await terminal.until(() => {
			const lines = terminal.lines();
			return (
				lines.length === rows && /^ ↑↓ move .*q quit$/.test(lines.at(-1) ?? '') && /^ doorcheck/.test(lines[0] ?? '')
			);
		});
	}
	terminal.write('q');
	await terminal.until(() => terminal.exit() !== undefined);
	assert.equal(terminal.alternate(), false);
	assert.match(terminal.screen(), /left: quit/);
	assert.match(terminal.raw(), /\u001b\[\?25h(?!.*\u001b\[\?25l)/s);
});

test('once the check is over, a second in which nothing changes writes no byte', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '5' });
	await terminal.until(() => terminal.screen().includes('Checked 65,535'));
	await delay(300);
	const before = terminal.raw().length;
	await delay(1500);
	assert.equal(terminal.raw().length, before);
	terminal.write('\u0003');
	await terminal.until(() => terminal.screen().includes('left: interrupted'));
});

test('over SSH a running check writes less than 4 kB a second, in at most ten frames', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '120', SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22' });
	await terminal.until(() => terminal.screen().includes(' of 131,070'));
	const before = terminal.raw().length;
	await delay(4000);
	const written = terminal.raw().slice(before);
	assert.ok(Buffer.byteLength(written) < 4 * 4096, `${Buffer.byteLength(written)} bytes in 4 s`);
	assert.ok(
		written.split('\u001b[?2026h').length - 1 <= 42,
		`${written.split('\u001b[?2026h').length - 1} frames in 4 s`,
	);
	terminal.write('q');
	await terminal.until(() => terminal.exit() !== undefined);
});

test('Ctrl+Z goes back to the shell, fg comes back to the same screen', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '5' }, 'bash', ['--norc', '-i']);
	terminal.write(`"${process.execPath}" --import tsx "${demo}"\r`);
	await terminal.until(() => terminal.screen().includes('Checked 65,535'));
	terminal.write('gjj');
	await terminal.until(() => /3 of \d+/.test(terminal.screen()));
	terminal.write('\u001a');
	await terminal.until(() => terminal.screen().includes('Stopped'));
	assert.equal(terminal.alternate(), false);
	terminal.write('fg\r');
	await terminal.until(() => terminal.alternate() && /3 of \d+/.test(terminal.screen()));
	assert.match(terminal.lines().at(-1) ?? '', /q quit/);
	terminal.write('q');
	await terminal.until(() => terminal.screen().includes('left: quit'));
	terminal.write('exit\r');
	await terminal.until(() => terminal.exit() !== undefined);
});

test('SIGTERM leaves the terminal in order', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '5' });
	await terminal.until(() => terminal.screen().includes('Checked 65,535'));
	process.kill(terminal.pid, 'SIGTERM');
	await terminal.until(() => terminal.exit() !== undefined);
	assert.equal(terminal.alternate(), false);
	assert.match(terminal.screen(), /left: interrupted/);
});

test('in ASCII without colour nothing else is written, the frames of tables included', async (context) => {
	const terminal = openTerminal(context, { STEP_MS: '5', LC_ALL: 'C', NO_COLOR: '1', FORCE_COLOR: '0' });
	await terminal.until(() => terminal.screen().includes('Checked 65,535'));
	terminal.write('\r');
	await terminal.until(() => terminal.screen().includes('[Why it matters]'));
	terminal.write('\t\t\t');
	await terminal.until(() => terminal.screen().includes('Round trip'));
	assert.match(terminal.screen(), /\+-+\+-+\+/);
	assert.match(terminal.raw(), /^[\u0000-\u007f]*$/);
	assert.doesNotMatch(terminal.raw(), /\u001b\[[0-9;]*m/);
	terminal.write('q');
	await terminal.until(() => terminal.exit() !== undefined);
});

function openTerminal(
	context: TestContext,
	env: Record<string, string>,
	command = process.execPath,
	args = ['--import', 'tsx', demo],
) {
	const { CI: _ci, NO_COLOR: _noColor, FORCE_COLOR: _forceColor, SSH_CONNECTION: _ssh, ...inherited } = process.env;
	const all = { ...inherited, NODE_ENV: 'production', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env };
	const child = spawn(command, args, { cwd: root, cols: 80, rows: 24, env: all });
	const terminal = new xterm.Terminal({ cols: 80, rows: 24, allowProposedApi: true });
	let raw = '';
	let exit: number | undefined;
	child.onData((data) => {
		raw += data;
		terminal.write(data);
	});
	child.onExit(({ exitCode }) => {
		exit = exitCode;
	});
	// A test that fails must not leave the program running.
	context.after(() => {
		if (exit === undefined) {
			child.kill('SIGKILL');
		}
	});
	const lines = () => {
		const { active } = terminal.buffer;
		return Array.from(
			{ length: terminal.rows },
			(_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
		);
	};
	const screen = () => lines().join('\n');
	return {
		pid: child.pid,
		lines,
		screen,
		raw: () => raw,
		exit: () => exit,
		alternate: () => terminal.buffer.active.type === 'alternate',
		write: (data: string) => child.write(data),
		resize: (columns: number, rows: number) => {
			terminal.resize(columns, rows);
			child.resize(columns, rows);
		},
		until: async (holds: () => boolean) => {
			for (let tries = 0; !holds(); tries++) {
				if (tries > 400) {
					child.kill('SIGKILL');
					throw new Error(`never came:\n${screen()}`);
				}
				await delay(50);
			}
		},
	};
}

function delay(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
