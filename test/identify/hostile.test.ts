import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { Budget, limits } from '../../source/identify/budget.ts';
import { connect } from '../../source/identify/connection.ts';
import { Conversation } from '../../source/identify/conversation.ts';
import { identify } from '../../source/identify/identify.ts';
import { neverSend } from '../../source/knowledge/never-send.ts';
import type { Identity } from '../../source/model.ts';
import { dangerous, textsIn } from './dangerous.ts';
import { type Scripted, type ScriptedServer, startServer } from './scripted-server.ts';

/** 5 s for a port, and what two busy cores may add. */
const portMs = limits.portMs + 1000;

interface Visited {
	readonly identity: Identity | undefined;
	readonly ms: number;
	readonly server: ScriptedServer;
}

/** Identifies a scripted server and holds the limits that hold for every server. */
async function visit(
	script: (socket: Socket) => void,
	options: Scripted & { serverName?: string } = {},
): Promise<Visited> {
	const server = await startServer(script, options);
	const start = performance.now();
	const identity = await identify({
		address: server.address,
		family: 4,
		port: server.port,
		...(options.serverName === undefined ? {} : { serverName: options.serverName }),
	});
	const ms = performance.now() - start;
	await server.close();
	assert.ok(ms < portMs, `${ms} ms`);
	assert.ok(server.connections() <= limits.connections, `${server.connections()} connections`);
	if (identity) {
		for (const text of textsIn(identity)) assert.doesNotMatch(text, dangerous);
		assert.ok(identity.evidence.length <= 6);
		for (const line of identity.evidence) assert.ok(line.length <= 200);
	}
	return { identity, ms, server };
}

/** Writes `unit` for as long as the other side takes it. */
function flood(socket: Socket, unit: Buffer): void {
	const more = () => {
		while (!socket.destroyed && socket.write(unit));
	};
	socket.on('drain', more);
	more();
}

