import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { UsageError } from '../../source/errors.ts';
import { expandTargets, parseTarget } from '../../source/targets/parse.ts';

const hosts = async (...texts: string[]) =>
	(await expandTargets(texts.map(parseTarget))).map(({ host, port }) =>
		port === undefined ? host : `${host} ${port}`,
	);

test('a host name, an address, a port and a URL are read as they are meant', async () => {
	const cases: Record<string, string> = {
		'example.com': 'example.com',
		'EXAMPLE.com.': 'example.com',
		'bücher.example': 'xn--bcher-kva.example',
		'xn--bcher-kva.example:443': 'xn--bcher-kva.example 443',
		localhost: 'localhost',
		'host-1.10.example': 'host-1.10.example',
		'192.0.2.1': '192.0.2.1',
		'192.0.2.1:65535': '192.0.2.1 65535',
		'2001:DB8:0:0::1': '2001:db8::1',
		'[2001:db8::1]': '2001:db8::1',
		'[2001:db8::1]:22': '2001:db8::1 22',
		'2001:db8::1:443': '2001:db8::1:443',
		'fe80::1%eth0': 'fe80::1%eth0',
		'[fe80::1%eth0]:22': 'fe80::1%eth0 22',
		'::ffff:192.0.2.1': '192.0.2.1',
		' example.com ': 'example.com',
		'http://example.com': 'example.com 80',
		'HTTPS://example.com/a:b@c?d#e': 'example.com 443',
		'https://[2001:db8::1]:8443/x': '2001:db8::1 8443',
		'http://[fe80::1%25eth0]/': 'fe80::1%eth0 80',
		'ssh://root@example.com': 'example.com 22',
		'ftp://example.com/pub': 'example.com 21',
		'redis://:p@ss@example.com/0': 'example.com 6379',
		'postgres://u:p@example.com:6432/db': 'example.com 6432',
		'mysql://example.com': 'example.com 3306',
		'unheard-of://example.com': 'example.com',
	};
	for (const [text, expected] of Object.entries(cases)) {
		assert.deepEqual(await hosts(text), [expected], text);
	}
});

test('the target keeps what was asked, but neither passwords nor tokens', async () => {
	const [plain, url] = await expandTargets(
		['Example.com:22', 'https://admin:secret@example.com/login?token=abc#x'].map(parseTarget),
	);
	assert.deepEqual(plain, { target: 'Example.com:22', host: 'example.com', port: 22 });
	assert.deepEqual(url, { target: 'https://example.com/login', host: 'example.com', port: 443 });
	assert.throws(
		() => parseTarget('https://admin:secret@exa_mple.com/'),
		(error: Error) => !error.message.includes('secret'),
	);
});

test('an IPv4 network leaves its network and broadcast addresses out, down to /30', async () => {
	assert.deepEqual(await hosts('192.0.2.77/30'), ['192.0.2.77', '192.0.2.78']);
	assert.deepEqual(await hosts('192.0.2.77/31'), ['192.0.2.76', '192.0.2.77']);
	assert.deepEqual(await hosts('192.0.2.77/32'), ['192.0.2.77']);

	const whole = await hosts('192.0.2.77/24');
	assert.deepEqual([whole.length, whole[0], whole.at(-1)], [254, '192.0.2.1', '192.0.2.254']);
	const across = await hosts('198.51.100.0/22');
	assert.deepEqual([across.length, across[255], across.at(-1)], [1022, '198.51.101.0', '198.51.103.254']);
});

test('an IPv6 network has all its addresses', async () => {
	assert.deepEqual(await hosts('2001:db8::7/127'), ['2001:db8::6', '2001:db8::7']);
	const many = await hosts('2001:db8::/116');
	assert.deepEqual(await hosts('::ffff:192.0.2.0/127'), ['192.0.2.0', '192.0.2.1']);
	assert.deepEqual([many.length, many[0], many.at(-1)], [4096, '2001:db8::', '2001:db8::fff']);
});

