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
		at: Date.parse('2026-11-23T09:00:00.000Z'),
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
	for (const port of [9200, 8006, 15_672, 10_000, 8080, 19_530]) {
		const finding = assess(port, { service: 'http', product: 'nginx', version: '1.22' });
		assert.equal(finding.severity, doorAt(port, 'tcp')?.door.severity, String(port));
		assert.equal(finding.service.product, 'nginx');
	}
	const database = assess(3306, { service: 'http' });
	assert.equal(database.service.id, 'http', 'MySQL does not speak HTTP');
	assert.equal(database.severity, 'info');
	assert.equal(assess(31_234, { service: 'https' }).severity, 'info');
});

test('a page that the usual service of a port would not show is a web server, and somebody has to say what it is for', () => {
	const page = { product: 'nginx', version: '1.22' };
	for (const [port, isNot] of [
		[2375, 'docker'],
		[9200, 'elasticsearch'],
		[8088, 'yarn'],
		[15_672, 'rabbitmq'],
	] as const) {
		const { service, category, severity } = assess(port, { service: 'http', isNot, ...page });
		assert.deepEqual([service.id, service.confidence, category, severity], ['http', 'confirmed', 'web', 'medium']);
	}
	const mild = assess(2096, { service: 'https', isNot: 'cpanel-webmail', ...page });
	assert.deepEqual([mild.service.id, mild.severity], ['https', 'low'], 'no worse than the usual service would be');
});

test('on the ports of web servers in general, a web server is what was to be expected', () => {
	for (const [port, service, id] of [
		[80, 'http', 'http'],
		[443, 'https', 'https'],
		[8080, 'http', 'http-alt'],
		[8000, 'http', 'dev-server'],
	] as const) {
		const found = assess(port, { service }).service;
		assert.deepEqual([found.id, found.confidence], [id, 'confirmed']);
	}
	assert.equal(assess(8090, { service: 'http' }).service.confidence, 'assumed', 'Confluence is not any web server');
});

test('what has no name of its own keeps the usual service of its port, and what it said', () => {
	const remark = 'speaks HTTP/2 only';
	const milvus = assess(19_530, { service: 'unknown', remark });
	assert.deepEqual([milvus.service.id, milvus.service.confidence, milvus.remark], ['milvus', 'assumed', remark]);
	const nobody = assess(31_234, { service: 'unknown', remark });
	assert.deepEqual([nobody.service.id, nobody.severity, nobody.remark], ['unknown', 'medium', remark]);
});

