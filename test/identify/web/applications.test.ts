import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseResponse } from '../../../source/identify/http-message.ts';
import { applications, judged } from '../../../source/identify/web/applications.ts';
import { type Page, pageOf } from '../../../source/identify/web/page.ts';
import { serviceById } from '../../../source/knowledge/catalogue.ts';
import { cpuTime } from '../../cpu-time.ts';
import { modulesIn } from '../modules-in.ts';
import type { Transcript } from '../transcript.ts';

const origin = 'http://192.0.2.1:8080';

test('every application is a service of the catalogue, and says where its answers are documented', () => {
	for (const { service, docs } of applications) {
		assert.ok(serviceById(service), service);
		assert.match(docs, /^https:\/\/[^\s/]+\.[^\s/]+\//, service);
	}
});

test('of no application more than two further pages are read, and none that could change anything', () => {
	for (const { service, paths = [] } of applications) {
		assert.ok(paths.length <= 2, service);
		for (const path of paths) {
			const text = typeof path === 'string' ? path : path.path;
			if (text === 'redirect') continue;
			assert.match(text, /^\/[!-~]*$/, service);
			assert.doesNotMatch(text, /delete|restart|reload|logout|stop|shutdown|exec|run\b|create|action=/i, service);
		}
	}
});

test('each is asked somewhere: where a page hints at it, or at its ports', async () => {
	const seen = new Set<string>();
	for (const { pages, port } of await recorded()) {
		for (const { service, hinted } of applications)
			if (pages.some((page) => hinted(page, port) || hinted(page, 10_257))) seen.add(service);
	}
	for (const { service, ports } of applications) {
		assert.ok(seen.has(service) || ports !== undefined, service);
	}
});

for (const [what, response] of [
	['the page of a new nginx', 'HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n\r\n<title>Welcome to nginx!</title>'],
	[
		'the page of a new Apache',
		'HTTP/1.1 200 OK\r\nServer: Apache\r\n\r\n<title>Apache2 Debian Default Page: It works</title>',
	],
	['the page of a new IIS', 'HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\n\r\n<title>IIS Windows Server</title>'],
	[
		'a redirect to TLS',
		'HTTP/1.1 301 Moved Permanently\r\nServer: nginx\r\nLocation: https://www.example.com/\r\n\r\n',
	],
	['a redirect to a login', 'HTTP/1.1 302 Found\r\nLocation: /login\r\nSet-Cookie: session=1\r\n\r\n'],
	['a page that is not found', 'HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<title>404 Not Found</title>'],
	['a page of Go that is not found', 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n404 page not found\n'],
	['a question for a password', 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="Members"\r\n\r\n'],
	['an empty page', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
	[
		'an API',
		'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"status":"ok","version":"1.2.3","name":"orders"}',
	],
	['a site on PHP', 'HTTP/1.1 200 OK\r\nX-Powered-By: PleskLin\r\nSet-Cookie: PHPSESSID=1\r\n\r\n<title>Shop</title>'],
] as const) {
	test(`${what} hints at nothing: one request is enough`, () => {
		const page = pageIn('/', Buffer.from(response));
		assert.ok(page);
		assert.deepEqual(
			applications.filter(({ hinted }) => hinted(page, 80)).map(({ service }) => service),
			[],
		);
	});
}

for (const title of [
	'Gitea: how to install it',
	'phpMyAdmin tutorial',
	'Privoxy - Home Page',
	'Plesk Obsidian at a discount',
	'SonarQube and its rivals',
	'Selenium with Python',
	'Nexus Repository explained',
	'noVNC',
	'The docs - Hestia Control Panel',
	'Vesta - LOGIN',
	'nas - Synology NAS',
	'InfluxDB - Admin Interface',
]) {
	test(`a site that only writes about it is a web server like any other: ${title}`, () => {
		const page = pageIn('/', Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>${title}</title>`));
		const missing = pageIn('/x', Buffer.from('HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nnothing'));
		assert.ok(page);
		const hinted = applications.filter((application) => application.hinted(page, 80));
		assert.deepEqual(
			hinted.flatMap((application) => judged(application, page, [missing, missing]) ?? []),
			[],
		);
	});
}

test('no page is called open that only refuses', async () => {
	for (const { pages } of await recorded()) {
		for (const refused of pages.map((page) => ({
			...page,
			status: 401,
			statusLine: 'HTTP/1.1 401',
			location: undefined,
		}))) {
			for (const application of applications.filter(({ hinted }) => hinted(refused, 80))) {
				const found = judged(application, refused, [refused, refused]);
				assert.ok(found?.access !== 'open', `${application.service}: ${refused.path}`);
			}
		}
	}
});

test('no judge throws or takes long, whatever pages it gets', async () => {
	let state = 5;
	const random = (below: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >> 8) % below;
	};
	const seeds = (await recorded()).flatMap(({ answers }) => answers);
	const start = performance.now();
	let judged = 0;
	for (let round = 0; round < 3000; round += 1) {
		const pages = Array.from({ length: 3 }, () => {
			const bytes = Buffer.from(seeds[random(seeds.length)] ?? '');
			for (let change = random(4); change > 0; change -= 1) bytes[random(bytes.length)] = random(256);
			return pageIn('/x', bytes.subarray(0, random(8) === 0 ? random(bytes.length) : bytes.length));
		});
		const [front, ...further] = pages;
		if (!front) continue;
		for (const { judge, hinted } of applications) {
			hinted(front, 80);
			judge(front);
			judge(front, ...further);
			judged += 1;
		}
	}
	assert.ok(judged > 50_000);
	assert.ok(performance.now() - start < 20_000);
});

test('64 KiB of anything repeated are judged in milliseconds', () => {
	for (const unit of [
		'<title>',
		'"Version":',
		'>Supervisor</a> <span>',
		'{"a":',
		'[',
		'HAProxy version ',
		'1.',
		' - ',
	]) {
		const body = unit.repeat(65_536 / unit.length);
		const page = pageIn('/', Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${body}`));
		assert.ok(page);
		const ms = cpuTime(() => {
			for (const { judge, hinted } of applications) {
				hinted(page, 80);
				judge(page, page, page);
			}
		});
		assert.ok(ms < 500, `${unit}: ${ms} ms`);
	}
});

function pageIn(path: string, bytes: Buffer): Page | undefined {
	const response = parseResponse(bytes);
	return response && pageOf(path, response, origin);
}

/** The answers of the transcripts that are HTTP, as they are sent and as pages. */
async function recorded(): Promise<readonly { answers: readonly string[]; pages: readonly Page[]; port: number }[]> {
	const modules = await modulesIn<readonly Transcript[]>('transcripts');
	return modules
		.filter(({ name }) => name.startsWith('web-'))
		.flatMap(({ content }) => content)
		.map(({ answers = [], port }) => {
			const texts = answers.map(([, answer]) => String(answer));
			const pages = texts.map((text, index) => pageIn(index === 0 ? '/' : '/further', Buffer.from(text)));
			return { answers: texts, pages: pages.filter((page) => page !== undefined), port };
		});
}
