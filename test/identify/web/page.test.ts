import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parseResponse, responseIsEnough } from '../../../source/identify/http-message.ts';
import { recognise } from '../../../source/identify/protocols.ts';
import {
	isRefused,
	leadsToLogin,
	pageOf,
	pathOf,
	plainVersion,
	textAt,
	valueAt,
} from '../../../source/identify/web/page.ts';
import { cpuTime } from '../../cpu-time.ts';

const origin = 'http://192.0.2.1:8080';

function titleIn(bytes: Buffer): string | undefined {
	const response = parseResponse(bytes);
	return response && pageOf('/', response, origin).title;
}

function page(text: string) {
	const response = parseResponse(Buffer.from(text));
	assert.ok(response);
	return pageOf('/', response, origin);
}

test('chunks are put together, and the last one ends the response', () => {
	const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
	for (const [body, text, complete] of [
		['5\r\nhello\r\n3;name=value\r\nabc\r\n0\r\n\r\n', 'helloabc', true],
		['5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n', 'hello', true],
		['5\nhello\n0\n\n', 'hello', true],
		['5\r\nhello\r\n0\r\n', 'hello', false],
		['5\r\nhello\r\n', 'hello', false],
		['5\r\nhel', 'hel', false],
		['', '', false],
		['zz\r\nhello\r\n', '', false],
		['5\r\nhelloX0\r\n\r\n', 'hello', false],
		['fffffffff\r\nhello\r\n', '', false],
		['-5\r\nhello\r\n', '', false],
	] as const) {
		const response = parseResponse(Buffer.from(head + body));
		assert.deepEqual([response?.body.toString(), response?.complete], [text, complete], JSON.stringify(body));
	}
});

test('a response ends where its length says, and nowhere when it says none', () => {
	for (const [fields, body, text, complete] of [
		['Content-Length: 5', 'hello', 'hello', true],
		['Content-Length: 5', 'hello, next', 'hello', true],
		['Content-Length: 5', 'hel', 'hel', false],
		['Content-Length: 0', '', '', true],
		['Content-Length: -1', 'hello', 'hello', false],
		['Content-Length: 1e9', 'hello', 'hello', false],
		['X: y', 'hello', 'hello', false],
	] as const) {
		const response = parseResponse(Buffer.from(`HTTP/1.1 200 OK\r\n${fields}\r\n\r\n${body}`));
		assert.deepEqual([response?.body.toString(), response?.complete], [text, complete], fields);
	}
	assert.equal(parseResponse(Buffer.from('HTTP/1.1 204 No Content\r\n\r\n'))?.complete, true);
});

