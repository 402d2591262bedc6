import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limits } from '../../source/identify/budget.ts';
import { identify } from '../../source/identify/identify.ts';
import type { Identity } from '../../source/model.ts';
import { modulesIn } from './modules-in.ts';
import { startServer } from './scripted-server.ts';
import { play, type Transcript } from './transcript.ts';

const mayListenAnywhere = process.getuid?.() === 0;

for (const { name: protocol, content } of await modulesIn<readonly Transcript[]>('transcripts')) {
	describe(protocol, { concurrency: 4 }, () => {
		for (const transcript of content) {
			const { name, port, connections } = transcript;
			const skip = port < 1024 && !mayListenAnywhere ? 'needs root' : false;
			test(`${name} is identified on port ${port}`, { skip }, () => hold(transcript, port, connections?.usual));
			if (connections?.elsewhere === undefined) continue;
			test(`${name} is identified on a port that suggests nothing`, () =>
				hold(transcript, undefined, connections.elsewhere));
		}
	});
}

async function hold(transcript: Transcript, port: number | undefined, connections = limits.connections): Promise<void> {
	const server = await startServer((socket) => play(transcript, socket), port === undefined ? {} : { port });
	try {
		const found = await identify({ address: server.address, family: 4, port: server.port, ask: transcript.ask ?? [] });
		assert.ok(found, 'identified');
		for (const [field, value] of Object.entries(transcript.identity)) {
			assert.deepEqual(found[field as keyof Identity], value, field);
		}
		const { evidence } = transcript;
		if (evidence) assert.match(found.evidence.join('\n'), evidence);
		assert.ok(server.connections() <= connections, `${server.connections()} connections`);
	} finally {
		await server.close();
	}
}
