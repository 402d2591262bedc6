import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advisoriesFor } from '../../source/assess/advisories.ts';
import { claimOf, meaningOf, versionCaution } from '../../source/assess/advisory-words.ts';
import { parseVersion } from '../../source/assess/version.ts';
import { productVersions, versionsBehind, versionsOf } from '../../source/knowledge/advisories.ts';
import type { Examples, Flaw, ProductVersions } from '../../source/knowledge/advisory.ts';
import { serviceById } from '../../source/knowledge/catalogue.ts';

/** After every end of life that the knowledge has. */
const late = Date.parse('2030-01-01T00:00:00.000Z');

/** Makers of the products, CISA, and those who keep the CVE records. */
const primary = [
	'blog.mikrotik.com',
	'exim.org',
	'github.com',
	'httpd.apache.org',
	'jira.mongodb.org',
	'learn.microsoft.com',
	'mariadb.org',
	'nvd.nist.gov',
	'tomcat.apache.org',
	'webmin.com',
	'wiki.debian.org',
	'www.cve.org',
	'www.debian.org',
	'www.exim.org',
	'www.jenkins.io',
	'www.libssh.org',
	'www.mysql.com',
	'www.openssh.com',
	'www.php.net',
	'www.postgresql.org',
];

const flaws = productVersions.flatMap((entry) => entry.flaws.map((flaw) => ({ entry, flaw })));

/** The ids that are given for a version of a product on the first system on which the flaw exists. */
function idsFor(product: string, version: string, flaw?: Flaw): readonly string[] {
	const os = flaw?.on?.[0];
	return advisoriesFor({ product, version, ...(os === undefined ? {} : { os }) }, late).map(({ id }) => id);
}

test('products and flaws are there once, each product under one name or several', () => {
	const names = productVersions.flatMap(({ product, aliases = [] }) => [product, ...aliases]);
	assert.equal(new Set(names).size, names.length);
	const cves = flaws.map(({ flaw }) => flaw.cve);
	assert.equal(new Set(cves).size, cves.length);
	for (const name of names) {
		assert.ok([versionsOf(name)?.product, ...(versionsOf(name)?.aliases ?? [])].includes(name));
	}
	assert.equal(versionsOf('Nonesuch'), undefined);
});

test('every product is told behind services that the catalogue has; only a distribution has none', () => {
	for (const { product, services } of productVersions) {
		assert.ok(services.length > 0 || product === 'Debian', product);
		for (const id of services) {
			assert.ok(serviceById(id), `${product}: ${id}`);
			assert.ok(versionsBehind(id).some((entry) => entry.product === product));
		}
	}
});

for (const { entry, flaw } of flaws) {
	test(`${flaw.cve} of ${entry.product} is complete, and given for the versions it names only`, () => {
		assert.match(flaw.cve, /^CVE-\d{4}-\d{4,7}$/);
		assert.ok(flaw.affected.length > 0);
		assertSentence(flaw.text);
		if (flaw.condition !== undefined) assertSentence(flaw.condition);
		if (flaw.exploitedSince !== undefined) assertDay(flaw.exploitedSince);
		assertPrimary(flaw.source);
		assertExamples(flaw.examples);
		for (const { from, before } of flaw.affected) {
			assert.ok(parseVersion(before), before);
			if (from === undefined) continue;
			assert.ok(parseVersion(from), from);
			assert.ok(idsFor(entry.product, from, flaw).includes(flaw.cve), `${from} is the first that is affected`);
			assert.notEqual(from, before);
		}
		for (const version of [...flaw.affected.map(({ before }) => before), ...flaw.fixedIn]) {
			assert.ok(!idsFor(entry.product, version, flaw).includes(flaw.cve), `${version} has the fix`);
		}
		for (const name of [entry.product, ...(entry.aliases ?? [])]) {
			for (const version of flaw.examples.affected) {
				assert.ok(idsFor(name, version, flaw).includes(flaw.cve), `${name} ${version}`);
			}
			for (const version of flaw.examples.unaffected) {
				assert.ok(!idsFor(name, version, flaw).includes(flaw.cve), `${name} ${version}`);
			}
		}
		for (const { version } of flaw.backports ?? []) {
			assert.equal(flaw.condition, undefined);
			assert.ok(idsFor(entry.product, version, flaw).includes(flaw.cve), version);
		}
		for (const packageVersion of flaw.fixedPackages ?? []) {
			const [version = ''] = packageVersion.split('-');
			assert.ok(idsFor(entry.product, version, flaw).includes(flaw.cve), `${version} without the package`);
			const fixed = advisoriesFor({ product: entry.product, version, packageVersion }, late);
			assert.ok(!fixed.some(({ id }) => id === flaw.cve), packageVersion);
		}
	});
}

