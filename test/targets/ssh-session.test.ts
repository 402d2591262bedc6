import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sshSession } from '../../source/targets/ssh-session.ts';

const session = { client: '198.51.100.7', server: '203.0.113.10', port: 22 };

test('a session is known by what sshd says of it, over either family', () => {
	assert.deepEqual(sshSession({ SSH_CONNECTION: '198.51.100.7 50000 203.0.113.10 22' }), session);
	assert.deepEqual(sshSession({ SSH_CONNECTION: '2001:DB8::7 50000 2001:db8::10 2200' }), {
		client: '2001:db8::7',
		server: '2001:db8::10',
		port: 2200,
	});
	assert.deepEqual(sshSession({ SSH_CONNECTION: '::ffff:198.51.100.7 50000 ::ffff:203.0.113.10 22' }), session);
});

test('where nothing, nonsense or an address of one link or this machine alone is said, there is no session', () => {
	for (const text of [
		undefined,
		'',
		'198.51.100.7 50000',
		'here 50000 203.0.113.10 22',
		'198.51.100.7 50000 203.0.113.10 ssh',
		'fe80::1%eth0 50000 fe80::2%eth0 22',
		'127.0.0.1 50000 127.0.0.1 22',
		'::1 50000 203.0.113.10 22',
	]) {
		assert.equal(sshSession({ SSH_CONNECTION: text }), undefined, text);
	}
});