test('a range has both its ends', async () => {
	assert.deepEqual(await hosts('192.0.2.9-11'), ['192.0.2.9', '192.0.2.10', '192.0.2.11']);
	assert.deepEqual(await hosts('192.0.2.255-255'), ['192.0.2.255']);
	assert.deepEqual(await hosts('192.0.2.9-192.0.2.10'), ['192.0.2.9', '192.0.2.10']);
});

test('duplicates collapse, whatever they were written like', async () => {
	assert.deepEqual(await hosts('example.com', 'EXAMPLE.COM.', '192.0.2.2', '192.0.2.1-2', '::1', '[0:0::1]'), [
		'example.com',
		'192.0.2.2',
		'192.0.2.1',
		'::1',
	]);
	assert.deepEqual(await hosts('example.com:80', 'http://example.com', 'example.com:81'), [
		'example.com 80',
		'example.com 81',
	]);
});

test('a wrong target is refused in one line that names it and the way out', () => {
	const cases: [string, RegExp][] = [
		['', /empty: name a host/],
		['  ', /empty/],
		['@', /@hosts\.txt/],
		['exa mple.com', /exa mple\.com is not a host name/],
		['-p', /-p is not a host name/],
		['exam_ple.com', /not a host name/],
		['-example.com', /not a host name/],
		['example-.com', /not a host name/],
		['example..com', /not a host name/],
		['.', /not a host name/],
		['ü b', /not a host name/],
		[`${'a'.repeat(64)}.com`, /too long/],
		[`${'a.'.repeat(127)}com`, /too long/],
		['192.0.2', /not an IPv4 address: write four numbers/],
		['256.0.0.1', /not an IPv4 address/],
		['192.0.2.01', /not an IPv4 address/],
		['0x7f000001', /not an IPv4 address/],
		['2130706433', /not an IPv4 address/],
		['２５６.0.0.1', /not a/],
		['2001:db8::zz', /not an IPv6 address: write it like/],
		['[2001:db8::1', /not an IPv6 address/],
		['[example.com]:22', /brackets/],
		['example.com:0', /port from 1 to 65535/],
		['example.com:65536', /port from 1 to 65535/],
		['example.com:', /port from 1 to 65535/],
		['example.com:https', /port from 1 to 65535/],
		['[::1]:-1', /port from 1 to 65535/],
		['[::1]22', /not an IPv6 address/],
		['http://', /names no host/],
		['https://example.com:99999/', /port from 1 to 65535/],
		['192.0.2.0/33', /prefix length from 0 to 32/],
		['2001:db8::/129', /prefix length from 0 to 128/],
		['192.0.2.0/', /prefix length/],
		['192.0.2.0/24/24', /not a network/],
		['192.0.2/24', /not a network/],
		['fe80::%eth0/120', /not a network/],
		['example.com/path', /for a host its name alone/],
		['192.0.2.20-1', /backwards: write 192\.0\.2\.1-20/],
		['192.0.2.1-256', /numbers from 0 to 255/],
	];
	for (const [text, message] of cases) {
		assert.throws(
			() => parseTarget(text),
			(error) => {
				assert.ok(error instanceof UsageError, `${text}: ${error}`);
				assert.match(error.message, message);
				assert.ok(!error.message.includes('\n'));
				return true;
			},
			`${text} was taken`,
		);
	}
});

