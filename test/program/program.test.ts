import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CheckEvent, Report } from '../../source/model.ts';
import { doorcheck, reportOf, shell } from './run.ts';

let directory = '';
let door = 0;
let server: Server;
before(async () => {
	directory = mkdtempSync(join(tmpdir(), 'doorcheck-'));
	server = createServer((socket) => {
		socket.on('error', () => {}).resume();
		socket.end('220 mail.example.com ESMTP Postfix (Debian)\r\n');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	door = typeof address === 'object' && address !== null ? address.port : 0;
});
after(() => {
	server.close();
	rmSync(directory, { recursive: true });
});

test('every port of this machine is asked, and only what listens is open', async () => {
	const { report, code } = await reportOf(['127.0.0.1', '-p', 'all', '--no-identify']);
	const [address] = report.hosts[0]?.addresses ?? [];
	const { open = 0, closed = 0, filtered = 0, undecided = 0 } = address?.counts ?? {};
	assert.equal(open + closed, 65_535);
	assert.equal(filtered + undecided, 0);
	assert.ok(report.hosts[0]?.findings.some(({ port }) => port === door));
	assert.equal(report.hosts[0]?.findings.length, open);
	assert.equal(report.complete, true);
	assert.equal(code, 0);
});

test('with 64 open files the result is the same, and the report says that the check was held back', async () => {
	const { stdout, code } = await shell('ulimit -n 64; $DOORCHECK 127.0.0.1 -p all --no-identify --format json');
	const report = JSON.parse(stdout) as Report;
	const [address] = report.hosts[0]?.addresses ?? [];
	assert.equal((address?.counts.open ?? 0) + (address?.counts.closed ?? 0), 65_535);
	assert.ok(report.hosts[0]?.findings.some(({ port }) => port === door));
	assert.match(JSON.stringify(address?.notes), /held the check back/);
	assert.equal(code, 0);
});

test('with 64 open files services are identified all the same', async () => {
	const { stdout } = await shell(`ulimit -n 64; $DOORCHECK 127.0.0.1 -p ${door} --format json`);
	const [finding] = (JSON.parse(stdout) as Report).hosts[0]?.findings ?? [];
	assert.equal(finding?.service.id, 'smtp');
	assert.equal(finding?.service.product, 'Postfix');
});

test('a port of the target itself is the only one checked', async () => {
	const { report } = await reportOf([`127.0.0.1:${door}`]);
	assert.equal(report.hosts[0]?.addresses[0]?.network.attempts, 2);
	assert.deepEqual(
		report.hosts[0]?.findings.map(({ port }) => port),
		[door],
	);
});

test('--no-identify sends nothing: the service stays assumed', async () => {
	const { report } = await reportOf(['127.0.0.1', '-p', String(door), '--no-identify']);
	assert.equal(report.hosts[0]?.findings[0]?.service.confidence, 'assumed');
	assert.deepEqual(report.hosts[0]?.findings[0]?.evidence, []);
});

test('--fail-on gives exit code 1 for a finding of that severity, and 0 for worse ones only', async () => {
	const on = (level: string) => doorcheck(['127.0.0.1', '-p', String(door), '--no-identify', '--fail-on', level]);
	assert.equal((await on('medium')).code, 1);
	assert.equal((await on('critical')).code, 0);
});

test('-o writes the report to a file that only its owner can read, and nothing to standard output', async () => {
	const path = join(directory, 'report.json');
	const { stdout, code } = await doorcheck(['127.0.0.1', '-p', String(door), '--format', 'json', '-o', path]);
	assert.equal(code, 0);
	assert.equal(stdout, '');
	assert.equal(statSync(path).mode & 0o777, 0o600);
	assert.equal((JSON.parse(readFileSync(path, 'utf8')) as Report).schema, 'doorcheck/1');
});

test('ndjson is one event a line, from start to report', async () => {
	const { stdout } = await doorcheck(['127.0.0.1', '-p', `${door},1`, '--format', 'ndjson']);
	const events = stdout
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as CheckEvent | { type: 'report' });
	assert.equal(events[0]?.type, 'start');
	assert.equal(events.at(-2)?.type, 'end');
	assert.equal(events.at(-1)?.type, 'report');
	assert.ok(events.some((event) => event.type === 'open' && event.port === door));
	assert.ok(events.some((event) => event.type === 'identified' && event.identity.service === 'smtp'));
});

test('piped output has no escape codes, whatever the environment says of colours', async () => {
	const { stdout } = await doorcheck(['127.0.0.1', '-p', String(door)], {
		env: { FORCE_COLOR: '3', TERM: 'xterm-256color' },
	});
	assert.match(stdout, /Postfix/);
	assert.equal(stdout.includes('\u001b'), false);
});

test('a reader that goes away (| head) is no crash', async () => {
	const { stderr, stdout } = await shell('$DOORCHECK 127.0.0.1 -p 1-2000 --no-identify --format ndjson | head -n 1');
	assert.match(stdout, /"start"/);
	assert.equal(stderr, '');
	const catalogue = await shell('$DOORCHECK catalogue | head -n 1');
	assert.equal(catalogue.stderr, '');
});

test('Ctrl+C before anything was sent gives a report that says it is not complete, exit code 130', async () => {
	const { stdout, code } = await doorcheck(['127.0.0.1', '-p', '1-500', '--rate', '20', '--format', 'ndjson'], {
		onOutput: (child) => child.kill('SIGINT'),
	});
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
	assert.equal(report.complete, false);
	assert.equal(code, 130);
});

test('Ctrl+C in mid-scan keeps what was found, exit code 130', async () => {
	let sent = false;
	const args = ['127.0.0.1', '-p', `${door},1-300`, '--rate', '100', '--no-identify', '--format', 'ndjson'];
	const { stdout, code } = await doorcheck(args, {
		onOutput: (child) => {
			child.stdout?.on('data', (chunk: Buffer) => {
				if (sent || !String(chunk).includes('"open"')) return;
				sent = true;
				child.kill('SIGINT');
			});
		},
	});
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
	assert.equal(report.complete, false);
	assert.deepEqual(
		report.hosts[0]?.findings.map(({ port }) => port),
		[door],
	);
	assert.ok((report.hosts[0]?.addresses[0]?.counts.undecided ?? 0) > 0);
	assert.equal(code, 130);
});

test('Ctrl+C while a service is being identified keeps the open port, exit code 130', async () => {
	const mute = createServer((socket) => socket.resume());
	await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
	const address = mute.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const { stdout, code } = await doorcheck(['127.0.0.1', '-p', String(port), '--format', 'ndjson'], {
		onOutput: (child) => setTimeout(() => child.kill('SIGINT'), 500),
	});
	mute.close();
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
	assert.equal(report.complete, false);
	assert.deepEqual(
		report.hosts[0]?.findings.map((finding) => finding.port),
		[port],
	);
	assert.equal(code, 130);
});

test('Ctrl+C while a name server does not answer ends at once, exit code 130', async () => {
	const mute = [
		"import dns from 'node:dns/promises';",
		"import { syncBuiltinESMExports } from 'node:module';",
		'dns.lookup = () => new Promise((resolve) => setTimeout(resolve, 60_000));',
		'syncBuiltinESMExports();',
	].join('');
	const began = performance.now();
	const { stdout, code } = await doorcheck(['example.com', '--format', 'ndjson'], {
		env: { NODE_OPTIONS: `--import "data:text/javascript,${mute.replaceAll('"', '\\"')}"` },
		onOutput: (child) => child.kill('SIGINT'),
	});
	assert.ok(performance.now() - began < 5000);
	const report = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Report;
	assert.equal(report.complete, false);
	assert.equal(code, 130);
});

test('--version and --help go to standard output', async () => {
	assert.match((await doorcheck(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
	const { stdout, code } = await doorcheck(['--help']);
	assert.match(stdout, /--exclude-ports/);
	assert.doesNotMatch(stdout, /--expect|--policy|--watch/);
	assert.equal(code, 0);
});

test('--help fits a terminal of 80 columns, and one that knows ASCII only', async () => {
	const { stdout } = await doorcheck(['--help']);
	for (const line of stdout.split('\n')) assert.match(line, /^[ -~]{0,79}$/);
});

test('catalogue explains a port, a service and a category without scanning', async () => {
	for (const word of ['6379', 'redis']) {
		const { stdout } = await doorcheck(['catalogue', word]);
		assert.match(stdout, /Redis/);
		assert.match(stdout, /systemctl disable --now redis/);
	}
	assert.match((await doorcheck(['catalogue', 'database'])).stdout, /PostgreSQL/);
	assert.match((await doorcheck(['catalogue'])).stdout, /3306/);
});
