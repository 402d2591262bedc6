import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareVersions, isOfLine, parseVersion, type Version } from '../../source/assess/version.ts';

function read(text: string): Version {
	const version = parseVersion(text);
	assert.ok(version, text);
	return version;
}

/** Oldest first, as the makers of the products order them. */
const inOrder: readonly (readonly string[])[] = [
	['8.4p1', '8.5', '8.5p1', '9.2p1', '9.7p1', '9.8', '9.8p1', '9.9p2', '10.0p2'],
	['4.84_2', '4.87', '4.90', '4.90_1', '4.90.1', '4.91', '4.92.3', '4.98'],
	['1.3.5rc4', '1.3.5', '1.3.5a', '1.3.5e', '1.3.6rc1', '1.3.6rc4', '1.3.6', '1.3.8'],
	['8.0.0-alpha1', '8.0.0-beta1', '8.0.0-beta2', '8.0.0-rc1', '8.0.0', '8.0.6', '8.5.0-rc1', '8.5.0'],
	['9.0.0.M1', '9.0.0.M27', '9.0.1', '9.0.98', '10.1.0-M1', '10.1.0'],
	['6.40.8', '6.42', '6.42.1', '6.43rc3', '6.43rc4', '6.43'],
	['1.890', '1.920', '1.930', '2.105'],
	['2.426.2', '2.426.3', '2.427', '2.440', '2.440.1', '2.441'],
	['5.1.4', '5.1.4.7', '5.1.4.8', '5.1.4.10', '5.2'],
];

test('versions are ordered as their makers order them', () => {
	for (const versions of inOrder) {
		for (const [at, older] of versions.entries()) {
			for (const newer of versions.slice(at + 1)) {
				assert.ok(compareVersions(read(older), read(newer)) < 0, `${older} is older than ${newer}`);
				assert.ok(compareVersions(read(newer), read(older)) > 0, `${newer} is newer than ${older}`);
			}
		}
	}
});

test('a missing number is a nought, and a leading v means nothing', () => {
	assert.equal(compareVersions(read('8.5'), read('8.5.0')), 0);
	assert.equal(compareVersions(read('v1.2.3'), read('1.2.3')), 0);
});

test('a line has the versions that begin with its numbers', () => {
	assert.ok(isOfLine(read('7.4.33'), read('7.4')));
	assert.ok(isOfLine(read('7.4'), read('7.4')));
	assert.ok(!isOfLine(read('7.40.1'), read('7.4')));
	assert.ok(!isOfLine(read('7'), read('7.4')));
});

test('what no product of the knowledge writes is not read', () => {
	for (const text of ['', '.', 'p1', '1.', '1..2', '9.2p1-foo', '1.2.3-SNAPSHOT', '8.0.36-0ubuntu0', ' 1.2', '1.2\n'])
		assert.equal(parseVersion(text), undefined, JSON.stringify(text));
	for (const text of ['1'.repeat(40), '1.'.repeat(20), 'NaN', '٣.١', '1e9', '-1', '0x10', 'latest']) {
		assert.equal(parseVersion(text), undefined, text);
	}
});
