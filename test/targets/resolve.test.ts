import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Lookup, resolveTarget } from '../../source/targets/resolve.ts';

const target = (host: string) => ({ target: host, host });

const answering =
	(...addresses: string[]): Lookup =>
	async () =>
		addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const failing =
	(code: string): Lookup =>
	() =>
		Promise.reject(Object.assign(new Error(code), { code }));

const unasked: Lookup = (host) => assert.fail(`${host} was looked up`);

test('an address is its own answer, and nobody is asked', async () => {
	for (const [host, address, family] of [
		['192.0.2.1', '192.0.2.1', 4],
		['2001:db8::1', '2001:db8::1', 6],
		['::ffff:192.0.2.1', '192.0.2.1', 4],
		['fe80::1%eth0', 'fe80::1%eth0', 6],
	] as const) {
		const resolved = await resolveTarget(target(host), { lookup: unasked });
		assert.deepEqual(resolved, { ...target(host), addresses: [{ address, family }] });
	}
});

test('the system’s resolver is asked, and localhost is this machine', async () => {
	const resolved = await resolveTarget({ target: 'localhost:22', host: 'localhost', port: 22 });
	assert.ok('addresses' in resolved);
	assert.equal(resolved.port, 22);
	assert.ok(resolved.addresses.length > 0);
	for (const { address } of resolved.addresses) {
		assert.ok(['127.0.0.1', '::1'].includes(address), address);
	}
});

test('the resolver’s order stays, and each address comes once', async () => {
	const lookup = answering('2001:db8::1', '192.0.2.1', '192.0.2.1', '::ffff:192.0.2.1', '2001:db8:0::1');
	const resolved = await resolveTarget(target('example.com'), { lookup });
	assert.ok('addresses' in resolved);
	assert.deepEqual(resolved.addresses, [
		{ address: '2001:db8::1', family: 6 },
		{ address: '192.0.2.1', family: 4 },
	]);
});

test('only the wanted family is given, and its absence is said', async () => {
	const both = await resolveTarget(target('example.com'), {
		families: [6],
		lookup: answering('192.0.2.1', '2001:db8::1'),
	});
	assert.ok('addresses' in both);
	assert.deepEqual(both.addresses, [{ address: '2001:db8::1', family: 6 }]);

	const cases = [
		[target('example.com'), 6, 'no IPv6 address'],
		[target('192.0.2.1'), 6, 'no IPv6 address'],
		[target('::1'), 4, 'no IPv4 address'],
	] as const;
	for (const [asked, family, reason] of cases) {
		const resolved = await resolveTarget(asked, { families: [family], lookup: answering('192.0.2.1') });
		assert.deepEqual(resolved, { target: asked.target, reason });
	}
});

test('a failure has a plain reason and is no exception', async () => {
	const cases = {
		ENOTFOUND: 'no such host',
		EAI_AGAIN: 'name server did not answer',
		EAI_FAIL: 'name lookup failed, EAI_FAIL',
	};
	for (const [code, reason] of Object.entries(cases)) {
		const resolved = await resolveTarget(target('example.com'), { lookup: failing(code) });
		assert.deepEqual(resolved, { target: 'example.com', reason });
	}
	assert.deepEqual(await resolveTarget(target('example.com'), { lookup: answering() }), {
		target: 'example.com',
		reason: 'no such host',
	});
});
