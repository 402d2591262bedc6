import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { UsageError } from '../../source/errors.ts';
import { services } from '../../source/knowledge/catalogue.ts';
import { platforms } from '../../source/knowledge/entry.ts';
import { type CatalogueData, catalogueJson } from '../../source/report/catalogue-json.ts';
import { catalogueMarkdown } from '../../source/report/catalogue-markdown.ts';

function data(word?: string): CatalogueData {
	return JSON.parse(catalogueJson(word, '0.1.0')) as CatalogueData;
}

test('as JSON the catalogue holds every service, and for a service its instructions on each of its systems', () => {
	const all = data();
	assert.equal(all.schema, 'doorcheck-catalogue/1');
	assert.deepEqual(
		all.services.map(({ id }) => id),
		services.map(({ id }) => id),
	);
	assert.deepEqual(all.instructions, []);
	const redis = data('redis');
	assert.deepEqual(
		redis.services[0]?.ports.map(({ port }) => port),
		services.find(({ id }) => id === 'redis')?.doors.map(({ port }) => port),
	);
	assert.deepEqual(
		data('minio').services[0]?.alsoAt.map(({ port }) => port),
		[9000, 9001],
	);
	const debian = redis.instructions.find(({ platform }) => platform === 'debian');
	assert.deepEqual(
		debian?.close.map(({ id }) => id),
		['stop', 'bind', 'firewall', 'verify'],
	);
	assert.equal(debian?.close[0]?.standing?.kind, 'proven');
	assert.ok(debian?.close[0]?.steps.some((step) => step.kind === 'run' && step.command.includes('redis-server')));
});

test('in every format one system can be chosen', () => {
	const choice = { platform: 'alpine', firewall: 'iptables' } as const;
	const { instructions } = JSON.parse(catalogueJson('redis', '0.1.0', choice)) as CatalogueData;
	assert.deepEqual(
		instructions.map(({ platform, firewall }) => [platform, firewall]),
		[['alpine', 'iptables']],
	);
	assert.deepEqual(catalogueMarkdown('redis', choice).match(/^## Close .*$/gm), [
		'## Close 6379 on Alpine, firewall iptables',
	]);
});

test('a port that nobody knows has instructions for every system and no service', () => {
	const { services: known, instructions } = data('31337');
	assert.deepEqual(known, []);
	assert.deepEqual(
		instructions.map(({ platform, service }) => [platform, service]),
		platforms.map((platform) => [platform, null]),
	);
	assert.match(catalogueMarkdown('31337/udp'), /^The catalogue has no service for port 31337\/udp/);
});

test('as Markdown a category is a table, and a service has its text, versions and commands', () => {
	assert.match(catalogueMarkdown('database'), /^\| redis \| Redis or Valkey \| 6379/m);
	const redis = catalogueMarkdown('redis');
	assert.match(catalogueMarkdown('9000'), /^Also met on 9000: MinIO \(minio\), SonarQube \(sonarqube\)\.$/m);
	assert.match(redis, /^# Redis or Valkey$/m);
	assert.match(redis, /^\*\*Versions that matter\*\*\n\n- CVE-/m);
	assert.match(redis, /^## Close 6379 on Debian, Ubuntu, firewall nftables$/m);
	assert.match(redis, /^```sh\nsystemctl disable --now redis-server\n```$/m);
});

test('a word that means nothing is refused in every format', () => {
	assert.throws(() => catalogueJson('nonesuch', '0.1.0'), UsageError);
	assert.throws(() => catalogueMarkdown('nonesuch'), UsageError);
});

test('docs/json.md has the fields of the catalogue, in their order', () => {
	const page = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
	const [, block = '{}'] = /```json\n(\{\n\t"schema": "doorcheck-catalogue.*?\n)```/s.exec(page) ?? [];
	const documented = JSON.parse(block) as CatalogueData;
	const written = data('redis');
	const firewallOf = ({ instructions: [first] }: CatalogueData) => first?.close.find(({ id }) => id === 'firewall');
	for (const part of [
		(whole: CatalogueData) => whole,
		({ services: [service] }: CatalogueData) => service,
		({ services: [service] }: CatalogueData) => service?.ports[0],
		({ services: [service] }: CatalogueData) => service?.versions[0],
		({ instructions: [first] }: CatalogueData) => first,
		firewallOf,
		(whole: CatalogueData) => firewallOf(whole)?.undo?.[0],
	]) {
		assert.deepEqual(Object.keys(part(documented) ?? {}).sort(), Object.keys(part(written) ?? {}).sort());
	}
});
