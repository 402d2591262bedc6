import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import { onRequest } from '../../source/identify/protocols.ts';
import { startServer } from './scripted-server.ts';

/** A debugger's port: it takes a handshake and hangs up on everything else. */
function debuggee(socket: Socket): void {
	socket.on('data', (data) => {
		if (String(data) === 'JDWP-Handshake') socket.write(data);
		else socket.end();
	});
}

for (const port of [5005, undefined]) {
	const where = port ?? 'a port that suggests nothing';
	test(`nobody is greeted as a debugger on ${where} unless that is asked for`, async () => {
		const server = await startServer(debuggee, port === undefined ? {} : { port });
		try {
			const place = { address: server.address, family: 4, port: server.port } as const;
			assert.equal(await identify(place), undefined);
			assert.doesNotMatch(server.received(), /JDWP/);
			await identify({ ...place, ask: ['jdwp'] });
			assert.match(server.received(), /JDWP-Handshake/);
		} finally {
			await server.close();
		}
	});
}

test('only Java debuggers are asked on request alone', () => {
	assert.deepEqual(onRequest, ['jdwp']);
});
