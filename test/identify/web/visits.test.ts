import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { limits } from '../../../source/identify/budget.ts';
import { identify } from '../../../source/identify/identify.ts';
import type { Identity } from '../../../source/model.ts';
import { makeCertificate } from '../daemon-case.ts';
import { answer, html, json, notFound, redirect } from '../http-answer.ts';
import { startServer } from '../scripted-server.ts';

interface Visited {
	readonly identity: Identity | undefined;
	/** `GET / HTTP/1.1`, in order. */
	readonly requests: readonly string[];
	readonly connections: number;
	readonly ms: number;
}

/** @param respond what is sent for a path; undefined hangs up. `close` hangs up after each answer. */
async function visit(
	port: number | undefined,
	respond: (path: string) => string | undefined,
	{ close = false, tls }: { readonly close?: boolean; readonly tls?: TlsOptions } = {},
): Promise<Visited> {
	const script = (socket: Socket) => {
		socket.on('data', (data) => {
			const path = /^GET (\S+) /.exec(String(data))?.[1];
			const text = path === undefined ? undefined : respond(path);
			if (text === undefined) socket.destroy();
			else if (close) socket.end(text);
			else socket.write(text);
		});
	};
	const server = await startServer(script, { ...(port === undefined ? {} : { port }), ...(tls ? { tls } : {}) });
	const start = performance.now();
	const identity = await identify({ address: server.address, family: 4, port: server.port });
	const ms = performance.now() - start;
	await server.close();
	const requests = server.received().match(/^[A-Z]+ \S* HTTP\/1\.[01]$/gm) ?? [];
	return { identity, requests, connections: server.connections(), ms };
}