test('what only announces the response is not taken for it', () => {
	const announced = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\nServer: hints\r\n\r\n';
	const response = parseResponse(Buffer.from(`${announced}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi`));
	assert.deepEqual([response?.status, response?.body.toString(), response?.complete], [200, 'hi', true]);
	assert.equal(response?.headers.get('server'), undefined);
	assert.equal(parseResponse(Buffer.from(announced)), undefined);
	assert.equal(responseIsEnough(Buffer.from(announced)), false);
	assert.equal(parseResponse(Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n'))?.status, 101);
});

test('a page that comes packed is unpacked, as far as it is there, and within bounds', () => {
	const head = (type: string) =>
		Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: ${type}\r\n\r\n`);
	const packed = gzipSync(`<title>Device</title>${'Status, settings, log; '.repeat(1000)}`);
	for (const type of ['gzip', 'X-GZIP']) {
		const response = Buffer.concat([head(type), packed]);
		assert.equal(titleIn(response), 'Device');
		assert.equal(titleIn(response.subarray(0, -40)), 'Device');
		assert.equal(responseIsEnough(response.subarray(0, -40)), true);
	}
	const large = parseResponse(Buffer.concat([head('gzip'), gzipSync(Buffer.alloc(200_000))]));
	assert.equal(large?.body.length, 32_768);
	const bomb = gzipSync(Buffer.alloc(50_000_000));
	for (const body of [bomb, Buffer.from('<title>no gzip</title>'), Buffer.alloc(0)]) {
		assert.equal(parseResponse(Buffer.concat([head('gzip'), body]))?.body.length, 0);
	}
	assert.equal(titleIn(Buffer.concat([head('identity'), Buffer.from('<title>Plain</title>')])), 'Plain');
});

test('of a repeated field the first value counts, of one that is a list all', () => {
	const { headers } = page(
		'HTTP/1.1 200 OK\r\nServer: a\r\nServer: b\r\nTransfer-Encoding: x\r\nConnection: te\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n',
	);
	assert.deepEqual(
		['server', 'transfer-encoding', 'connection'].map((name) => headers.get(name)),
		['a', 'x, chunked', 'te, close'],
	);
});

test('the realm of a question for a password is found among several, quoted or not', () => {
	for (const [fields, realm] of [
		['WWW-Authenticate: Negotiate\r\nWWW-Authenticate: Basic realm="Files"', 'Files'],
		['WWW-Authenticate: Digest qop="auth", realm="Files", nonce="1"', 'Files'],
		['WWW-Authenticate: Basic realm=Files, charset="UTF-8"', 'Files'],
		['WWW-Authenticate: Basic Realm="The \\"Files\\""', 'The "Files"'],
		['WWW-Authenticate: Negotiate', ''],
		['WWW-Authenticate: Basic realm=""', ''],
	] as const) {
		assert.equal(page(`HTTP/1.1 401 Unauthorized\r\n${fields}\r\n\r\n`).realm, realm, fields);
	}
});

test('a title is read in the encoding of its page', () => {
	const title = (type: string, bytes: Buffer) =>
		titleIn(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n`), bytes]));
	const inLatin1 = (text: string) => Buffer.from(text, 'latin1');
	assert.equal(title('text/html; charset=ISO-8859-1', inLatin1('<title>\u00dcbersicht</title>')), 'Übersicht');
	assert.equal(title('text/html; charset="Shift_JIS"', Buffer.from('<title>\x83\x8b\x81[</title>', 'latin1')), 'ルー');
	assert.equal(title('text/html', inLatin1('<meta charset="gb2312"><title>\xb5\xc7\xc2\xbc</title>')), '登录');
	const equivalent = `<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><title>\xc2\xf5\xee\xe4</title>`;
	assert.equal(title('text/html', inLatin1(equivalent)), 'Вход');
	assert.equal(title('text/html; charset=utf-16le', Buffer.from('<title>Tür</title>', 'utf16le')), 'Tür');
	assert.equal(title('text/html', Buffer.from('<title>Tür</title>')), 'Tür', 'UTF-8, if nothing is said');
	assert.equal(title('text/html', inLatin1('<title>T\u00fcr</title>')), 'Tür', 'and what can be no UTF-8 is Western');
	assert.equal(title('text/html; charset=klingon', Buffer.from('<title>Tür</title>')), 'Tür');
	assert.equal(title('text/html; charset=ISO-8859-1', Buffer.from('\ufeff<title>Tür</title>')), 'Tür', 'a mark wins');
});

test('character references in a title are resolved, and no others', () => {
	for (const [text, title] of [
		['A &amp; B &lt;C&gt; &quot;D&quot; &#39;E&#x27;', `A & B <C> "D" 'E'`],
		['Login &raquo; Router &ndash; Men&uuml; &Uuml;bersicht&hellip;', 'Login » Router – Menü Übersicht…'],
		['Joe&#146;s &#150; &#x80;', 'Joe’s – €'],
		['&AMP;&nbsp;&copy;', '& ©'],
		['&nosuch; &#; &#x110000; R&D; &amp', '&nosuch; &#; &#x110000; R&D; &amp'],
	] as const) {
		assert.equal(titleIn(Buffer.from(`HTTP/1.1 200 OK\r\n\r\n<title>${text}</title>`)), title);
	}
});

test('what is as long as a port may send is read in no time', () => {
	const long = 60_000;
	for (const server of ['A ', '(', '1', 'A/1 ', 'Jetty(', '-', '.1']) {
		const field = `A${server.repeat(long / server.length)}/`;
		const ms = cpuTime(() => {
			recognise(Buffer.from(`HTTP/1.1 200 OK\r\nServer: ${field}\r\nX-Powered-By: ${field}\r\n\r\n`), 80);
			recognise(Buffer.from(`HTTP/1.1 401 No\r\nWWW-Authenticate: ${field}\r\n\r\n<title>${field}</title>`), 80);
			plainVersion(field);
		});
		assert.ok(ms < 250, `${ms} ms for ${JSON.stringify(server)}`);
	}
});

