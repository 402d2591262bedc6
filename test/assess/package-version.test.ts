import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparePackageVersions, upstreamVersion } from '../../source/assess/package-version.ts';

/** Oldest first; dpkg --compare-versions says the same. */
const inOrder: readonly (readonly string[])[] = [
	[
		'9.2p1-2~bpo11+1',
		'9.2p1-2',
		'9.2p1-2+deb12u1',
		'9.2p1-2+deb12u2',
		'9.2p1-2+deb12u3',
		'9.2p1-2+deb12u10',
		'9.2p1-3',
	],
	['8.9p1-3', '8.9p1-3ubuntu0.1', '8.9p1-3ubuntu0.7', '8.9p1-3ubuntu0.10', '8.9p1-3ubuntu0.13'],
	['9.6p1-3ubuntu13', '9.6p1-3ubuntu13.3', '9.6p1-3ubuntu13.14'],
	['7.0~rc2-2', '7.0~rc3-1', '7.0.15-1~deb12u1', '7.0.15-1'],
	['1.0', '1.0a-1', '1.0+1-1', '1.0.1-1', '1.1'],
];

test('packages are ordered as dpkg orders them', () => {
	for (const versions of inOrder) {
		for (const [at, older] of versions.entries()) {
			assert.equal(comparePackageVersions(older, older), 0);
			for (const newer of versions.slice(at + 1)) {
				assert.ok(comparePackageVersions(older, newer) < 0, `${older} is older than ${newer}`);
				assert.ok(comparePackageVersions(newer, older) > 0, `${newer} is newer than ${older}`);
			}
		}
	}
});

test('the upstream version is what stands before the last hyphen', () => {
	assert.equal(upstreamVersion('9.2p1-2+deb12u3'), '9.2p1');
	assert.equal(upstreamVersion('6.0.16'), '6.0.16');
});
