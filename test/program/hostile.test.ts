import assert from 'node:assert/strict';
import { createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { doorcheck, reportOf } from './run.ts';

/** Servers that do what no server should, and what is sent by each. */
const misbehaviour: Readonly<Record<string, (socket: Socket) => void>> = {
	'sends escape sequences': (socket) => {
		socket.write('220 \u001b]0;owned\u0007\u001b[2J\u001b[31mWelcome\u202egpj.exe\u0000\r\n');
	},
	'sends 10 MB without a newline': (socket) => {
		const chunk = Buffer.alloc(64 * 1024, 0x41);
		let left = 160;
		const more = () => {
			while (left-- > 0) if (!socket.write(chunk)) return;
			socket.end();
		};
		socket.on('drain', more);
		more();
	},
	'sends one byte a second': (socket) => {
		const timer = setInterval(() => socket.write('S'), 1000);
		socket.on('close', () => clearInterval(timer));
	},
	'sends nothing at all': () => {},
	'closes at once': (socket) => socket.end(),
	'resets at once': (socket) => socket.resetAndDestroy(),
};

const servers = new Map<string, Server>();
const ports = new Map<string, number>();

before(async () => {
	for (const [name, behave] of Object.entries(misbehaviour)) {
		const server = createServer((socket) => {
			socket.on('error', () => {});
			socket.resume();
			behave(socket);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const address = server.address();
		servers.set(name, server);
		ports.set(name, typeof address === 'object' && address !== null ? address.port : 0);
	}
});
after(() => {
	for (const server of servers.values()) server.close();
});

for (const name of Object.keys(misbehaviour)) {
	test(`a server that ${name} is an open port, in bounded time, and nothing of it is raw in the report`, async () => {
		const port = ports.get(name) ?? 0;
		const began = performance.now();
		const { report, code } = await reportOf(['127.0.0.1', '-p', String(port)]);
		assert.ok(performance.now() - began < 8000);
		assert.equal(code, 0);
		assert.deepEqual(
			report.hosts[0]?.findings.map((finding) => [finding.port, finding.state]),
			[[port, 'open']],
		);
		assert.doesNotMatch(JSON.stringify(report.hosts), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\\u00/);
		assert.ok(JSON.stringify(report).length < 10_000);
	});
}

test('the readable report of hostile servers has no control characters but line ends', async () => {
	const list = [...ports.values()].join(',');
	const { stdout } = await doorcheck(['127.0.0.1', '-p', list, '--format', 'text']);
	assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
	for (const port of ports.values()) assert.match(stdout, new RegExp(`\\b${port}\\b`));
});