describe('a visit to a web server', { concurrency: true }, () => {
	test('costs one request where the page is like any other', async () => {
		for (const port of [80, 8080, 9090, 3000]) {
			const skip = port < 1024 && process.getuid?.() !== 0;
			if (skip) continue;
			const { requests, connections, identity } = await visit(port, () =>
				html('<title>Welcome</title>', '200 OK', 'Server: nginx'),
			);
			const most = [80, 8080].includes(port) ? 1 : 3;
			assert.ok(requests.length <= most, `${port}: ${requests.join(', ')}`);
			assert.deepEqual([identity?.service, identity?.remark, connections], ['http', 'Welcome', 1]);
		}
	});

	test('is made of GETs only, which carry nothing about who asks', async () => {
		const server = await startServer(
			(socket) => {
				socket.on('data', (data) => {
					const isFront = String(data).startsWith('GET / ');
					socket.write(isFront ? redirect('/ui/', 'Set-Cookie: id=1') : answer('404 Not Found', ['Set-Cookie: id=2']));
				});
			},
			{ port: 8500 },
		);
		await identify({ address: server.address, family: 4, port: server.port });
		await server.close();
		for (const block of server
			.received()
			.split('\r\n\r\n')
			.filter((text) => text !== '')) {
			const [request = '', ...fields] = block.split('\r\n');
			assert.match(request, /^GET \/\S* HTTP\/1\.1$/);
			assert.deepEqual(
				fields.map((field) => field.split(':')[0]),
				['Host', 'User-Agent', 'Accept'],
			);
		}
	});

	test('is over where a password is asked for on a port that only suggests something', async () => {
		const { requests, identity } = await visit(2375, () =>
			answer('401 Unauthorized', ['WWW-Authenticate: Basic realm="Registry"']),
		);
		assert.deepEqual(requests, ['GET / HTTP/1.1']);
		assert.deepEqual([identity?.service, identity?.access], ['http', 'protected']);
	});

	test('follows a redirect of a hinted application on the same server, once', async () => {
		const { requests } = await visit(8080, (path) =>
			path === '/' ? redirect('/phpmyadmin/') : redirect('/phpmyadmin/a'),
		);
		assert.deepEqual(requests, ['GET / HTTP/1.1', 'GET /phpmyadmin/ HTTP/1.1']);
	});

	test('follows no redirect to another server, and none that hints at nothing', async () => {
		for (const location of ['http://www.example.com/phpmyadmin/', '//www.example.com/phpmyadmin/', '/shop/']) {
			const { requests, identity } = await visit(8080, () => redirect(location));
			assert.deepEqual(requests, ['GET / HTTP/1.1'], location);
			assert.equal(identity?.remark, `redirects to ${location}`);
		}
	});

	test('goes on over new connections where the server hangs up, three in all', async () => {
		const pages: Readonly<Record<string, string>> = {
			'/': html('<title>Portainer</title>'),
			'/api/status': json({ Version: '2.19.4' }),
			'/api/endpoints': json({}, '401 Unauthorized'),
		};
		const { identity, connections } = await visit(9000, (path) => pages[path], { close: true });
		assert.deepEqual([identity?.service, identity?.version, identity?.access], ['portainer', '2.19.4', 'protected']);
		assert.equal(connections, 3);
		const elsewhere = await visit(undefined, (path) => pages[path], { close: true });
		assert.deepEqual([elsewhere.identity?.service, elsewhere.identity?.version], ['portainer', '2.19.4']);
		assert.equal(elsewhere.connections, 3);
	});

	test('tells that a page is not of the service that is usual on the port', async () => {
		const page = await visit(8088, () => html('<title>My application</title>'));
		assert.deepEqual([page.identity?.service, page.identity?.isNot], ['http', 'yarn']);
		const nothing = await visit(5601, (path) => (path === '/' ? notFound : undefined));
		assert.equal(nothing.identity?.isNot, 'kibana');
	});

	test('a page that may hide anything says nothing of the kind', async () => {
		for (const status of ['401 Unauthorized', '403 Forbidden', '502 Bad Gateway']) {
			const { identity } = await visit(8088, () => answer(status, []));
			assert.deepEqual([identity?.service, identity?.isNot], ['http', undefined], status);
		}
		const redirected = await visit(8088, () => redirect('https://login.example.com/'));
		assert.equal(redirected.identity?.isNot, undefined);
		const unknownToUs = await visit(7474, () => html('<title>My application</title>'));
		assert.equal(unknownToUs.identity?.isNot, undefined);
	});

	test('tells from the front page alone what it can when the server then hangs up for good', async () => {
		const { identity } = await visit(5601, (path) =>
			path === '/' ? redirect('/app/home', 'kbn-name: kibana') : undefined,
		);
		assert.deepEqual([identity?.service, identity?.access], ['kibana', 'unknown']);
	});

	test('is not kept busy by pages without an end', async () => {
		const endless = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"version":"${'1'.repeat(200_000)}`;
		const { identity, ms } = await visit(undefined, (path) =>
			path === '/' ? html('<title>SonarQube</title>') : endless,
		);
		assert.deepEqual([identity?.service, identity?.access, identity?.version], ['sonarqube', 'unknown', undefined]);
		assert.ok(ms < limits.portMs);
	});

	test('is not kept waiting by an API that never answers', async () => {
		const { identity, ms } = await visit(3000, (path) => (path === '/' ? html('<title>SonarQube</title>') : ''));
		assert.equal(identity?.service, 'sonarqube');
		assert.ok(ms < limits.portMs + 1000, `${ms} ms`);
	});

	test('finds the title of a page in chunks whole', async () => {
		const chunked =
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n<title>Door\r\n10\r\ns open</title>\n\n\r\n0\r\n\r\n';
		assert.equal((await visit(8080, () => chunked)).identity?.remark, 'Doors open');
	});
});

