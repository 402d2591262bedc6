import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import { startServer } from './scripted-server.ts';

/** Identifies a scripted server on a port of a database. */
async function visit(port: number, script: (socket: Socket) => void) {
	const server = await startServer(script, { port });
	try {
		const identity = await identify({ address: server.address, family: 4, port });
		return { identity, server };
	} finally {
		await server.close();
	}
}

describe('Oracle', { concurrency: true }, () => {
	test('a listener that asks to send again is sent the same again, once', async () => {
		const resend = Buffer.from('000800000b000000', 'hex');
		const text = '(DESCRIPTION=(TMP=)(VSNNUM=318767104)(ERR=0)(ALIAS=LISTENER))';
		const refuse = Buffer.concat([
			Buffer.from([0, 12 + text.length, 0, 0, 4, 0, 0, 0, 0x22, 0, 0, text.length]),
			Buffer.from(text),
		]);
		const requests: string[] = [];
		const { identity, server } = await visit(1521, (socket) => {
			socket.on('data', (data) => {
				requests.push(data.toString('latin1'));
				socket.write(requests.length === 1 ? resend : refuse);
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
});
