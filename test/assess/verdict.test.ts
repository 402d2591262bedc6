import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breaks, headline, verdictOn } from '../../source/assess/verdict.ts';
import type { CheckEvent, Finding, Report } from '../../source/model.ts';
import {
	collected,
	ended,
	four,
	host,
	identified,
	manyPorts,
	open,
	scanned,
	shut,
	shutOver,
	six,
	started,
} from './events.ts';

function check(...events: readonly CheckEvent[]): Report {
	return collected(started, host('example.com', four, six), ...events, ended).report();
}

/** The report, every finding of it changed. */
function changed(report: Report, change: Partial<Finding>): Report {
	const hosts = report.hosts.map((one) => ({
		...one,
		findings: one.findings.map((finding) => ({ ...finding, ...change })),
	}));
	return { ...report, hosts, verdict: verdictOn({ complete: report.complete, hosts }) };
}

test('nothing open, or only what is fine, passes', () => {
	assert.deepEqual(check(shut(four, 'closed', 22)).verdict, { level: 'pass', reasons: [] });
	assert.equal(headline(check()), 'Ready: no door is open');
	const fine = check(open(four, 80), open(six, 80));
	assert.equal(fine.verdict.level, 'pass');
	assert.equal(headline(fine), 'Ready: 1 door open, and it is fine');
	assert.equal(
		headline(check(open(four, 80), open(four, 22), identified(four, 22, { service: 'ssh' }))),
		'Ready: 2 doors open, all fine',
	);
});

test('an open door of high or critical severity stops, worst reason first', () => {
	const report = check(
		open(four, 3306),
		open(four, 6379),
		identified(four, 6379, { service: 'redis', product: 'Redis', access: 'open' }),
		identified(four, 3306, { service: 'mysql', product: 'MySQL' }),
	);
	assert.deepEqual(report.verdict, {
		level: 'stop',
		reasons: ['Redis on 6379 answers without a password', 'MySQL on 3306 is reachable'],
	});
	assert.equal(headline(report), 'Not ready: 2 doors must be closed');
});

test('one door open on both families is one reason', () => {
	const report = check(open(four, 3306), open(six, 3306));
	assert.equal(report.verdict.reasons.length, 1);
	assert.equal(headline(report), 'Not ready: 1 door must be closed');
});

test('a door that was closed meanwhile is no reason', () => {
	const report = check(open(four, 3306), shut(four, 'closed', 3306));
	assert.equal(report.verdict.level, 'pass');
	assert.equal(breaks(report, 'low'), false);
});

test('a door of medium severity, a difference, an undecided port and an early end ask for another look', () => {
	assert.equal(check(open(four, 31_234)).verdict.level, 'review');
	assert.equal(headline(check(open(four, 31_234))), 'Look again: 1 door to look at');

	const differing = check(open(four, 80), shut(six, 'filtered', 80));
	assert.deepEqual(differing.verdict, { level: 'review', reasons: ['Port 80 is open on IPv4 only'] });
	assert.equal(headline(differing), 'Look again: 1 port differs between IPv4 and IPv6');

	const undecided = check(shut(four, 'undecided', 80, 81), shut(four, 'closed', 22));
	assert.deepEqual(undecided.verdict.reasons, [`2 ports of ${four} could not be decided`]);
	assert.equal(headline(undecided), `Look again: 2 ports of ${four} could not be decided`);

	const early = collected(started, host('example.com', four), open(four, 80)).report();
	assert.deepEqual(early.verdict, { level: 'review', reasons: ['The check was not finished'] });
	assert.equal(headline(early), 'Not finished: nothing to close so far');
});

test('silence over UDP is no reason for another look, nor a claim that nothing is open', () => {
	const silent = check(shut(four, 'closed', 22), shutOver('udp', four, 'open|filtered', 123, 161), scanned(four));
	assert.deepEqual(silent.verdict, { level: 'pass', reasons: [] });
	assert.equal(headline(silent), 'Ready: no open door was found');
	assert.equal(
		headline(check(shut(four, 'closed', 22), shutOver('udp', four, 'closed', 123))),
		'Ready: no door is open',
	);
	const undecided = check(shut(four, 'closed', 22), shutOver('udp', four, 'undecided', 123));
	assert.deepEqual(undecided.verdict.reasons, [`1 port of ${four} could not be decided`]);
});

test('an open UDP door counts as any other, and on one family only where the other is known to be shut', () => {
	const report = check(open(four, 161, 3, 'udp'), shutOver('udp', six, 'open|filtered', 161));
	assert.deepEqual(report.verdict, { level: 'stop', reasons: ['SNMP (not confirmed) on 161/udp is reachable'] });
	const differing = check(open(four, 161, 3, 'udp'), shutOver('udp', six, 'closed', 161));
	assert.equal(differing.verdict.reasons[1], 'Port 161/udp is open on IPv4 only');
});

test('a UDP door that fell silent stops nothing any more', () => {
	const report = check(open(four, 161, 3, 'udp'), shutOver('udp', four, 'open|filtered', 161));
	assert.equal(report.verdict.level, 'pass');
	assert.equal(headline(report), 'Ready: no open door was found');
});

