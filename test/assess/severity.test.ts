import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assessPort } from '../../source/assess/severity.ts';
import { doorAt, services } from '../../source/knowledge/catalogue.ts';
import type { Identity, Protocol, TlsFacts } from '../../source/model.ts';
import { categories } from '../../source/model.ts';
import { four } from './events.ts';

function assess(port: number, identity?: Partial<Identity>, protocol: Protocol = 'tcp') {
	return assessPort({
		address: four,
		port,
		protocol,
		state: 'open',
		rttMs: 12.1,
		identity: identity && { service: 'unknown', access: 'unknown', evidence: [], ...identity },
	});
}

const tls: TlsFacts = {
	version: 'TLSv1.3',
	cipher: 'TLS_AES_256_GCM_SHA384',
	subject: 'CN=example.com',
	issuer: 'CN=Example CA',
	names: ['example.com'],
	validFrom: '2026-09-01T00:00:00.000Z',
	validTo: '2026-11-11T00:00:00.000Z',
	daysLeft: -12,
	selfSigned: false,
	nameMatches: true,
};

test('a port alone is judged by what usually listens there, and says so', () => {
	const finding = assess(6379);
	assert.equal(finding.service.id, 'redis');
	assert.equal(finding.service.confidence, 'assumed');
	assert.equal(finding.category, 'database');
	assert.equal(finding.severity, 'high');
	assert.equal(finding.access, 'unknown');
	assert.equal(finding.expected, null);
});

test('a recognised service wins over the port: SSH stays low wherever it listens', () => {
	for (const port of [22, 2222, 6379, 31_234]) {
		const finding = assess(port, { service: 'ssh', product: 'OpenSSH', version: '9.2p1', os: 'Debian' });
		assert.equal(finding.severity, 'low', String(port));
		assert.equal(finding.category, 'remote-shell');
		assert.equal(finding.service.confidence, 'confirmed');
		assert.equal(finding.service.product, 'OpenSSH');
		assert.equal(finding.os, 'Debian');
	}
	assert.equal(assess(31_234, { service: 'mysql' }).severity, 'high');
});

test('a port nobody can name is medium: somebody has to say what it is for', () => {
	const finding = assess(31_234);
	assert.deepEqual(finding.service, {
		id: 'unknown',
		name: 'Unknown service',
		product: null,
		version: null,
		confidence: 'assumed',
	});
	assert.equal(finding.category, 'other');
	assert.equal(finding.severity, 'medium');
	assert.equal(assess(31_234, { evidence: ['greeted with HELLO'] }).severity, 'medium');
});

test('TLS with something unknown inside keeps the usual service, and shows the certificate', () => {
	const finding = assess(6379, { service: 'tls', tls, remark: 'certificate expired 11 days ago' });
	assert.equal(finding.service.id, 'redis');
	assert.equal(finding.service.confidence, 'assumed');
	assert.deepEqual(finding.tls, tls);
	assert.equal(finding.remark, 'certificate expired 11 days ago');
	assert.equal(assess(443, { service: 'https', tls }).severity, 'info', 'an expired certificate is a remark');
});

test('a service that hands over the server without a password is critical', () => {
	for (const service of ['redis', 'mysql', 'docker', 'vnc', 'mqtt', 'telnet']) {
		const finding = assess(31_234, { service, access: 'open' });
		assert.equal(finding.severity, 'critical', service);
		assert.equal(finding.remark, 'answers without a password');
	}
});

test('any other service is one level worse when it needs no password, and a public web page is not', () => {
	for (const { doors, category } of services) {
		const [door] = doors;
		if (door && door.protocol === 'tcp' && doorAt(door.port, 'tcp')?.door === door) {
			const quiet = assess(door.port);
			const open = assess(door.port, { service: quiet.service.id, access: 'open' });
			if (quiet.severity === 'info') {
				assert.equal(open.severity, 'info', `${door.port}`);
			} else if (quiet.severity !== 'critical') {
				assert.notEqual(open.severity, quiet.severity, `${door.port} ${category}`);
			}
		}
	}
	const web = assess(80, { service: 'http', access: 'open', remark: 'Welcome' });
	assert.equal(web.severity, 'info');
	assert.equal(web.remark, 'Welcome');
});

test('a plain web answer makes no door harmless whose usual service is a web interface itself', () => {
	for (const port of [9200, 8006, 15_672, 10_000, 8080]) {
		const finding = assess(port, { service: 'http', product: 'nginx', version: '1.22' });
		assert.equal(finding.severity, doorAt(port, 'tcp')?.door.severity, String(port));
		assert.equal(finding.service.product, 'nginx');
	}
	const database = assess(3306, { service: 'http' });
	assert.equal(database.service.id, 'http', 'MySQL does not speak HTTP');
	assert.equal(database.severity, 'info');
	assert.equal(assess(31_234, { service: 'https' }).severity, 'info');
});

test('a password prompt is remarked, with the certificate where there is one', () => {
	assert.equal(assess(3306, { service: 'mysql', access: 'protected' }).remark, 'asks for a password');
	assert.equal(
		assess(6379, { service: 'redis', access: 'protected', remark: 'protected mode: answers this machine only' }).remark,
		'protected mode: answers this machine only',
	);
	assert.equal(
		assess(443, { service: 'https', access: 'protected', tls, remark: 'certificate expired 11 days ago' }).remark,
		'asks for a password, certificate expired 11 days ago',
	);
});

test('a service the catalogue does not list is shown by its name', () => {
	const finding = assess(31_234, { service: 'gopher-like' });
	assert.equal(finding.service.name, 'GOPHER-LIKE');
	assert.equal(finding.service.confidence, 'confirmed');
	assert.ok(categories.includes(finding.category));
});

test('UDP and TCP of the same port are judged apart', () => {
	assert.equal(assess(11_211, undefined, 'udp').service.id, 'memcached');
	assert.equal(assess(3306, undefined, 'udp').service.id, 'unknown');
});

test('over UDP the remark on what strangers can use says how they abuse it', () => {
	const remark = 'looks up names for strangers; can be abused to flood others';
	const resolver = assess(53, { service: 'dns', access: 'open', remark }, 'udp');
	assert.deepEqual([resolver.severity, resolver.remark], ['high', remark]);
	assert.equal(assess(53, { service: 'dns', access: 'open' }, 'udp').remark, 'answers without a password');
	assert.equal(
		assess(11_211, { service: 'memcached', access: 'open', remark: 'x' }).remark,
		'answers without a password',
	);
});

test("a service on another's port is as bad as on its own door of the same protocol", () => {
	assert.equal(assess(5353, { service: 'dns' }, 'udp').severity, doorAt(53, 'udp')?.door.severity);
	assert.equal(assess(31_234, { service: 'dns' }).severity, doorAt(53, 'tcp')?.door.severity);
});
