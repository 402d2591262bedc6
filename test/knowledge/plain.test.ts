import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyText, stepLines } from '../../source/knowledge/plain.ts';

test('plain text indents what is typed and what a file should hold, and leaves sentences alone', () => {
	assert.deepEqual(stepLines({ kind: 'say', text: 'Restart it.' }), ['Restart it.']);
	assert.deepEqual(stepLines({ kind: 'run', command: 'one\ntwo' }), ['    one', '    two']);
	assert.deepEqual(stepLines({ kind: 'edit', file: '/etc/redis/redis.conf', lines: ['bind 127.0.0.1 -::1'] }), [
		'/etc/redis/redis.conf:',
		'    bind 127.0.0.1 -::1',
	]);
	assert.deepEqual(stepLines({ kind: 'expect', text: 'Nothing.' }), ['Expect: Nothing.']);
});

test('copying a fix gives commands only, with file contents as comments that a shell skips', () => {
	const text = copyText({
		id: 'bind',
		title: 'Or let it listen on this machine only',
		steps: [
			{ kind: 'say', text: 'Do this.' },
			{ kind: 'edit', file: '/etc/redis/redis.conf', lines: ['bind 127.0.0.1 -::1', 'protected-mode yes'] },
			{ kind: 'run', command: 'systemctl restart redis-server' },
			{ kind: 'expect', text: 'Nothing.' },
		],
	});
	assert.equal(
		text,
		[
			'# /etc/redis/redis.conf: bind 127.0.0.1 -::1',
			'# /etc/redis/redis.conf: protected-mode yes',
			'systemctl restart redis-server',
		].join('\n'),
	);
});
