import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampled, timeoutFor, unmeasured } from '../../source/scan/round-trip.ts';

test('the first sample sets srtt to it and rttvar to half of it (RFC 6298, 2.2)', () => {
	assert.deepEqual(sampled(unmeasured, 80), { srtt: 80, rttvar: 40 });
});

test('a later sample moves srtt by an eighth and rttvar by a quarter (RFC 6298, 2.3)', () => {
	assert.deepEqual(sampled({ srtt: 80, rttvar: 40 }, 160), { srtt: 90, rttvar: 50 });
});

test('before any sample the timeout is one second, or what others have taught, or the upper bound if that is less', () => {
	assert.equal(timeoutFor(unmeasured, 0, 3000), 1000);
	assert.equal(timeoutFor(unmeasured, 0, 400), 400);
	assert.equal(timeoutFor(unmeasured, 0, 3000, 300), 300);
});

test('the timeout leaves room for jitter on a steady line, and grows with every silent attempt', () => {
	const steady = { srtt: 200, rttvar: 1 };
	assert.equal(timeoutFor(steady, 0, 3000), 250);
	assert.equal(timeoutFor(steady, 2, 3000), 375);
	assert.equal(timeoutFor(steady, 7, 3000), 500);
	assert.equal(timeoutFor({ srtt: 0.1, rttvar: 0 }, 0, 3000), 100);
	assert.equal(timeoutFor(steady, 2, 300), 300);
});
