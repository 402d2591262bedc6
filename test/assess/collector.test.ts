import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortTable } from '../../source/assess/port-table.ts';
import type { CheckEvent, Report } from '../../source/model.ts';
import {
	collected,
	ended,
	four,
	host,
	identified,
	manyPorts,
	measured,
	open,
	scanned,
	shut,
	shutOver,
	six,
	started,
} from './events.ts';

function only<T>(items: readonly T[] | undefined): T {
	assert.equal(items?.length, 1);
	return items[0] as T;
}

function countsAt(report: Report, address: string) {
	return report.hosts.flatMap((one) => one.addresses).find((one) => one.address === address)?.counts;
}

test('the report says who looked, from where, when, and for how long', () => {
	const collector = collected(started);
	assert.deepEqual(
		{ ...collector.report(), verdict: undefined },
		{
			schema: 'doorcheck/1',
			version: '0.1.0',
			startedAt: '2026-11-23T09:00:00.000Z',
			elapsedMs: 1000,
			complete: false,
			vantage: 'web-admin',
			hosts: [],
			verdict: undefined,
		},
	);
	collector.add(ended);
	assert.equal(collector.report().elapsedMs, 1840);
	assert.equal(collector.report().complete, true);
});

test('counts follow a port whose state changes in a recheck', () => {
	const collector = collected(started, host('example.com', four), shut(four, 'filtered', 22, 80, 443));
	assert.deepEqual(countsAt(collector.report(), four), {
		open: 0,
		closed: 0,
		filtered: 3,
		'open|filtered': 0,
		undecided: 0,
	});
	collector.add(open(four, 80));
	collector.add(shut(four, 'closed', 22));
	assert.deepEqual(countsAt(collector.report(), four), {
		open: 1,
		closed: 1,
		filtered: 1,
		'open|filtered': 0,
		undecided: 0,
	});
	collector.add(shut(four, 'closed', 22, 80));
	assert.deepEqual(countsAt(collector.report(), four), {
		open: 0,
		closed: 2,
		filtered: 1,
		'open|filtered': 0,
		undecided: 0,
	});
});

test('a door that closes stays in the report as a closed finding, and one that never was open is no finding', () => {
	const collector = collected(started, host('example.com', four), open(four, 6379), shut(four, 'filtered', 22));
	collector.add(ended);
	assert.equal(collector.report().verdict.level, 'stop');
	collector.add(shut(four, 'closed', 6379));
	const finding = only(collector.report().hosts[0]?.findings);
	assert.equal(finding.port, 6379);
	assert.equal(finding.state, 'closed');
	assert.equal(collector.report().verdict.level, 'pass', 'a recheck after the end counts');
});

test('a door that opens again keeps what was learned about it', () => {
	const collector = collected(started, host('example.com', four), open(four, 6379));
	collector.add(identified(four, 6379, { service: 'redis', product: 'Redis', version: '7.0.15', access: 'open' }));
	collector.add(shut(four, 'closed', 6379));
	collector.add(open(four, 6379, 9));
	const finding = only(collector.report().hosts[0]?.findings);
	assert.equal(finding.state, 'open');
	assert.equal(finding.rttMs, 9);
	assert.equal(finding.service.version, '7.0.15');
	assert.equal(finding.access, 'open');
});

test('what is learned before the port is known to be open is not lost', () => {
	const collector = collected(started, host('example.com', four));
	collector.add(identified(four, 6379, { service: 'redis', product: 'Redis' }));
	assert.deepEqual(collector.report().hosts[0]?.findings, []);
	collector.add(open(four, 6379));
	assert.equal(only(collector.report().hosts[0]?.findings).service.product, 'Redis');
});

test('an address that two names share is shown under both', () => {
	const collector = collected({ ...started, targets: ['a.example', 'b.example'] } as CheckEvent);
	collector.add(host('a.example', four));
	collector.add(host('b.example', four, six));
	collector.add(open(four, 22));
	const { hosts } = collector.report();
	assert.deepEqual(
		hosts.map(({ target, findings }) => [target, findings.map(({ port }) => port)]),
		[
			['a.example', [22]],
			['b.example', [22]],
		],
	);
});