test('nothing of a hostile target reaches the terminal raw', () => {
	assert.throws(
		() => parseTarget('exa\u001b[2J\u202emple\n.com'),
		(error: Error) => /^exa\?\[2J\?mple\?\.com is not/.test(error.message),
	);
});

test('a list of targets may have comments, blank lines, a byte order mark and Windows line ends', async (t) => {
	const path = await file(t, '\uFEFF# web\r\nexample.com\r\n\r\n  192.0.2.1 # the old one\nhttps://example.org/#top\n');
	assert.deepEqual(await hosts(`@${path}`), ['example.com', '192.0.2.1', 'example.org 443']);
});

test('standard input is a list too', async () => {
	const stdin = Readable.from(['example.com\n192.0', '.2.1\n']);
	const targets = await expandTargets([parseTarget('-')], { stdin });
	assert.deepEqual(
		targets.map(({ target }) => target),
		['example.com', '192.0.2.1'],
	);
	await assert.rejects(expandTargets([parseTarget('-')], { stdin: Readable.from(['\n']) }), /standard input names no/);
});

test('a wrong line is named by file and line number', async (t) => {
	const path = await file(t, 'example.com\n\nexample.com:0\n');
	await assert.rejects(hosts(`@${path}`), { name: 'UsageError', message: /hosts\.txt, line 3: example\.com:0 needs/ });
	const nested = await file(t, '# lists\n@more.txt\n');
	await assert.rejects(hosts(`@${nested}`), { name: 'UsageError', message: /hosts\.txt, line 2: a list can't/ });
});

test('a list that can’t be read is named with the reason', async (t) => {
	const path = await file(t, '# nothing\n');
	await assert.rejects(hosts(`@${path}`), { name: 'UsageError', message: /hosts\.txt names no target/ });
	await assert.rejects(hosts(`@${path}.gone`), { name: 'UsageError', message: /\(no such file\)/ });
	await assert.rejects(hosts(`@${join(path, '..')}`), { name: 'UsageError', message: /\(a directory\)/ });
});

test('a list without permission to read it is named with the reason', async (t) => {
	const path = await file(t, 'example.com\n');
	await chmod(path, 0);
	const user = process.geteuid?.() ?? 0;
	try {
		// Root may read everything: be nobody for a moment.
		process.seteuid?.(user === 0 ? 65534 : user);
		await assert.rejects(hosts(`@${path}`), { name: 'UsageError', message: /\(permission denied\)/ });
	} finally {
		process.seteuid?.(user);
	}
});

test('a list of very many lines is read whole', async (t) => {
	const path = await file(t, Array.from({ length: 200_000 }, (_, n) => `host-${n}.example\n`).join(''));
	assert.equal((await hosts(`@${path}`)).length, 200_000);
});

test('4,096 addresses go ahead; more are asked about; more than a million are refused', async () => {
	const asked: string[] = [];
	const ask = (text: string, answer: boolean) =>
		expandTargets([parseTarget(text)], {
			confirm: async (question) => {
				asked.push(question);
				return answer;
			},
		});

	assert.equal((await ask('10.0.0.0/20', false)).length, 4094);
	assert.equal((await ask('2001:db8::/116', false)).length, 4096);
	assert.deepEqual(asked, []);

	assert.equal((await ask('10.0.0.0/19', true)).length, 8190);
	assert.deepEqual(asked.splice(0), ['10.0.0.0/19 has 8,190 addresses. Check them all?']);
	await assert.rejects(ask('2001:db8::/115', false), {
		name: 'UsageError',
		message: /8,192 addresses, which you decl/,
	});
	assert.equal(asked.splice(0).length, 1);

	await assert.rejects(ask('10.0.0.0/11', true), { name: 'UsageError', message: /more than 1,048,576 .*like \/20$/ });
	await assert.rejects(ask('2001:db8::/64', true), {
		name: 'UsageError',
		message: /more than 1,048,576 .*like \/116$/,
	});
	assert.deepEqual(asked, []);
});

test('without a terminal a large network is refused with the way out', async () => {
	await assert.rejects(hosts('10.0.0.0/16'), {
		name: 'UsageError',
		message:
			'10.0.0.0/16 has 65,534 addresses: more than 4,096 need your yes on the command line of a terminal; or split it into /20s',
	});
});

test('the largest network that can be confirmed has every address once', async () => {
	const targets = await expandTargets([parseTarget('10.0.0.0/12')], { confirm: async () => true });
	assert.equal(targets.length, 1_048_574);
	assert.equal(targets.at(-1)?.host, '10.15.255.254');
});

async function file(t: TestContext, content: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'doorcheck-targets-'));
	t.after(() => rm(folder, { recursive: true }));
	const path = join(folder, 'hosts.txt');
	await writeFile(path, content);
	return path;
}
