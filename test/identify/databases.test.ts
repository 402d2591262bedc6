import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import { makeCertificate } from './daemon-case.ts';
import { type Scripted, startServer } from './scripted-server.ts';

/** Identifies a scripted server on a port of a database, or on one that suggests nothing. */
async function visit(port: number | undefined, script: (socket: Socket) => void, tls?: Scripted['tls']) {
	const server = await startServer(script, { ...(port ? { port } : {}), ...(tls ? { tls } : {}) });
	try {
		const identity = await identify({ address: server.address, family: 4, port: server.port });
		return { identity, server };
	} finally {
		await server.close();
	}
}

/** REFUSE: length of all, type 4, who refused and why, length of the text, text. */
function refuse(text: string): Buffer {
	return Buffer.concat([
		Buffer.from([0, 12 + text.length, 0, 0, 4, 0, 0, 0, 0x22, 0, 0, text.length]),
		Buffer.from(text),
	]);
}

describe('Oracle', { concurrency: true }, () => {
	test('a listener that asks to send again is sent the same again, once', async () => {
		const resend = Buffer.from('000800000b000000', 'hex');
		const refusal = refuse('(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=0)(ALIAS=LISTENER))');
		const requests: string[] = [];
		const { identity, server } = await visit(1521, (socket) => {
			socket.on('data', (data) => {
				requests.push(data.toString('latin1'));
				socket.write(requests.length === 1 ? resend : refusal);
			});
		});
		assert.deepEqual([identity?.service, identity?.version], ['oracle', '19.0.0.0.0']);
		assert.deepEqual([requests.length, requests[0] === requests[1], server.connections()], [2, true, 1]);
	});

	test('a listener that asks for it again and again is not obeyed', async () => {
		let requests = 0;
		const { identity } = await visit(1521, (socket) => {
			socket.on('data', (data) => {
				if (!data.includes('COMMAND=ping')) return socket.end();
				requests += 1;
				return socket.write(Buffer.from('000800000b000000', 'hex'));
			});
		});
		assert.deepEqual([identity, requests], [undefined, 2]);
	});

	test('what a listener says to another request is not called its answer to a ping', async () => {
		const { identity } = await visit(undefined, (socket) => {
			socket.on('data', (data) => {
				if (data.includes('GET /')) socket.end(refuse('(DESCRIPTION=(ERR=1153)(VSNNUM=0))'));
				else socket.end();
			});
		});
		assert.deepEqual(identity?.evidence, ['answered: (DESCRIPTION=(ERR=1153)(VSNNUM=0))']);
	});
});

describe('Cassandra', { concurrency: true }, () => {
	const supported = '0001000b43514c5f56455253494f4e00010005332e342e30';

	for (const version of [3, 5]) {
		test(`a server that speaks version ${version} only is asked again in that, on a second connection`, async () => {
			const reply = (operation: string, body: string) =>
				Buffer.from(`8${version}000000${operation}${(body.length / 2).toString(16).padStart(8, '0')}${body}`, 'hex');
			const refusal = `0000000a002b${Buffer.from('Invalid or unsupported protocol version (4)').toString('hex')}`;
			const { identity, server } = await visit(9042, (socket) => {
				socket.on('data', (data) => {
					if (data[0] !== version) socket.end(reply('00', refusal));
					else socket.write(data[4] === 5 ? reply('06', supported) : reply('02', ''));
				});
			});
			assert.deepEqual([identity?.service, identity?.access], ['cassandra', 'open']);
			assert.equal(server.connections(), 2);
		});
	}

	test('a frame whose lengths lie is not Cassandra', async () => {
		for (const body of ['ffff', '0001ffff', '0001000100410002ffff', '00010001004100010005332e342e30']) {
			const { identity } = await visit(9042, (socket) => {
				socket.once('data', () =>
					socket.end(Buffer.from(`8400000006${(body.length / 2).toString(16).padStart(8, '0')}${body}`, 'hex')),
				);
			});
			assert.equal(identity, undefined, body);
		}
	});
});

describe('PostgreSQL 17', { concurrency: true }, () => {
	const directory = mkdtempSync(join(tmpdir(), 'doorcheck-databases-'));
	after(() => rmSync(directory, { recursive: true, force: true }));
	makeCertificate(directory);
	const tls = {
		key: readFileSync(join(directory, 'key.pem')),
		cert: readFileSync(join(directory, 'certificate.pem')),
		// A client that offers none of these is refused.
		ALPNProtocols: ['postgresql'],
	};

	test('that accepts TLS at once from its own clients is known by what was agreed on, and is asked nothing', async () => {
		const { identity, server } = await visit(undefined, () => {}, tls);
		assert.deepEqual([identity?.service, identity?.access], ['postgresql', 'unknown']);
		assert.ok(identity?.tls);
		assert.equal(server.received(), '');
	});
});
