import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { doorcheck, program, shell } from './run.ts';

let directory = '';
before(() => {
	directory = mkdtempSync(join(tmpdir(), 'doorcheck-'));
	writeFileSync(join(directory, 'bad.txt'), '# hosts\n127.0.0.1\nnot a host\n');
	writeFileSync(join(directory, 'empty.txt'), '# nobody\n');
	writeFileSync(join(directory, 'secret.txt'), '127.0.0.1\n');
	chmodSync(join(directory, 'secret.txt'), 0);
});
after(() => rmSync(directory, { recursive: true }));

/** Command lines that are wrong, and what the one line about each must name. */
const wrong: readonly (readonly [args: readonly string[], names: RegExp])[] = [
	[[''], /target is empty/],
	[[], /no target/],
	[['exa mple'], /exa mple/],
	[['http://'], /http:\/\//],
	[['[::1'], /\[::1/],
	[['127.0.0.1:0'], /:0|port/],
	[['127.0.0.1:99999'], /99999/],
	[['127.0.0.1', '-p', '0'], /0 is outside/],
	[['127.0.0.1', '-p', '65536'], /65536/],
	[['127.0.0.1', '-p', '80-20'], /80-20.*20-80/],
	[['127.0.0.1', '-p', '22,abc'], /abc/],
	[['127.0.0.1', '-p', 'mysqk'], /mysqk.*mysql/],
	[['127.0.0.1', '-p', ''], /ports/],
	[['127.0.0.1', '-p'], /-p needs a list/],
	[['127.0.0.1', '--ports='], /--ports needs a list/],
	[['127.0.0.1', '--exclude-ports='], /--exclude-ports needs a list/],
	[['127.0.0.1', '--no-exclude-ports'], /unknown option --no-exclude-ports/],
	[['127.0.0.1', '--no-output'], /unknown option --no-output/],
	[['127.0.0.1', '--no-udp'], /unknown option --no-udp/],
	[['127.0.0.1', '--no-frobnicate'], /unknown option --no-frobnicate:/],
	[['127.0.0.1', '--udp=yes'], /--udp takes no value.*=yes/],
	[['127.0.0.1', '--no-identify=please'], /--no-identify takes no value/],
	[['127.0.0.1', '-u=no'], /-u takes no value/],
	[['127.0.0.1', '-V'], /unknown option -V:/],
	[['127.0.0.1', '-p', '22', '--exclude-ports', '22'], /no port is left/],
	[['127.0.0.1', '-p', 'redis/udp'], /redis\/udp.*TCP only/],
	[['127.0.0.1', '-p', 'mysql', '-u'], /-u adds nothing.*53\/udp/],
	[['127.0.0.1', '-p', '53/udp', '--exclude-ports', '53'], /no port is left/],
	[['192.0.2.0/33'], /\/33/],
	[['10.0.0.0/8'], /10\.0\.0\.0\/8.*split/],
	[['10.0.0.0/16'], /65,534.*split/],
	[['192.0.2.20-10'], /192\.0\.2\.20-10|runs backwards/],
	[['@/nonexistent/hosts'], /nonexistent/],
	[['@/tmp'], /\/tmp.*directory/],
	[['127.0.0.1', '-o', '/nonexistent/report.json'], /nonexistent/],
	[['127.0.0.1', '-o', '/tmp'], /directory/],
	[['127.0.0.1', '-4', '-6'], /-4 and -6/],
	[['127.0.0.1', '--rate', '0'], /--rate 0/],
	[['127.0.0.1', '--timeout', 'soon'], /--timeout soon/],
	[['127.0.0.1', '--attempts', '99'], /--attempts 99/],
	[['127.0.0.1', '--fail-on', 'terrible'], /terrible.*critical/],
	[['127.0.0.1', '--ask', 'http'], /--ask http.*jdwp/],
	[['127.0.0.1', '--ask'], /--ask needs a value/],
	[['127.0.0.1', '--format', 'xml'], /xml.*json/],
	[['127.0.0.1', '--format', 'tui'], /terminal/],
	[['127.0.0.1', '--frobnicate'], /--frobnicate/],
	[['127.0.0.1', '--expect', '22'], /--expect/],
	[['127.0.0.1', '-o', 'a', '-o', 'b'], /--output is given twice/],
	[['catalogue', 'nosuchthing'], /nosuchthing/],
	[['catalogue', 'redis', 'mysql'], /one at a time/],
];

for (const [args, names] of wrong) {
	test(`"doorcheck ${args.join(' ')}" is refused in one line with the way out, and exit code 2`, async () => {
		const { code, stdout, stderr } = await doorcheck(args);
		assert.match(stderr, names);
		assertOneLine(stderr);
		assert.equal(stdout, '');
		assert.equal(code, 2);
	});
}

test('where only a part of a report fits, the error says so, and the older report stays as it was', {
	skip:
		spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status !== 0 && 'needs root for a small disk',
}, async () => {
	const small = join(directory, 'small');
	mkdirSync(small);
	const { code, stdout, stderr } = await shell(
		`unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs "$0" && cd "$0" && echo older > report.json && "$@"; code=$?; cat *; ls -A; exit $code' '${small}' $DOORCHECK catalogue mysql --format json -o report.json`,
	);
	assert.match(stderr, /can't write report\.json: no space is left there/);
	assertOneLine(stderr);
	assert.equal(stdout, 'older\nreport.json\n');
	assert.equal(code, 2);
});

test('a wrong line in a file is named with file and line', async () => {
	const { code, stderr } = await doorcheck([`@${join(directory, 'bad.txt')}`]);
	assert.match(stderr, /bad\.txt.*3.*not a host/);
	assertOneLine(stderr);
	assert.equal(code, 2);
});

test('a file without a target is refused', async () => {
	const { code, stderr } = await doorcheck([`@${join(directory, 'empty.txt')}`]);
	assert.match(stderr, /empty\.txt/);
	assert.equal(code, 2);
});

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

test('a file that may not be read is named', async (context) => {
	if (isRoot && !worksAsNobody()) return context.skip('this checkout is closed to other users');
	const path = join(directory, 'secret.txt');
	chmodSync(directory, 0o755);
	const { status, stderr } = runAsNobody([`@${path}`]);
	assert.match(stderr, /secret\.txt.*(permission|may not|not allowed)/i);
	assertOneLine(stderr);
	assert.equal(status, 2);
});

test('an output directory that may not be written is named before the check begins', async (context) => {
	if (isRoot && !worksAsNobody()) return context.skip('this checkout is closed to other users');
	const { status, stderr } = runAsNobody(['127.0.0.1', '-o', '/etc/doorcheck-report.json']);
	assert.match(stderr, /\/etc/);
	assertOneLine(stderr);
	assert.equal(status, 2);
});

test('a host that does not exist is an error in one line, exit code 3', async () => {
	const { code, stderr } = await doorcheck(['no-such-host.invalid']);
	assert.match(stderr, /can't resolve no-such-host\.invalid \(.+\)/);
	assertOneLine(stderr);
	assert.equal(code, 3);
});

test('IPv6 asked of an address that has none is an error in one line, exit code 3', async () => {
	const { code, stderr } = await doorcheck(['127.0.0.1', '-6']);
	assert.match(stderr, /127\.0\.0\.1 \(no IPv6 address\)/);
	assert.equal(code, 3);
});

test('without a route the check says so, exit code 3', async (context) => {
	if (spawnSync('unshare', ['-n', 'true']).status !== 0) return context.skip('needs root for a network of its own');
	for (const [address, names] of [
		['192.0.2.1', /no way to 192\.0\.2\.1: check the route/],
		['fe80::1', /no way to fe80::1: name the interface too, like fe80::1%\S+$/m],
	] as const) {
		const { code, stderr } = await shell(`unshare -n $DOORCHECK ${address} -p 22,80,443`);
		assert.match(stderr, names);
		assertOneLine(stderr);
		assert.equal(code, 3);
	}
});

test('a report for which there is no room is an error in one line, exit code 2', {
	skip: !existsSync('/dev/full'),
}, async () => {
	for (const format of ['text', 'json', 'ndjson']) {
		const { code, stderr } = await shell(`$DOORCHECK 127.0.0.1 -p 1 --format ${format} > /dev/full`);
		assert.match(stderr, /can't write to standard output: no space is left there/);
		assertOneLine(stderr);
		assert.equal(code, 2);
	}
});

test('with standard input closed it still checks', async () => {
	const { code, stdout } = await shell('$DOORCHECK 127.0.0.1 -p 1 --no-identify <&-');
	assert.match(stdout, /127\.0\.0\.1/);
	assert.equal(code, 0);
});

test('targets come from standard input too', async () => {
	const { code, stdout } = await doorcheck(['-', '-p', '1', '--no-identify'], { input: '# one\n127.0.0.1\n' });
	assert.match(stdout, /127\.0\.0\.1/);
	assert.equal(code, 0);
});

function assertOneLine(stderr: string): void {
	assert.match(stderr, /^doorcheck: .+\n$/);
	assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
	assert.ok(stderr.length < 300, stderr);
}

function runAsNobody(args: readonly string[]) {
	const identity = isRoot ? { uid: nobody, gid: nobody } : {};
	return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: '/', ...identity });
}

function worksAsNobody(): boolean {
	return runAsNobody(['--version']).status === 0;
}
