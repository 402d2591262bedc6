import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advisoriesFor, isPressing, pressingFlaws } from '../../source/assess/advisories.ts';
import { advisoryRemark, claimOf, inWords, meaningOf } from '../../source/assess/advisory-words.ts';
import { comparePackageVersions } from '../../source/assess/package-version.ts';
import { compareVersions, parseVersion } from '../../source/assess/version.ts';
import { productVersions } from '../../source/knowledge/advisories.ts';
import type { Advisory, Identity } from '../../source/model.ts';
import { seeded } from '../network/random.ts';

const now = Date.parse('2026-11-23T09:00:00.000Z');

function ids(identity: Partial<Identity>, at = now): readonly string[] {
	return advisoriesFor(identity, at).map(({ id }) => id);
}

function first(identity: Partial<Identity>): Advisory {
	const [advisory] = advisoriesFor(identity, now);
	assert.ok(advisory);
	return advisory;
}

const openSsh = { product: 'OpenSSH', version: '9.2p1' };

test('a version that is reported as affected is told so, with what fixes it and where that is stated', () => {
	assert.deepEqual(first({ product: 'Elasticsearch', version: '1.4.2' }), {
		id: 'CVE-2015-1427',
		kind: 'flaw',
		about: 'Elasticsearch 1.4.2',
		text: 'A stranger can run commands through a search.',
		condition: null,
		fixedIn: ['1.3.8', '1.4.3'],
		beforeLogin: true,
		exploitedSince: '2022-03-25',
		source: 'https://nvd.nist.gov/vuln/detail/CVE-2015-1427',
	});
});

test('without a product, without a version, or with one that cannot be read, nothing is told', () => {
	for (const identity of [
		{},
		{ product: 'OpenSSH' },
		{ version: '9.2p1' },
		{ product: 'OpenSSH', version: '9.2p1-hpn14v15' },
		{ product: 'openssh', version: '9.2p1' },
		{ product: 'nginx', version: '1.0' },
	]) {
		assert.deepEqual(advisoriesFor(identity, now), []);
	}
});

test('a package in which the distribution fixed the flaw has none, an earlier one has it', () => {
	const debian = (revision: string) => ({ ...openSsh, os: 'Debian', packageVersion: `9.2p1-${revision}` });
	assert.deepEqual(ids(debian('2+deb12u2')), ['CVE-2024-6387']);
	assert.deepEqual(ids(debian('2+deb12u3')), []);
	assert.deepEqual(ids(debian('2+deb12u10')), []);
	assert.deepEqual(ids(debian('2')), ['CVE-2024-6387']);
	const ubuntu = { product: 'OpenSSH', version: '8.9p1', os: 'Ubuntu' };
	assert.deepEqual(ids({ ...ubuntu, packageVersion: '8.9p1-3ubuntu0.7' }), ['CVE-2024-6387']);
	assert.deepEqual(ids({ ...ubuntu, packageVersion: '8.9p1-3ubuntu0.10' }), []);
});

test('a package of another upstream version says nothing about the fix', () => {
	const other = { product: 'OpenSSH', version: '9.7p1', os: 'Debian', packageVersion: '9.7p1-5' };
	assert.deepEqual(ids(other), ['CVE-2024-6387']);
});

test('a flaw is not given on a system on which it does not exist', () => {
	assert.deepEqual(ids({ product: 'OpenSSH', version: '8.6', os: 'Windows' }), []);
	assert.deepEqual(ids({ product: 'OpenSSH', version: '8.6', os: 'FreeBSD' }), ['CVE-2024-6387']);
	const php = { product: 'Apache', version: '2.4.58', alongside: [{ product: 'PHP', version: '8.3.7' }] };
	assert.deepEqual(ids({ ...php, os: 'Windows' }), ['CVE-2024-4577']);
	assert.deepEqual(ids({ ...php, os: 'Debian' }), []);
	assert.deepEqual(ids(php), []);
});

test('what a server says it runs is looked at as well', () => {
	const web = { product: 'nginx', version: '1.22.1', alongside: [{ product: 'PHP', version: '7.4.33' }] };
	assert.equal(first(web).id, 'PHP 7.4');
	assert.equal(first(web).about, 'PHP 7.4.33');
	assert.equal(first(web).text, 'Its makers have not supported PHP 7.4 since 2022-11-28.');
});

test('an end of life is told once it has come', () => {
	const web = { product: 'PHP', version: '8.2.30' };
	assert.deepEqual(ids(web, Date.parse('2026-12-31T12:00:00Z')), []);
	assert.deepEqual(ids(web, Date.parse('2027-01-01T00:00:00Z')), ['PHP 8.2']);
});

test('where a distribution looks after the package, the end of life is told with that, and does not count', () => {
	const mysql = { product: 'MySQL', version: '5.7.42' };
	assert.equal(first(mysql).condition, null);
	assert.ok(isPressing(first(mysql), 'unknown'));
	assert.equal(first({ ...mysql, os: 'Ubuntu' }).condition, 'Ubuntu may fix it for longer, in its own packages.');
	assert.ok(!isPressing(first({ ...mysql, os: 'Ubuntu' }), 'unknown'));
	assert.equal(first({ ...mysql, os: 'FreeBSD' }).condition, null);
	const packaged = { ...mysql, packageVersion: '5.7.42-0ubuntu0.18.04.1' };
	assert.match(first(packaged).condition ?? '', /^The distribution may/);
});

