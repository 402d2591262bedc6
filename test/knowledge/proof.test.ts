import assert from 'node:assert/strict';
import { test } from 'node:test';
import { services } from '../../source/knowledge/catalogue.ts';
import { closingPlan, keepingPlan } from '../../source/knowledge/closing.ts';
import { platforms, type ServiceEntry, type Step } from '../../source/knowledge/entry.ts';
import { firewallIds } from '../../source/knowledge/firewall.ts';
import { fingerprintOf, instruction, type Way } from '../../source/knowledge/proof.ts';
import { proofs } from '../../source/knowledge/proofs.ts';
import { standingOf, standingText } from '../../source/knowledge/standing.ts';

test('proofs name services, doors and instructions that the catalogue has', () => {
	assert.ok(proofs.length > 0);
	for (const proof of proofs) {
		const service = services.find(({ id }) => id === proof.service);
		assert.ok(service, proof.service);
		assert.ok(
			[...service.doors, ...(service.alsoAt ?? [])].some(
				({ port, protocol }) => port === proof.port && protocol === proof.protocol,
			),
			`${proof.service} on ${proof.port}`,
		);
		assert.ok(platforms.includes(proof.platform));
		assert.match(proof.system, /^Debian \d+$/);
		assert.match(proof.version, /^\d/);
		for (const [way, { date, firewall, steps }] of Object.entries(proof.ways)) {
			assert.ok(instruction(way as Way, { ...proof, service }).length > 0, `${proof.service}, ${way}`);
			assert.match(date, /^20\d\d-\d\d-\d\d$/);
			assert.match(steps, /^[0-9a-f]{8}$/);
			const [, named] = way.split(' ');
			assert.equal(firewall?.split(' ')[0], named, `${proof.service}, ${way}`);
		}
	}
});

test('an instruction is proven as long as it says to type and write the same, whatever its sentences say', () => {
	const steps: readonly Step[] = [
		{ kind: 'say', text: 'Stop it.' },
		{ kind: 'run', command: 'systemctl stop x' },
		{ kind: 'edit', file: '/etc/x.conf', lines: ['bind 127.0.0.1'] },
	];
	const [say, run, edit] = steps;
	assert.ok(say && run && edit?.kind === 'edit');
	const fingerprint = fingerprintOf(steps);
	assert.equal(fingerprintOf([run, edit]), fingerprint);
	for (const changed of [
		[run],
		[edit, run],
		[{ kind: 'run', command: 'systemctl stop y' } as const, edit],
		[run, { ...edit, lines: ['bind ::1'] }],
		[run, { ...edit, section: ['[x]'] }],
		[run, { ...edit, replaces: ['bind', 'listen'] }],
		[run, { ...edit, file: '/etc/y.conf' }],
	]) {
		assert.notEqual(fingerprintOf(changed), fingerprint);
	}
});

test('where releases differ, an instruction has the steps of the one it is followed on, and no others', () => {
	const service = entry('managesieve');
	const linesOn = (system: string) =>
		instruction('bind', {
			service,
			platform: 'debian',
			system,
			package: 'dovecot-core',
			port: 4190,
			protocol: 'tcp',
		}).flatMap((step) => (step.kind === 'edit' ? step.lines : []));
	assert.deepEqual(linesOn('Debian 12'), ['address = 127.0.0.1']);
	assert.deepEqual(linesOn('Debian 13'), ['listen = 127.0.0.1']);
});

test('what was proven is said with system, package, version and day', () => {
	const redis = entry('redis');
	const stop = standingOf('stop', redis, 'debian');
	assert.ok(stop?.kind === 'proven' && !stop.forOthers);
	assert.match(standingText(stop), /^Proven on Debian 1\d with redis-server \d.*, 20\d\d-\d\d-\d\d$/);
	const firewall = standingOf('firewall nftables', redis, 'debian');
	assert.ok(firewall);
	assert.match(standingText(firewall), /^Proven on Debian 1\d with redis-server \d.* and nftables 1\.\d/);
});

