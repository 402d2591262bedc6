import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomeOfError } from '../../source/scan/outcome.ts';

test('trouble of this machine is never a verdict about a port', () => {
	for (const code of ['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'ENOMEM', 'EAGAIN', 'ESOMETHINGNEW', undefined]) {
		assert.equal(outcomeOfError(code), 'local', String(code));
	}
});

test('refused is closed; prohibited and unreachable on the way are rejected; no route is unreachable', () => {
	assert.equal(outcomeOfError('ECONNREFUSED'), 'closed');
	assert.equal(outcomeOfError('EHOSTUNREACH'), 'rejected');
	assert.equal(outcomeOfError('EACCES'), 'rejected');
	assert.equal(outcomeOfError('ENETUNREACH'), 'unreachable');
	assert.equal(outcomeOfError('ETIMEDOUT'), 'silent');
});