test('a console that was recognised is confirmed on any port, and judged by its own entry', () => {
	for (const [port, service, access, severity] of [
		[9090, 'cockpit', 'protected', 'high'],
		[8080, 'jenkins', 'open', 'critical'],
		[443, 'phpmyadmin', 'open', 'critical'],
		[443, 'gitlab', 'unknown', 'medium'],
		[31_234, 'node-exporter', 'open', 'high'],
		[31_234, 'grafana', 'protected', 'medium'],
	] as const) {
		const finding = assess(port, { service, access, product: 'Product' });
		assert.deepEqual([finding.service.id, finding.service.confidence], [service, 'confirmed']);
		assert.equal(finding.severity, severity, service);
	}
	assert.equal(assess(31_234, { service: 'jenkins' }).service.name, 'Jenkins');
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
	const remark = 'asks for a client certificate, self-signed certificate';
	assert.equal(assess(2376, { service: 'tls', access: 'protected', tls, remark }).remark, remark);
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

test('a flaw known to be exploited makes a door one level worse, at least medium and at most high', () => {
	const severityOf = (port: number, identity: Partial<Identity>) => assess(port, identity).severity;
	const exim = { service: 'smtp', product: 'Exim', version: '4.89' } as const;
	assert.equal(doorAt(25, 'tcp')?.door.severity, severityOf(25, { ...exim, version: '4.98' }));
	assert.equal(severityOf(25, exim), 'medium');
	assert.equal(severityOf(22, { service: 'ssh', product: 'Erlang SSH', version: '5.1.4' }), 'medium');
	const mongo = { service: 'mongodb', product: 'MongoDB' } as const;
	assert.equal(severityOf(27_017, { ...mongo, version: '8.0.17' }), 'high');
	assert.equal(severityOf(27_017, { ...mongo, version: '8.0.16' }), 'high', 'a version alone makes no door critical');
	assert.equal(severityOf(27_017, { ...mongo, version: '8.0.16', access: 'open' }), 'critical');
});

test('a flaw that is not known to be exploited, or holds under a condition only, is told and raises nothing', () => {
	const ssh = assess(22, { service: 'ssh', product: 'OpenSSH', version: '9.1p1' });
	assert.equal(ssh.severity, 'low');
	assert.deepEqual(
		ssh.advisories.map(({ id }) => id),
		['CVE-2024-6387'],
	);
	const apache = assess(80, { service: 'http', product: 'Apache', version: '2.4.49' });
	assert.equal(apache.severity, 'info');
	assert.equal(apache.advisories.length, 1);
});

test('an end of life makes a door one level worse, but never worse than medium', () => {
	const php = (version: string) => ({ alongside: [{ product: 'PHP', version }] });
	assert.equal(assess(80, { service: 'http', ...php('8.4.1') }).severity, 'info');
	assert.equal(assess(80, { service: 'http', ...php('7.4.33') }).severity, 'low');
	const debian = { product: 'OpenSSH', version: '7.9p1', os: 'Debian', packageVersion: '7.9p1-10+deb10u4' };
	assert.equal(assess(22, { service: 'ssh', ...debian }).severity, 'medium');
	assert.equal(assess(31_234, { service: 'x', ...php('7.4.33') }).severity, 'medium');
	assert.equal(assess(3306, { service: 'mysql', product: 'MySQL', version: '5.7.42' }).severity, 'high');
});

test('an exploited flaw is remarked before anything but an answer without a password, others where nothing stands', () => {
	const remark = (identity: Partial<Identity>) => assess(31_234, { service: 'x', ...identity }).remark;
	const exploited = { product: 'MongoDB', version: '7.0.5' };
	assert.equal(remark({ ...exploited, remark: 'hello' }), 'see CVE-2025-14847');
	assert.equal(remark({ ...exploited, access: 'protected' }), 'see CVE-2025-14847');
	assert.equal(remark({ ...exploited, access: 'open' }), 'answers without a password');
	const other = { product: 'OpenSSH', version: '9.1p1' };
	assert.equal(remark(other), 'see CVE-2024-6387');
	assert.equal(remark({ ...other, remark: 'hello' }), 'hello');
	const debian = { product: 'OpenSSH', version: '7.4p1', os: 'Debian', packageVersion: '7.4p1-10+deb9u7' };
	assert.equal(remark(debian), 'end of life: Debian 9', 'what raised the severity comes before what did not');
	assert.equal(remark({ product: 'MariaDB', version: '10.3.39' }), 'end of life: MariaDB 10.3');
});

test('the remark on what strangers can use says what they can do with it, where the protocol has words for that', () => {
	const remark = 'looks up names for strangers; can be abused to flood others';
	const resolver = assess(53, { service: 'dns', access: 'open', remark }, 'udp');
	assert.deepEqual([resolver.severity, resolver.remark], ['high', remark]);
	assert.equal(assess(53, { service: 'dns', access: 'open', remark: 'x' }).remark, 'x');
	assert.equal(assess(53, { service: 'dns', access: 'open' }, 'udp').remark, 'answers without a password');
});

test("a service on another's port is as bad as on its own door of the same protocol", () => {
	assert.equal(assess(5353, { service: 'dns' }, 'udp').severity, doorAt(53, 'udp')?.door.severity);
	assert.equal(assess(31_234, { service: 'dns' }).severity, doorAt(53, 'tcp')?.door.severity);
});
