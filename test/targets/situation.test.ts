import assert from 'node:assert/strict';
import { test } from 'node:test';
import { situationOf } from '../../source/targets/situation.ts';

const session = { client: '198.51.100.7', server: '203.0.113.10', port: 22 };

function hostAt(target: string, ...addresses: readonly string[]) {
	return { target, addresses: addresses.map((address) => ({ ...unmeasured, address })) };
}

const unmeasured = {
	family: 4,
	counts: { open: 0, closed: 0, filtered: 0, 'open|filtered': 0, undecided: 0 },
	network: { rttMs: null, loss: null, missProbability: null, attempts: 0 },
	pattern: 'unclear',
	notes: [],
} as const;

test('the reader sits before the host with the address of the session, and before this machine', () => {
	const reader = { address: '198.51.100.7', port: 22 };
	const readerOn = (...addresses: readonly string[]) =>
		situationOf(hostAt('example.com', ...addresses), session).reader;
	assert.deepEqual(readerOn('2001:db8::10', '203.0.113.10'), reader);
	assert.deepEqual(readerOn('127.0.0.1'), reader);
	assert.deepEqual(readerOn('::1'), reader);
	assert.equal(readerOn('203.0.113.11', '2001:db8::10'), undefined);
	assert.equal(readerOn(), undefined);
	assert.equal(situationOf(hostAt('localhost', '127.0.0.1'), undefined).reader, undefined);
});

test('other machines call the host as it was asked for, without port, path or password', () => {
	for (const [target, host] of [
		['example.com', 'example.com'],
		['EXAMPLE.com:3306', 'example.com'],
		['https://example.com/a?b', 'example.com'],
		['203.0.113.10', '203.0.113.10'],
		['[2001:DB8::10]:443', '2001:db8::10'],
	] as const) {
		assert.equal(situationOf(hostAt(target, '203.0.113.10'), undefined).host, host, target);
	}
});

test('what other machines can not use, or no command should hold, is no name', () => {
	assert.equal(situationOf(hostAt('localhost', '127.0.0.1', '::1'), undefined).host, undefined);
	assert.equal(situationOf(hostAt('web.lan', '127.0.1.1'), undefined).host, undefined);
	for (const target of ['fe80::1%eth0', 'fe80::1', '$(reboot)', 'a;b', '-o', 'a b', "a'b", 'a\nb', '']) {
		assert.equal(situationOf(hostAt(target, '203.0.113.10'), undefined).host, undefined, target);
	}
});