describe('inside TLS', { concurrency: true }, () => {
	const directory = mkdtempSync(join(tmpdir(), 'doorcheck-web-'));
	after(() => rmSync(directory, { recursive: true, force: true }));
	makeCertificate(directory);
	const tls = {
		key: readFileSync(join(directory, 'key.pem')),
		cert: readFileSync(join(directory, 'certificate.pem')),
	};

	test('a kubelet that asks who it is has a certificate, and is protected', async () => {
		const { identity, connections } = await visit(10_250, () => answer('401 Unauthorized', [], 'Unauthorized'), {
			tls,
		});
		// The second one is for the old versions of TLS.
		assert.deepEqual([identity?.service, identity?.access, connections], ['kubelet', 'protected', 2]);
		assert.equal(identity?.tls?.subject, 'CN=doorcheck.test, O=Doorcheck tests');
	});

	test('a kubelet that shows its pods is open', async () => {
		const pods = '{"kind":"PodList","apiVersion":"v1","items":[';
		const { identity } = await visit(
			10_250,
			(path) =>
				path === '/pods' ? html(pods + ' '.repeat(90_000)) : answer('404 Not Found', [], '404 page not found\n'),
			{ tls },
		);
		assert.deepEqual(
			[identity?.service, identity?.access, identity?.remark],
			['kubelet', 'open', 'answers without a password'],
		);
	});

	test('a scheduler of Kubernetes refuses in the words of the API', async () => {
		const refusal = json({ kind: 'Status', apiVersion: 'v1', code: 403 }, '403 Forbidden');
		const { identity } = await visit(10_259, () => refusal, { tls });
		assert.deepEqual([identity?.service, identity?.access], ['kube-control-plane', 'protected']);
	});

	test('a Synology DSM on its port for TLS is told from a web server', async () => {
		const info = json({
			data: { 'SYNO.API.Auth': { maxVersion: 7, minVersion: 1, path: 'entry.cgi' } },
			success: true,
		});
		const { identity, requests } = await visit(
			5001,
			(path) => (path === '/' ? html('<title>nas</title>') : path.startsWith('/webapi/query.cgi?') ? info : notFound),
			{ tls },
		);
		assert.deepEqual([identity?.service, identity?.access, requests.length], ['synology', 'protected', 2]);
	});

	test('a page that is for those with a client certificate is protected', async () => {
		const page = html('<title>400 No required SSL certificate was sent</title>', '400 Bad Request', 'Server: nginx');
		const { identity } = await visit(8443, () => page, { tls });
		assert.deepEqual([identity?.service, identity?.access], ['https', 'protected']);
		assert.equal(identity?.remark, 'asks for a client certificate, self-signed certificate');
	});

	test('what hangs up is asked again in TLS', async () => {
		const pages: Readonly<Record<string, string>> = {
			'/': html('<title>Portainer</title>'),
			'/api/status': json({ Version: '2.19.4' }),
			'/api/endpoints': json({}, '401 Unauthorized'),
		};
		const { identity, connections } = await visit(9443, (path) => pages[path], { tls, close: true });
		assert.deepEqual([identity?.service, identity?.version, identity?.access], ['portainer', '2.19.4', 'protected']);
		assert.equal(connections, 4, 'the last one for the old versions of TLS');
	});
});

test('a Webmin that says in the clear that it speaks TLS is asked in TLS next', async () => {
	const { requests, connections } = await visit(10_000, () =>
		html(
			"<h1>Error - Document follows</h1>\n<p>This web server is running in SSL mode. Try the URL <a href='https://x:10000/'>https://x:10000/</a> instead.",
			'200 Document follows',
			'Server: MiniServ/1.890',
		),
	);
	assert.deepEqual([requests, connections], [['GET / HTTP/1.1'], 2]);
});

test('a server that sends its reader to TLS on the same port is asked in TLS next', async () => {
	for (const [location, connections] of [
		['https://192.0.2.1:8080/', 2],
		['https://www.example.com:8080/login', 2],
		['https://192.0.2.1/', 1],
		['https://192.0.2.1:8443/', 1],
		['http://192.0.2.1:8080/', 1],
		['//[', 1],
	] as const) {
		const visited = await visit(8080, () => redirect(location));
		assert.deepEqual([visited.requests, visited.connections], [['GET / HTTP/1.1'], connections], location);
		assert.deepEqual([visited.identity?.service, visited.identity?.remark], ['http', `redirects to ${location}`]);
	}
});