test('of a page nothing is read beyond its title, of an API all it answers', () => {
	const enough = (text: string) => responseIsEnough(Buffer.from(text));
	const type = (name: string) => `HTTP/1.1 200 OK\r\nContent-Type: ${name}\r\n`;
	assert.equal(enough(`${type('text/html')}Content-Length: 9999\r\n\r\n<title>Here</title>`), true);
	assert.equal(enough(`${type('text/html')}Content-Length: 9999\r\n\r\n<title>He`), false);
	assert.equal(enough(`${type('application/json')}Content-Length: 20\r\n\r\n{"version":`), false);
	assert.equal(enough(`${type('application/json')}Content-Length: 2\r\n\r\n{}`), true);
	assert.equal(enough(`${type('audio/mpeg')}\r\n`), true, 'a stream is not listened to');
	assert.equal(enough('HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n'), true);
});

test('cookies are known by their names, all of them', () => {
	const { cookies } = page(
		'HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b_c=\r\nSet-Cookie: nothing\r\n\r\n',
	);
	assert.deepEqual([...cookies], ['a', 'b_c', '']);
});

test('a redirect is followed on the same server only: same scheme, name and port', () => {
	for (const [link, path] of [
		['/login?next=%2F#top', '/login?next=%2F#top'],
		['setup.php', '/setup.php'],
		['http://192.0.2.1:8080/ui/', '/ui/'],
		['//192.0.2.1:8080/ui/', '/ui/'],
		['https://192.0.2.1:8080/ui/', undefined],
		['http://192.0.2.1/ui/', undefined],
		['http://192.0.2.1:8081/ui/', undefined],
		['//www.example.com/', undefined],
		['http://192.0.2.1:8080@www.example.com/', undefined],
		['\\\\www.example.com\\x', undefined],
		['javascript:alert(1)', undefined],
		['http://[', undefined],
	] as const) {
		assert.equal(pathOf(link, '/', origin), path, link);
	}
	const six = 'https://[2001:db8::1]:8443';
	assert.equal(pathOf('https://[2001:DB8:0:0::1]:8443/ui/', '/', six), '/ui/', 'however its address is written');
	assert.equal(pathOf('https://[2001:db8::2]:8443/ui/', '/', six), undefined);
	assert.equal(pathOf('https://[fe80::1%25eth0]:8443/ui/', '/', six), undefined);
	assert.equal(pathOf('/a\r\nX-Evil: 1', '/', origin), '/aX-Evil:%201', 'and nothing is smuggled into the request');
	assert.equal(pathOf('/\u00e9 x', '/', origin), '/%C3%A9%20x');
});

test('versions are told without what builds and packages add', () => {
	for (const [text, version] of [
		['v2.42.0+ds', '2.42.0'],
		['1.6.7~rc0', '1.6.7'],
		['20.10.24+dfsg1', '20.10.24'],
		['9.9.0.65466', '9.9.0.65466'],
		['Plesk Obsidian 18.0.78', '18.0.78'],
		['dev', undefined],
		[undefined, undefined],
	] as const) {
		assert.equal(plainVersion(text), version, text);
	}
});

test('what leads to a login is known by its name', () => {
	const leads = (location: string) => leadsToLogin(page(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\n\r\n`));
	for (const location of [
		'/login',
		'/login_up.php',
		'/users/sign_in',
		'/app/login?',
		'/user/login',
		'/signin',
		'/en-US/account/login?x',
	]) {
		assert.ok(leads(location), location);
	}
	for (const location of ['/', '/ui/', '/logins', '/blog/insights', 'https://www.example.com/']) {
		assert.ok(!leads(location), location);
	}
});

test('values in JSON are found by their keys, and what is inherited is not', () => {
	const { json } = page('HTTP/1.1 200 OK\r\n\r\n{"a":{"b":["c",{"d":"e"}]},"n":1}');
	assert.equal(textAt(json, 'a', 'b', 1, 'd'), 'e');
	assert.equal(textAt(json, 'a', 'b', 2), undefined);
	assert.equal(textAt(json, 'n'), undefined);
	assert.equal(valueAt(json, 'n'), 1);
	assert.equal(valueAt(json, 'constructor'), undefined);
	assert.equal(valueAt(json, 'a', 'b', 'length'), 2);
	assert.equal(page('HTTP/1.1 200 OK\r\n\r\n{"a":').json, undefined);
	assert.equal(page('HTTP/1.1 200 OK\r\n\r\nplain').json, undefined);
});

test('what is refused is refused for want of a password, or for who asked', () => {
	const refused = (status: string) => isRefused(page(`HTTP/1.1 ${status}\r\n\r\n`));
	assert.deepEqual(['200 OK', '302 Found', '404 Not Found', '500 Oops'].map(refused), [false, false, false, false]);
	assert.deepEqual(['401 Unauthorized', '403 Forbidden', '407 Proxy'].map(refused), [true, true, true]);
	assert.equal(isRefused(undefined), false);
});