describe('a hostile server', { concurrency: true }, () => {
	test('that says nothing at all costs at most five seconds and few connections', async () => {
		const { identity, ms } = await visit(() => {});
		assert.equal(identity, undefined);
		assert.ok(ms > 1000, 'and is listened to');
	});

	for (const port of [3306, 6379, 5432, 8080, 8443]) {
		test(`that says nothing on port ${port} costs no more`, async () => {
			assert.equal((await visit(() => {}, { port })).identity, undefined);
		});
	}

	test('that closes at once is left alone', async () => {
		const { identity, ms, server } = await visit((socket) => socket.end());
		assert.equal(identity, undefined);
		assert.ok(ms < 1000);
		assert.equal(server.connections(), 1);
		assert.equal(server.received(), '');
	});

	for (const port of [6379, 5432, 8080, 8443]) {
		test(`that closes at once on port ${port} is not identified`, async () => {
			assert.equal((await visit((socket) => socket.end(), { port })).identity, undefined);
		});
		test(`that resets each connection on port ${port} is not identified`, async () => {
			assert.equal((await visit((socket) => socket.resetAndDestroy(), { port })).identity, undefined);
		});
	}

	test('that resets the connection in the middle of its greeting is still known by what it said', async () => {
		const { identity } = await visit((socket) => {
			socket.write('SSH-2.0-OpenSSH_9.2p1');
			setTimeout(() => socket.resetAndDestroy(), 100);
		});
		assert.equal(identity?.version, '9.2p1');
	});

	test('that sends ten megabytes without a line end is cut off after 64 KiB', async () => {
		let sent = 0;
		const { identity, ms } = await visit((socket) => {
			socket.on('close', () => {
				sent += socket.bytesWritten;
			});
			socket.write(Buffer.alloc(10_000_000, 'A'));
		});
		assert.equal(identity, undefined);
		assert.ok(ms < 2500, `${ms} ms`);
		assert.ok(sent < 10_000_000);
	});

	test('that floods is read up to 64 KiB over all connections, and not one byte more', async () => {
		const server = await startServer((socket) => flood(socket, Buffer.alloc(65_536, 'A')));
		const budget = new Budget(limits);
		let heard = 0;
		for (;;) {
			const connection = await connect({ address: server.address, family: 4 }, server.port, budget);
			if (!connection) break;
			const conversation = new Conversation(connection, budget);
			await conversation.receive((bytes) => bytes.length >= 40_000);
			heard += conversation.heard.length;
			connection.destroy();
		}
		budget.end();
		await server.close();
		assert.equal(heard, limits.bytes);
	});

	test('that sends one byte a second is done with in time', async () => {
		const { identity } = await visit((socket) => {
			const timer = setInterval(() => socket.write('S'), 1000);
			socket.on('close', () => clearInterval(timer));
			socket.write('S');
		});
		assert.equal(identity, undefined);
	});

	for (const port of [6379, 5432, 8080, 8443]) {
		test(`that answers one byte a second on port ${port} is done with in time`, async () => {
			await visit(
				(socket) => {
					const timer = setInterval(() => socket.write('N'), 1000);
					socket.on('close', () => clearInterval(timer));
				},
				{ port },
			);
		});
	}

	test('that drips its greeting like a tarpit, line after line, is done with in time', async () => {
		const { identity } = await visit((socket) => {
			const timer = setInterval(() => socket.write('some words\r\n'), 200);
			socket.on('close', () => clearInterval(timer));
		});
		assert.equal(identity, undefined);
	});

	test('that hides escape sequences in its greeting gets none of them through', async () => {
		const { identity } = await visit((socket) =>
			socket.write('SSH-2.0-OpenSSH_9\x1b[2J.\u202e2p1\x1b]0;owned\x07 \x9b31mDebian\x1b]52;c;cm0=\x07\u200b\r\n'),
		);
		assert.equal(identity?.service, 'ssh');
		assert.equal(identity.os, 'Debian');
		const packaged = await visit((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\x1b[2J+deb12u3\r\n'));
		assert.equal(packaged.identity?.packageVersion, '9.2p1-2+deb12u3');
	});

	test('that hides escape sequences in a page gets none of them through', async () => {
		const { identity } = await visit(
			(socket) =>
				socket.on('data', () =>
					socket.end(
						'HTTP/1.1 200 OK\x1b[31m\r\nServer: nginx\x1b]0;x\x07/1.2\x9b3\r\nX-Powered-By: PHP/7.4.3-4\x1b[31m\r\n\r\n<title>&#27;[2J\x1b[31mHi&#8238;&#x1b;]0;x&#7;</title>',
					),
				),
			{ port: 8080 },
		);
		assert.equal(identity?.service, 'http');
		assert.match(identity.remark ?? '', /Hi/);
	});

	test('that never ends its page, its head or its status line is done with in time', async () => {
		const heads = ['HTTP/1.1 200 OK\r\n\r\n<html>', 'HTTP/1.1 200 OK\r\nX-', 'HTTP/1.1 200 '];
		await Promise.all(
			heads.map((head) =>
				visit(
					(socket) => {
						socket.write(head);
						flood(socket, Buffer.alloc(16_384, 'a'));
					},
					{ port: 8080 },
				),
			),
		);
	});

	for (const length of ['999999999999', '-1', 'NaN', '']) {
		test(`that promises a bulk string of length "${length}" is not waited for`, async () => {
			const script = (socket: Socket) =>
				socket.on('data', (data) =>
					socket.write(String(data).includes('PING') ? '+PONG\r\n' : `$${length}\r\nredis_version:9`),
				);
			const { identity } = await visit(script, { port: 6379 });
			assert.equal(identity?.service, 'redis');
			assert.equal(identity.version, undefined);
			assert.notEqual(identity.access, 'open');
		});
	}

	for (const answer of ['ff0101', '00ffffffff6e6f', '0000000002', '13', '00']) {
		test(`that answers ${answer} when asked for VNC security types is not called open`, async () => {
			const { identity } = await visit((socket) => {
				socket.write('RFB 003.008\n');
				socket.on('data', () => socket.write(Buffer.from(answer, 'hex')));
			});
			assert.equal(identity?.service, 'vnc');
			assert.notEqual(identity.access, 'open');
		});
	}

	for (const answer of ['1603030040', '16030300050200000000', '1403030001', 'ff'.repeat(100)]) {
		test(`that answers ${answer.slice(0, 20)} to a TLS handshake is done with in time`, async () => {
			const script = (socket: Socket) => socket.on('data', () => socket.write(Buffer.from(answer, 'hex')));
			assert.equal((await visit(script, { port: 8443 })).identity, undefined);
		});
	}

	test('that refuses the handshake with an alert is known to speak TLS', async () => {
		const { identity } = await visit(
			(socket) => socket.on('data', () => socket.end(Buffer.from('15030300020228', 'hex'))),
			{
				port: 8443,
			},
		);
		assert.equal(identity?.service, 'tls');
		assert.match(identity.evidence[0] ?? '', /handshake/);
	});

	test('that echoes everything is not taken for anything', async () => {
		assert.equal((await visit((socket) => void socket.pipe(socket))).identity, undefined);
	});

	test('is let go of as soon as the check is stopped', async () => {
		const server = await startServer(() => {});
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 100);
		const start = performance.now();
		const identity = await identify({ address: server.address, family: 4, port: server.port, signal: stop.signal });
		assert.equal(identity, undefined);
		assert.ok(performance.now() - start < 1100);
		await server.close();
	});
});

describe('a hostile server inside TLS', { concurrency: true }, () => {
	const directory = mkdtempSync(join(tmpdir(), 'doorcheck-hostile-'));
	after(() => rmSync(directory, { recursive: true, force: true }));
	const certificate = hostileCertificate(directory);

	test('that hides escape sequences in its certificate gets none of them through', async () => {
		const { identity } = await visit((socket) => socket.end(), {
			port: 8443,
			tls: certificate,
			serverName: 'doorcheck.test',
		});
		assert.equal(identity?.service, 'tls');
		assert.match(identity.tls?.subject ?? '', /red/);
		assert.equal(identity.tls?.nameMatches, false);
		assert.equal(identity.remark, 'self-signed certificate');
	});

	for (const port of [8443, 993, undefined]) {
		const skip = port === 993 && process.getuid?.() !== 0 ? 'needs root' : false;
		const where = port ?? 'a port that suggests nothing';
		test(`that says nothing after the handshake on ${where} is described by its certificate`, { skip }, async () => {
			const { identity } = await visit(() => {}, { tls: certificate, ...(port ? { port } : {}) });
			assert.equal(identity?.service, 'tls');
			assert.ok(identity.tls);
		});
	}

	test('that floods after the handshake is cut off by the bytes on the wire', async () => {
		const { identity, ms } = await visit((socket) => flood(socket, Buffer.alloc(16_384, 'A')), {
			port: 8443,
			tls: certificate,
		});
		assert.equal(identity?.service, 'tls');
		assert.ok(ms < 3500);
	});
});

/** A self-signed certificate whose names try to reach the terminal. */
function hostileCertificate(directory: string): TlsOptions {
	const key = join(directory, 'key.pem');
	const file = join(directory, 'certificate.pem');
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-utf8', '-days', '9'],
			...['-keyout', key, '-out', file, '-subj', '/CN=\x1b[31mred\x1b]0;x\x07\u202eevil\u200b/O=a\nb'],
			...['-addext', 'subjectAltName=DNS:*.\u0007x'],
		],
		{ stdio: ['ignore', 'ignore', 'pipe'] },
	);
	return { key: readFileSync(key), cert: readFileSync(file) };
}

