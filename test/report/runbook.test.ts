import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { portLabel } from '../../source/assess/doors.ts';
import { services } from '../../source/knowledge/catalogue.ts';
import { platforms } from '../../source/knowledge/entry.ts';
import { runbook } from '../../source/report/runbook.ts';
import { fakeCheck, fullCheck, hostEvent, identified, open, startEvent, startOf, v4 } from '../ui/fixture.ts';
import { hostileReport } from './example.ts';

const report = fakeCheck(fullCheck).collector.report();

test('a runbook names every open port once, worst first, with how to close it and how to keep it', () => {
	const text = runbook(report, 'markdown');
	assert.deepEqual(text.match(/^## .*$/gm), ['## Critical', '## High', '## Low', '## Fine']);
	assert.match(text, /^## Fine\n\nNone of these has to be closed; /m);
	const headings = text.match(/^### .*$/gm) ?? [];
	assert.equal(headings.length, 6);
	assert.match(headings[0] ?? '', /^### (Redis|MySQL)/);
	assert.equal(text.match(/^#### If you must keep it$/gm)?.length, headings.length);
	assert.match(text, /^```sh\nsystemctl disable --now redis-server\n```$/m);
});

test('the script does nothing, and what stands behind "# " is commands that a shell can read', () => {
	const script = runbook(report, 'script');
	assert.match(script, /^#!\/bin\/sh\n/);
	assert.deepEqual(
		script.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
		[],
	);
	const commands = uncommented(script);
	assert.match(commands, /^systemctl disable --now redis-server$/m);
	const { status, stderr } = spawnSync('sh', ['-n'], { input: commands, encoding: 'utf8' });
	assert.equal(status, 0, stderr);
});

const everyDoor = services.flatMap(({ doors, alsoAt = [] }) => [...doors, ...alsoAt]);
const everything = fakeCheck([
	startEvent,
	hostEvent,
	...everyDoor.map(({ port, protocol }) => open(port, v4, protocol)),
]).collector.report();

for (const platform of platforms) {
	test(`a script for every door of the catalogue runs nothing on ${platform}, and a shell reads its commands`, () => {
		const script = runbook(everything, 'script', { platform });
		assert.deepEqual(
			script.split('\n').filter((line) => line !== '' && !line.startsWith('#')),
			[],
		);
		assert.equal(script.match(/^## ---- .* ----$/gm)?.length, new Set(everyDoor.map(portLabel)).size);
		const { status, stderr } = spawnSync('sh', ['-n'], { input: uncommented(script), encoding: 'utf8' });
		assert.equal(status, 0, stderr);
	});
}

test('shellcheck finds nothing wrong with the commands of a script for every door of the catalogue', {
	skip: spawnSync('shellcheck', ['--version']).status !== 0 && 'shellcheck is not installed',
}, () => {
	const { status, stdout } = spawnSync('shellcheck', ['--shell=sh', '--severity=warning', '-'], {
		input: uncommented(runbook(everything, 'script')),
		encoding: 'utf8',
	});
	assert.equal(status, 0, stdout);
});

function uncommented(script: string): string {
	return script.replace(/^##.*$/gm, '').replace(/^# /gm, '');
}

test('what stops or binds a service is told once for all its ports of a host, and pointed to from the others', () => {
	const both = fakeCheck([startEvent, hostEvent, open(33060), open(3306)]).collector.report();
	const script = runbook(both, 'script');
	const count = (text: string) => script.split(text).length - 1;
	for (const once of ['# systemctl disable --now mariadb', '##     mysqlx-bind-address = 127.0.0.1', "'app'@'%'"]) {
		assert.equal(count(once), 1, once);
	}
	const pointer =
		'## The same steps as for MySQL or MariaDB (not confirmed) on 3306 above: look first whether they have shut this port too.\n';
	assert.equal(count(pointer), 2);
	assert.ok(script.indexOf('systemctl disable --now mariadb') < script.indexOf(pointer));
	assert.match(script, /^# ss -tnp state established '\( sport = :33060 \)'$/m, 'its users are asked for all the same');
	assert.equal(count('tcp dport 33060 drop'), 2);
});

test('of two hosts each has its steps in full', () => {
	const other = '203.0.113.8';
	const two = fakeCheck([
		startOf('one.example', 'two.example'),
		{ type: 'host', target: 'one.example', addresses: [{ address: v4, family: 4 }], ports: 2 },
		{ type: 'host', target: 'two.example', addresses: [{ address: other, family: 4 }], ports: 2 },
		open(3306),
		open(3306, other),
	]).collector.report();
	const text = runbook(two, 'markdown');
	assert.equal(text.split('\nsystemctl disable --now mariadb').length - 1, 2);
	assert.match(text, /^doorcheck one\.example -p 3306$/m);
	assert.match(text, /^doorcheck two\.example -p 3306$/m);
});

test('what takes a step back is told in the script, but is no command of it', () => {
	const script = runbook(report, 'script');
	assert.match(
		script,
		/^## If something breaks, this takes it back:\n## {5}nft delete table inet doorcheck_6379_tcp\n## {5}rm -f /m,
	);
	assert.doesNotMatch(script, /^# nft delete table inet doorcheck_6379_tcp$/m);
	assert.match(
		runbook(report, 'markdown'),
		/^If something breaks, this takes it back:\n\n```sh\nnft delete table inet doorcheck_6379_tcp\n/m,
	);
});

test('what is to be run on another machine is no command of the script', () => {
	const script = runbook(report, 'script');
	assert.match(script, /^## {5}doorcheck \S+ -p 3306$/m);
	assert.match(script, /^## {5}ssh -N -L 13306:127\.0\.0\.1:3306 admin@\S+$/m);
	assert.doesNotMatch(script, /^# (doorcheck|ssh) /m);
});

test('what came from the network breaks out of no comment and means nothing in Markdown', () => {
	const hostile = fakeCheck([
		startEvent,
		hostEvent,
		open(6379),
		identified(6379, { service: 'redis', product: 'x\nreboot', remark: 'a\u2028b\r\nreboot `reboot` <b>' }, v4),
	]).collector.report();
	for (const line of runbook(hostile, 'script').split(/[\n\r\u2028]/)) {
		assert.ok(line === '' || line.startsWith('#'), line);
	}
	assert.match(runbook(hostile, 'markdown'), /reboot \\`reboot\\` \\<b\\>/);
});

test('whatever a report holds, a runbook has no control or bidirectional character and no line that runs', () => {
	for (const platform of [undefined, ...platforms]) {
		for (const format of ['markdown', 'script'] as const) {
			const text = runbook(hostileReport, format, { platform });
			assert.doesNotMatch(text.replace(/\n/g, ''), /[\p{C}\p{Zl}\p{Zp}]/u);
			if (format === 'script') assert.deepEqual(text.match(/^[^#\n].*$/gm), null);
		}
	}
});

for (const [what, text, harmless] of [
	['a fence of tildes', '~~~ sh', '\\~\\~\\~ sh.'],
	['a list', '- run this', '\\- run this.'],
	['a numbered list', '1. run this', '1\\. run this.'],
	['an underlined heading', '=== x', '\\=== x.'],
	['a list of one address', '10.0.0.7 answers', '10.0.0.7 answers.'],
	['indented code', '     reboot', 'reboot.'],
	['an entity', '&lt;b&gt; & co', '\\&lt;b\\&gt; & co.'],
	['a link', '[a](b) ![c](d)', '\\[a\\](b) !\\[c\\](d).'],
	['a table', 'a | b', 'A \\| b.'],
] as const) {
	test(`what came from the network can't begin ${what} in Markdown`, () => {
		const hostile = fakeCheck([
			startEvent,
			hostEvent,
			open(6379),
			identified(6379, { service: 'redis', remark: text, access: 'protected' }),
		]).collector.report();
		const lines = runbook(hostile, 'markdown').split('\n');
		const about = lines[lines.indexOf('### Redis or Valkey on 6379 (IPv4)') + 2];
		assert.equal(about, harmless);
	});
}

test('the address of a page is a link that nothing is escaped in', () => {
	const text = runbook(report, 'markdown', { platform: 'rhel' });
	assert.match(text, /^\*From the documentation:\* <https:\/\/docs\.redhat\.com\/\S*red_hat_enterprise_linux\S*>$/m);
});

test('a runbook is written for the system, firewall and address that were chosen', () => {
	const text = runbook(report, 'markdown', { platform: 'rhel', firewall: 'aws', from: '192.0.2.0/24' });
	assert.match(text, /For RHEL, Rocky, Fedora, firewall AWS security group/);
	assert.match(text, /CidrIp=192\.0\.2\.0\/24/);
	const windows = runbook(report, 'script', { platform: 'windows' });
	assert.match(windows, /^## The commands are for PowerShell, as Administrator\.$/m);
	assert.doesNotMatch(windows, /^# (Get|New)-/m);
});

test('a runbook says which check it comes from, and whether that was finished', () => {
	assert.match(
		runbook({ ...report, complete: false }, 'markdown'),
		/^From a check of 2026-11-23 09:00 UTC, made from web-admin, which was not finished\.$/m,
	);
	assert.match(runbook({ ...report, vantage: '', complete: true }, 'script'), /^## From a check of [^,]* UTC\.$/m);
});

test('where nothing is open, a runbook says so', () => {
	const empty = fakeCheck([startEvent, hostEvent]).collector.report();
	assert.match(runbook(empty, 'markdown'), /Nothing is open/);
	assert.match(runbook(empty, 'script'), /^## Nothing is open/m);
});