test('a host that could not be checked asks for another look, and says why', () => {
	const report = collected(
		started,
		{ type: 'unresolved', target: 'example.com', reason: 'no such host' },
		ended,
	).report();
	assert.deepEqual(report.verdict, {
		level: 'review',
		reasons: ['example.com could not be checked: no such host'],
	});
	assert.equal(headline(report), 'Look again: 1 host not checked');
});

test('a silent host asks for another look, a silent address of a network does not', () => {
	const silent = check(shut(four, 'undecided', 22, 80), scanned(four), shut(six, 'closed', 22, 80), scanned(six));
	assert.deepEqual(silent.verdict, { level: 'review', reasons: [`Nothing could be reached at ${four}`] });
	assert.equal(headline(silent), `Look again: Nothing could be reached at ${four}`);

	const network = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
	const silence = network.flatMap((address) => [shut(address, 'undecided', 22, 80), scanned(address)]);
	const hosts = network.map((address) => host(address, address));
	const begin: CheckEvent = { ...started, targets: network } as CheckEvent;
	assert.deepEqual(collected(begin, ...hosts, ...silence, ended).report().verdict, {
		level: 'review',
		reasons: ['Nothing could be reached at 3 addresses'],
	});
	const oneAnswers = collected(begin, ...hosts, ...silence, shut('192.0.2.2', 'closed', 22, 80), ended);
	assert.deepEqual(oneAnswers.report().verdict, { level: 'pass', reasons: [] });
});

test('with several hosts each reason names its host', () => {
	const collector = collected({ ...started, targets: ['a.example', 'b.example'] } as CheckEvent);
	collector.add(host('a.example', four));
	collector.add(host('b.example', six));
	collector.add(open(six, 3306));
	assert.match(collector.report().verdict.reasons[0] ?? '', /on 3306 of b\.example is reachable/);
});

test('more than ten reasons are counted, not told', () => {
	const report = check(...manyPorts(25).map((port) => open(four, port)));
	assert.equal(report.verdict.reasons.length, 11);
	assert.equal(report.verdict.reasons.at(-1), 'and 15 more');
});

test('where everything seems open, only doors with a recognised service count', () => {
	const report = check(
		...manyPorts(100).map((port) => open(four, port)),
		open(four, 3306),
		open(four, 6379),
		identified(four, 6379, { service: 'redis', product: 'Redis' }),
		scanned(four),
	);
	assert.equal(report.verdict.level, 'stop');
	assert.deepEqual(report.verdict.reasons, [
		'Redis on 6379 is reachable',
		`Nearly every port of ${four} seems open: something in between answers for it`,
	]);
	assert.equal(headline(report), 'Not ready: 1 door must be closed');
});

test('what was expected is fine, unless it answers without a password', () => {
	const report = check(open(four, 3306), identified(four, 3306, { service: 'mysql', product: 'MySQL' }));
	assert.equal(changed(report, { expected: true }).verdict.level, 'pass');
	assert.equal(changed(report, { expected: true, access: 'open' }).verdict.level, 'stop');
});

test('a harmless door that was not expected asks for another look', () => {
	const report = changed(check(open(four, 80)), { expected: false });
	assert.equal(report.verdict.level, 'review');
	assert.match(report.verdict.reasons[0] ?? '', /on 80 is reachable, and was not expected/);
});

test('--fail-on breaks at its level and above', () => {
	const high = check(open(four, 3306));
	assert.equal(breaks(high, 'critical'), false);
	for (const level of ['high', 'medium', 'low'] as const) {
		assert.equal(breaks(high, level), true, level);
	}
	assert.equal(breaks(check(open(four, 80)), 'low'), false, 'a public web page is no finding to fail on');
});

test('a version reported as affected by an exploited flaw is a reason, in those words', () => {
	const exim = (version: string) =>
		check(open(four, 25), identified(four, 25, { service: 'smtp', product: 'Exim', version }));
	assert.equal(exim('4.98').verdict.level, 'pass');
	assert.deepEqual(exim('4.89').verdict, {
		level: 'review',
		reasons: [
			'Exim on 25 is reachable; Exim 4.89 is a version reported as affected by CVE-2019-10149 and CVE-2018-6789',
		],
	});
	assert.equal(headline(exim('4.89')), 'Look again: 1 door to look at');
	const ssh = check(open(four, 22), identified(four, 22, { service: 'ssh', product: 'OpenSSH', version: '9.1p1' }));
	assert.equal(ssh.verdict.level, 'pass', 'CVE-2024-6387 is not known to be exploited');
});

test('a door that was expected asks for another look when its version is reported as affected', () => {
	const mongo = { service: 'mongodb', product: 'MongoDB' } as const;
	const expected = (version: string) =>
		changed(check(open(four, 27_017), identified(four, 27_017, { ...mongo, version })), { expected: true }).verdict;
	assert.equal(expected('8.0.17').level, 'pass');
	assert.equal(expected('8.0.16').level, 'review');
});