test('the revision of a package tells that the release of Debian itself is over', () => {
	const old = { product: 'OpenSSH', version: '7.9p1', os: 'Debian', packageVersion: '7.9p1-10+deb10u4' };
	assert.deepEqual(ids(old), ['Debian 10']);
	assert.equal(first(old).condition, null);
	assert.deepEqual(ids({ ...old, os: 'Raspbian' }), []);
	assert.deepEqual(ids({ ...openSsh, os: 'Debian', packageVersion: '9.2p1-2+deb12u9' }), []);
});

test('a version that a distribution kept when it fixed the flaw is told with that, and counts as proof of nothing', () => {
	for (const [product, version, by] of [
		['Apache ActiveMQ', '5.17.2', 'Debian 12'],
		['Erlang SSH', '4.15.2', 'Debian 12'],
	] as const) {
		const advisory = first({ product, version });
		assert.equal(advisory.condition, `Not in the package of ${by}, which has the fix and kept this version.`);
		assert.ok(!isPressing(advisory, 'open'));
	}
	assert.equal(first({ product: 'Apache ActiveMQ', version: '5.17.3' }).condition, null);
});

test('what matters most comes first: exploited flaws, other flaws, ends of life', () => {
	assert.deepEqual(ids({ product: 'Exim', version: '4.89' }), ['CVE-2019-10149', 'CVE-2018-6789']);
	assert.deepEqual(ids({ product: 'Apache Tomcat', version: '7.0.99' }), ['CVE-2020-1938', 'Apache Tomcat 7.0']);
	assert.deepEqual(ids({ product: 'Redis', version: '6.0.16' }), ['CVE-2022-0543', 'CVE-2025-49844']);
	const both = { product: 'OpenSSH', version: '7.4p1', alongside: [{ product: 'Exim', version: '4.91' }] };
	assert.deepEqual(ids(both), ['CVE-2019-10149', 'CVE-2018-15473']);
});

test('a flaw counts when it is exploited, holds everywhere, and needs no more than to reach the port', () => {
	const advisory: Advisory = { ...first({ product: 'Elasticsearch', version: '1.4.2' }) };
	assert.ok(isPressing(advisory, 'unknown'));
	assert.ok(!isPressing({ ...advisory, exploitedSince: null }, 'open'));
	assert.ok(!isPressing({ ...advisory, condition: 'Where it is set up so.' }, 'open'));
	assert.ok(!isPressing({ ...advisory, beforeLogin: false }, 'protected'));
	assert.ok(isPressing({ ...advisory, beforeLogin: false }, 'open'), 'nobody need sign in where no password is asked');
	const end = first({ product: 'PHP', version: '7.4.33' });
	assert.ok(isPressing(end, 'unknown'));
	assert.deepEqual(pressingFlaws([end, advisory], 'unknown'), [advisory]);
});

test('the words say what is reported, never more', () => {
	const mongo = first({ product: 'MongoDB', version: '7.0.5' });
	assert.equal(claimOf(mongo), 'MongoDB 7.0.5 is a version reported as affected by CVE-2025-14847.');
	assert.match(
		meaningOf(mongo),
		/Fixed in 4\.4\.30, 5\.0\.32, .* and 8\.2\.3\. Known to be exploited \(CISA, 2025-12-29\)\.$/,
	);
	const end = first({ product: 'MySQL', version: '5.7.42', os: 'Ubuntu' });
	assert.equal(claimOf(end), 'Its makers have not supported MySQL 5.7 since 2023-10-31.');
	assert.equal(meaningOf(end), 'Ubuntu may fix it for longer, in its own packages.');
	assert.equal(advisoryRemark(mongo), 'see CVE-2025-14847');
	assert.equal(advisoryRemark(end), 'end of life: MySQL 5.7');
	assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(inWords), ['', 'a', 'a and b', 'a, b and c']);
});

test('whatever a server calls its version, nothing throws, and order is an order', () => {
	const random = seeded(20_261_123);
	const alphabet = [
		'0',
		'1',
		'9',
		'.',
		'.',
		'-',
		'_',
		'p',
		'rc',
		'M',
		'~',
		'+',
		'deb',
		'ubuntu',
		' ',
		'\u0000',
		'٣',
		'🚪',
	];
	const text = () =>
		Array.from({ length: Math.floor(random() * 14) }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
	for (let round = 0; round < 5000; round++) {
		const [version, packageVersion, other] = [text(), text(), text()];
		const { product } = productVersions[round % productVersions.length] ?? { product: 'OpenSSH' };
		for (const { about } of advisoriesFor({ product, version, packageVersion, os: 'Debian' }, now)) {
			assert.ok(about === `${product} ${version}` || about.startsWith('Debian '));
		}
		assert.ok(Number.isFinite(comparePackageVersions(packageVersion, other)));
		assert.equal(
			Math.sign(comparePackageVersions(packageVersion, other)),
			-Math.sign(comparePackageVersions(other, packageVersion)) + 0,
		);
		const [a, b] = [parseVersion(version), parseVersion(other)];
		if (a && b) assert.equal(Math.sign(compareVersions(a, b)), -Math.sign(compareVersions(b, a)) + 0);
	}
});
