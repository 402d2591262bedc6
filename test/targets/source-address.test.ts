import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSource } from '../../source/targets/source-address.ts';

test('an address or network is taken in its canonical form, without host bits', () => {
	assert.equal(parseSource('198.51.100.7'), '198.51.100.7');
	assert.equal(parseSource('2001:DB8:0::7'), '2001:db8::7');
	assert.equal(parseSource('::ffff:198.51.100.7'), '198.51.100.7');
	assert.equal(parseSource('198.51.100.7/24'), '198.51.100.0/24');
	assert.equal(parseSource('2001:db8:1:2::3/48'), '2001:db8:1::/48');
	assert.equal(parseSource('198.51.100.7/32'), '198.51.100.7');
	assert.equal(parseSource('2001:db8::7/128'), '2001:db8::7');
});

test('what is no address, no network, or everyone is refused, and the way out is named', () => {
	assert.throws(() => parseSource('office'), /office is no address: write 198\.51\.100\.7/);
	assert.throws(() => parseSource('198.51.100'), /is no address/);
	assert.throws(() => parseSource('fe80::1%eth0'), /is no address/);
	assert.throws(() => parseSource('198.51.100.0/33'), /needs a prefix length from 0 to 32/);
	assert.throws(() => parseSource('office/24'), /is not a network/);
	assert.throws(() => parseSource('0.0.0.0/0'), /is everyone/);
	assert.throws(() => parseSource('::/0'), /is everyone/);
});
