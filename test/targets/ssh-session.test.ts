import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readerOn, sshSession } from '../../source/targets/ssh-session.ts';

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

test('where nothing, nonsense or an address of one link alone is said, there is no session', () => {
	for (const text of [
		undefined,
		'',
		'198.51.100.7 50000',
		'here 50000 203.0.113.10 22',
		'198.51.100.7 50000 203.0.113.10 ssh',
		'fe80::1%eth0 50000 fe80::2%eth0 22',
	]) {
		assert.equal(sshSession({ SSH_CONNECTION: text }), undefined, text);
	}
});

test('the user sits before the host with the address of the session, and before this machine', () => {
	const reader = { address: '198.51.100.7', port: 22 };
	assert.deepEqual(readerOn(['2001:db8::10', '203.0.113.10'], session), reader);
	assert.deepEqual(readerOn(['127.0.0.1'], session), reader);
	assert.deepEqual(readerOn(['::1'], session), reader);
	assert.equal(readerOn(['203.0.113.11', '2001:db8::10'], session), undefined);
	assert.equal(readerOn([], session), undefined);
	assert.equal(readerOn(['127.0.0.1'], undefined), undefined);
});