for (const entry of productVersions.filter(({ lifecycle }) => lifecycle !== undefined)) {
	test(`the ends of ${entry.product} are complete, and given for the lines they name only`, () => checkEnds(entry));
}

function checkEnds({ product, lifecycle }: ProductVersions): void {
	assert.ok(lifecycle);
	assertPrimary(lifecycle.source);
	assertExamples(lifecycle.examples);
	const lines = lifecycle.ended.map(({ line }) => line);
	assert.equal(new Set(lines).size, lines.length);
	const ends = (version: string, at = late) =>
		advisoriesFor({ product, version }, at).filter(({ kind }) => kind === 'end-of-life');
	for (const { line, on, source = lifecycle.source } of lifecycle.ended) {
		assertDay(on);
		assertPrimary(source);
		assert.deepEqual(
			ends(line).map(({ id }) => id),
			[`${product} ${line}`],
		);
		assert.deepEqual(ends(line, Date.parse(`${on}T23:59:59Z`)), [], 'the last day is not over');
		assert.equal(ends(line, Date.parse(`${on}T23:59:59Z`) + 1000).length, 1);
	}
	for (const version of lifecycle.examples.affected) assert.equal(ends(version).length, 1, version);
	for (const version of lifecycle.examples.unaffected) assert.equal(ends(version).length, 0, version);
}

test('nothing is called vulnerable: a version is reported as affected, and the caution says that it is no proof', () => {
	const all = flaws.flatMap(({ entry, flaw }) =>
		flaw.examples.affected.flatMap((version) =>
			advisoriesFor({ product: entry.product, version, os: flaw.on?.[0] ?? 'Debian' }, late),
		),
	);
	assert.ok(all.length > flaws.length);
	for (const advisory of all) {
		const told = `${claimOf(advisory)} ${meaningOf(advisory)}`;
		assert.doesNotMatch(told, /vulnerab/i);
		assert.match(claimOf(advisory), advisory.kind === 'flaw' ? /is a version reported as affected by CVE-/ : /since/);
	}
	assert.match(versionCaution, /no proof/);
});

function assertSentence(text: string): void {
	assert.match(text, /^[A-Z].*[.]$/);
	assert.doesNotMatch(text, /[.?!] [A-Z]|\s$|\u2014/, text);
	assert.ok(text.length <= 110, `${text.length} characters: ${text}`);
}

function assertDay(text: string): void {
	assert.match(text, /^20\d\d-\d\d-\d\d$/);
	assert.equal(new Date(text).toISOString().slice(0, 10), text);
}

/** Short enough not to be broken at 80 columns. */
function assertPrimary(source: string): void {
	const { protocol, hostname } = new URL(source);
	assert.equal(protocol, 'https:');
	assert.ok(primary.includes(hostname), source);
	assert.ok(source.length <= 76, source);
}

function assertExamples({ affected, unaffected }: Examples): void {
	assert.ok(affected.length > 0 && unaffected.length > 0);
	for (const version of [...affected, ...unaffected]) assert.ok(parseVersion(version), version);
}