test('programs, systems and services are told in one line', () => {
	const by = [
		{ system: 'Debian 12', package: 'vsftpd', version: '3.0.3', date: '2026-11-26' },
		{ system: 'Debian 12', package: 'proftpd-core', version: '1.3.8', date: '2026-11-25' },
		{ system: 'Debian 13', package: 'vsftpd', version: '3.0.5', date: '2026-11-27' },
	];
	const text = (some: typeof by) => standingText({ kind: 'proven', by: some, forOthers: false });
	assert.equal(text(by.slice(0, 1)), 'Proven on Debian 12 with vsftpd 3.0.3, 2026-11-26');
	assert.equal(text(by.slice(0, 2)), 'Proven on Debian 12 with vsftpd 3.0.3 and proftpd-core 1.3.8, 2026-11-25');
	assert.equal(
		text(by.filter(({ package: name }) => name === 'vsftpd')),
		'Proven on Debian 13 with vsftpd 3.0.5, and on Debian 12, 2026-11-26',
	);
	assert.equal(
		text(by),
		'Proven on Debian 13 with vsftpd 3.0.5, and on Debian 12 with vsftpd 3.0.3 and proftpd-core 1.3.8, 2026-11-25',
	);
	assert.equal(
		standingText({
			kind: 'proven',
			by: by.slice(0, 2).map((one) => ({ ...one, firewall: 'ufw 0.36.2' })),
			forOthers: true,
		}),
		'Proven on Debian 12 with ufw 0.36.2 for 2 other services, 2026-11-25',
	);
});

test('what was not proven names its documentation, that of its system where there is some', () => {
	const text = (way: Way, id: string, platform: 'debian' | 'rhel' | 'windows') => {
		const standing = standingOf(way, entry(id), platform);
		return standing && standingText(standing);
	};
	assert.match(text('stop', 'mongodb', 'debian') ?? '', /^From the documentation: https:/);
	assert.match(text('stop', 'dns', 'windows') ?? '', /^From the documentation: https:\/\/learn\.microsoft\.com/);
	assert.match(
		text('firewall windows', 'redis', 'windows') ?? '',
		/^From the documentation: https:\/\/learn\.microsoft\.com/,
	);
	assert.equal(text('stop', 'nfs', 'windows'), undefined, 'a manual page of Debian is no documentation of Windows');
	assert.match(text('stop', 'nfs', 'rhel') ?? '', /^From the documentation: https:\/\/src\.fedoraproject\.org/);
	assert.doesNotMatch(text('stop', 'ntp', 'rhel') ?? '', /blog/);
	assert.match(text('bind', 'docker', 'debian') ?? '', /^From the documentation: https:\/\/docs\.docker\.com/);
	assert.doesNotMatch(text('stop', 'mysql', 'windows') ?? '', /redhat|debian/);
	assert.match(text('firewall aws', 'redis', 'debian') ?? '', /^From the documentation: https:\/\/docs\.aws/);
	assert.match(
		text('firewall nftables', 'mongodb', 'debian') ?? '',
		/^Proven on Debian 1\d with nftables \S+ for (?:one|\d+) other/,
	);
});

test('nothing is claimed for general steps, nor by what was proven elsewhere', () => {
	assert.equal(standingOf('stop', undefined, 'debian'), undefined);
	assert.equal(standingOf('stop', entry('oracle'), 'debian'), undefined);
	assert.equal(standingOf('bind', entry('redis'), 'windows'), undefined);
	assert.equal(standingOf('stop', entry('redis'), 'rhel')?.kind, 'documented');
});

test('every plan says what stopping, binding and firewalls rest on where somebody wrote them', () => {
	for (const service of services) {
		for (const platform of platforms) {
			const request = { service, ...door(service), platform, firewall: 'nftables' } as const;
			for (const fix of [...closingPlan(request), ...keepingPlan(request)]) {
				const written =
					fix.id === 'firewall' ||
					fix.id === 'allow' ||
					((fix.id === 'stop' || fix.id === 'bind') && service.instructions?.[fix.id]?.[platform] !== undefined);
				const where = `${service.id}, ${platform}, ${fix.id}`;
				if (fix.standing !== undefined) assert.ok(written, where);
				else assert.ok(!written || platform === 'windows', where);
			}
		}
	}
});

test('every firewall has a source', () => {
	for (const id of firewallIds) {
		const standing = standingOf(`firewall ${id}`, undefined, 'rhel');
		assert.ok(standing?.kind === 'documented' && standing.source.startsWith('https://'), id);
	}
});

function entry(id: string): ServiceEntry {
	const service = services.find((one) => one.id === id);
	assert.ok(service, id);
	return service;
}

function door(service: ServiceEntry) {
	const [first] = [...service.doors, ...(service.alsoAt ?? [])];
	assert.ok(first, service.id);
	return { port: first.port, protocol: first.protocol };
}