test('nothing is ever sent, and no connection made, to printers and control systems', async () => {
	for (const port of [9100, 9101, 9102, 9103, 9104, 9105, 9106, 9107, 515, 102, 502, 2404, 20000, 44818, 47808]) {
		assert.ok(neverSend.has(port), String(port));
	}
	const { identity, server } = await visit((socket) => socket.write('SSH-2.0-x\r\n'), { port: 9100 });
	assert.equal(identity, undefined);
	assert.equal(server.connections(), 0);
});

test('a server that sends 64 KiB in single bytes does not keep us busy', async () => {
	const before = process.cpuUsage();
	await visit((socket) => {
		socket.setNoDelay(true);
		let left = 65_536;
		const step = () => {
			for (let burst = 0; burst < 64 && left > 0 && !socket.destroyed; burst += 1, left -= 1) socket.write('2');
			if (left > 0 && !socket.destroyed) setImmediate(step);
		};
		step();
	});
	const { user, system } = process.cpuUsage(before);
	// Microseconds, of both sides: they run in this process.
	assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms`);
});

test('a thousand checks on one signal leave no listener and no warning behind', async () => {
	const warnings: string[] = [];
	const note = (warning: Error) => void warnings.push(warning.message);
	process.on('warning', note);
	const stop = new AbortController();
	const server = await startServer((socket) => socket.end('SSH-2.0-x\r\n'));
	const request = { address: server.address, family: 4, port: server.port, signal: stop.signal } as const;
	for (let round = 0; round < 10; round += 1) {
		await Promise.all(Array.from({ length: 100 }, () => identify(request)));
	}
	await server.close();
	await new Promise((resolve) => setTimeout(resolve, 20));
	process.off('warning', note);
	assert.deepEqual(warnings, []);
});