test('hosts come in the order in which they were asked, whichever is resolved first', () => {
	const collector = collected({ ...started, targets: ['a.example', 'b.example', 'c.example'] } as CheckEvent);
	collector.add(host('b.example', six));
	collector.add({ type: 'unresolved', target: 'a.example', reason: 'no such host' });
	assert.deepEqual(
		collector.report().hosts.map(({ target, error }) => [target, error]),
		[
			['a.example', 'no such host'],
			['b.example', undefined],
		],
	);
	collector.add({ type: 'end', elapsedMs: 5, complete: false });
	assert.match(
		collector.report().hosts[2]?.error ?? '',
		/not checked/,
		'a target that was never reached is not hidden',
	);
	assert.equal('error' in (collector.report().hosts[1] ?? {}), false);
});

test('the same port open on both families is two findings, and open on one of them is a difference', () => {
	const collector = collected(
		started,
		host('example.com', four, six),
		open(four, 443),
		open(six, 443),
		open(six, 6379),
	);
	assert.deepEqual(collector.report().hosts[0]?.differences, [], 'not before IPv4 has an answer too');
	collector.add(shut(four, 'filtered', 6379));
	const report = collector.report().hosts[0];
	assert.equal(report?.findings.length, 3);
	assert.deepEqual(report?.differences, [{ port: 6379, protocol: 'tcp', ipv4: 'filtered', ipv6: 'open' }]);
});

test('the same port over TCP and UDP is two doors', () => {
	const collector = collected(started, host('example.com', four), open(four, 53), open(four, 53, 3, 'udp'));
	assert.equal(collector.report().hosts[0]?.findings.length, 2);
	assert.equal(countsAt(collector.report(), four)?.open, 2);
	assert.equal(collector.portStates(four, 'udp').size, 1);
});

test('UDP ports count with the others and by themselves, and are not mentioned where none was asked', () => {
	const collector = collected(started, host('example.com', four, six), open(four, 53, 3, 'udp'), open(four, 22));
	collector.add(shutOver('udp', four, 'open|filtered', 123, 161, 500));
	collector.add(shutOver('udp', four, 'closed', 69));
	collector.add(shut(four, 'filtered', 80, 161));
	collector.add(shut(six, 'closed', 80));
	const [v4, v6] = collector.report().hosts[0]?.addresses ?? [];
	assert.deepEqual(v4?.counts, { open: 2, closed: 1, filtered: 2, 'open|filtered': 3, undecided: 0 });
	assert.deepEqual(v4?.udp, { open: 1, closed: 1, filtered: 0, 'open|filtered': 3, undecided: 0 });
	assert.equal(v6 && 'udp' in v6, false);
	assert.equal(collector.portStates(four).get(161)?.state, 'filtered', 'TCP and UDP of a port are apart');
	assert.equal(collector.portStates(four, 'udp').get(161)?.state, 'open|filtered');
});

test('a UDP door that falls silent stays a finding, and a port that never answered is none', () => {
	const collector = collected(started, host('example.com', four), open(four, 161, 3, 'udp'));
	collector.add(shutOver('udp', four, 'open|filtered', 123, 161));
	const finding = only(collector.report().hosts[0]?.findings);
	assert.deepEqual([finding.port, finding.protocol, finding.state], [161, 'udp', 'open|filtered']);
});

test('findings come worst first', () => {
	const collector = collected(
		started,
		host('example.com', four),
		open(four, 12_345),
		open(four, 6379),
		open(four, 3306),
	);
	collector.add(identified(four, 6379, { service: 'redis', access: 'open' }));
	assert.deepEqual(
		collector.report().hosts[0]?.findings.map(({ port }) => port),
		[6379, 3306, 12_345],
	);
});

test('the revision grows with what a reader can see, and the report is the same object until then', () => {
	const collector = collected(started, host('example.com', four), open(four, 22), shut(four, 'filtered', 80));
	const { revision } = collector;
	const report = collector.report();
	collector.add(shut(four, 'filtered', 80));
	collector.add(open(four, 22));
	assert.equal(collector.revision, revision);
	assert.equal(collector.report(), report);
	collector.add(shut(four, 'closed', 80));
	assert.ok(collector.revision > revision);
	assert.notEqual(collector.report(), report);
});

