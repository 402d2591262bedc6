import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Edit } from '../../source/knowledge/entry.ts';
import { copyText, stepLines, whereTo } from '../../source/knowledge/plain.ts';

const redis: Edit = {
	kind: 'edit',
	file: '/etc/redis/redis.conf',
	lines: ['bind 127.0.0.1 -::1', 'protected-mode yes'],
};

test('plain text indents what is typed and what a file should hold, and leaves sentences alone', () => {
	assert.deepEqual(stepLines({ kind: 'say', text: 'Restart it.' }), ['Restart it.']);
	assert.deepEqual(stepLines({ kind: 'run', command: 'one\ntwo' }), ['    one', '    two']);
	assert.deepEqual(stepLines(redis), [
		'In /etc/redis/redis.conf, in place of every line that begins with bind or protected-mode:',
		'    bind 127.0.0.1 -::1',
		'    protected-mode yes',
	]);
	assert.deepEqual(stepLines({ kind: 'expect', text: 'Nothing.' }), ['Expect: Nothing.']);
});

test('where lines go is said by file, section and what they take the place of', () => {
	const edit: Edit = { kind: 'edit', file: '/etc/x.conf', lines: ['port = 0'] };
	assert.equal(
		whereTo({ ...edit, section: ['[mysqld]'] }),
		'In /etc/x.conf, in the section [mysqld], in place of every line that begins with port:',
	);
	assert.equal(
		whereTo({ ...edit, section: ['service imap-login {', 'inet_listener imap {'] }),
		'In /etc/x.conf, in the section inet_listener imap of service imap-login, in place of every line that begins with port:',
	);
	assert.equal(
		whereTo({ ...edit, replaces: ['listen', 'bind address', 'port'], above: '[' }),
		'In /etc/x.conf, in place of every line that begins with listen, bind address or port, or else above the first that begins with [:',
	);
	assert.equal(whereTo({ ...edit, replaces: [] }), 'In /etc/x.conf add:');
	assert.equal(whereTo({ ...edit, byHand: 'It is XML' }), 'In /etc/x.conf:');
	assert.equal(
		whereTo({ kind: 'write', file: '/etc/x.d/y.conf', lines: ['a'] }),
		'In a file of its own, /etc/x.d/y.conf:',
	);
});

test('copying a fix gives commands only, with file contents as comments that a shell skips', () => {
	const text = copyText({
		id: 'bind',
		title: 'Or let it listen on this machine only',
		steps: [
			{ kind: 'say', text: 'Do this.' },
			redis,
			{ kind: 'run', command: 'systemctl restart redis-server' },
			{ kind: 'expect', text: 'Nothing.' },
			{ kind: 'run', command: 'doorcheck HOST', elsewhere: true },
		],
	});
	assert.equal(
		text,
		[
			'# In /etc/redis/redis.conf, in place of every line that begins with bind or protected-mode:',
			'#     bind 127.0.0.1 -::1',
			'#     protected-mode yes',
			'systemctl restart redis-server',
			'# On another machine: doorcheck HOST',
		].join('\n'),
	);
});