test('a host about which nothing new is known keeps its report', () => {
	const collector = collected({ ...started, targets: ['a.example', 'b.example'] } as CheckEvent);
	collector.add(host('a.example', four));
	collector.add(host('b.example', six));
	const before = collector.report();
	collector.add(open(six, 22));
	const after = collector.report();
	assert.equal(after.hosts[0], before.hosts[0]);
	assert.notEqual(after.hosts[1], before.hosts[1]);
});

test('the phase follows the check', () => {
	const collector = collected({ ...started, targets: ['a.example', 'b.example'] } as CheckEvent);
	assert.equal(collector.phase, 'waiting');
	collector.add(host('a.example', four));
	collector.add(scanned(four));
	assert.equal(collector.phase, 'scanning', 'the other target is still to come');
	collector.add(host('b.example', six));
	assert.equal(collector.phase, 'scanning');
	collector.add(scanned(six));
	assert.equal(collector.phase, 'identifying');
	collector.add(ended);
	assert.equal(collector.phase, 'done');
});

test('progress and what was measured are those told last', () => {
	const collector = collected(started, host('example.com', four));
	const progress = { address: four, done: 10, total: 229, rate: 50, network: { ...measured, attempts: 20 } };
	collector.add({ type: 'progress', addresses: [progress] });
	assert.deepEqual(collector.progress.get(four), progress);
	assert.equal(collector.report().hosts[0]?.addresses[0]?.network.attempts, 20);
	collector.add(scanned(four));
	assert.equal(collector.progress.get(four)?.done, 229);
	assert.deepEqual(collector.report().hosts[0]?.addresses[0]?.network, measured);
});

test('the pattern is told when all ports of the address were asked, not before', () => {
	const collector = collected(
		started,
		host('example.com', four),
		open(four, 22),
		shut(four, 'filtered', ...manyPorts(228)),
	);
	assert.equal(collector.report().hosts[0]?.addresses[0]?.pattern, 'unclear');
	collector.add(scanned(four));
	assert.equal(collector.report().hosts[0]?.addresses[0]?.pattern, 'default-deny');
});

test('a note about an address stands there, one about this machine at every address, and each once', () => {
	const collector = collected(started, host('example.com', '127.0.0.1', six));
	collector.add({ type: 'note', address: six, text: 'An early door fell silent.' });
	collector.add({ type: 'note', address: six, text: 'An early door fell silent.' });
	collector.add({ type: 'note', text: 'This machine allows 256 open files.' });
	const [loopback, other] = collector.report().hosts[0]?.addresses ?? [];
	assert.deepEqual(other?.notes, ['An early door fell silent.', 'This machine allows 256 open files.']);
	assert.match(loopback?.notes[0] ?? '', /loopback/);
	assert.equal(loopback?.notes.length, 2);
});

test('the states of all ports can be listed', () => {
	const collector = collected(started, host('example.com', four), open(four, 443), shut(four, 'rejected', 25, 22));
	assert.deepEqual(
		[...collector.portStates(four)].map(([port, { state, rejected }]) => [port, state, rejected]),
		[
			[22, 'filtered', true],
			[25, 'filtered', true],
			[443, 'open', false],
		],
	);
	assert.equal(collector.portStates('192.0.2.1').size, 0);
});

test('a full scan of both families writes each port once, however often the report is read', (t) => {
	const writes = t.mock.method(PortTable.prototype, 'set');
	const reads = t.mock.method(PortTable.prototype, 'get');
	const collector = collected(started, host('example.com', four, six));
	const batch = 200;
	for (const address of [four, six]) {
		for (let first = 1; first <= 65_535; first += batch) {
			const ports = Array.from({ length: Math.min(batch, 65_536 - first) }, (_, index) => first + index);
			collector.add(shut(address, 'filtered', ...ports));
			collector.report();
		}
	}
	assert.equal(writes.mock.callCount(), 2 * 65_535);
	assert.equal(reads.mock.callCount(), 0, 'reading the report does not go through the ports');
	assert.equal(countsAt(collector.report(), six)?.filtered, 65_535);
});
