import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import { udpProbes } from '../../source/identify/udp/probes.ts';
import type { Identity } from '../../source/model.ts';
import { modulesIn } from './modules-in.ts';
import { startUdpServer } from './scripted-udp-server.ts';
import { playOverUdp, type UdpTranscript } from './udp-transcript.ts';

const mayListenAnywhere = process.getuid?.() === 0;
const transcripts = (await modulesIn<readonly UdpTranscript[]>('udp-transcripts')).flatMap(({ content }) => content);

describe('over UDP', { concurrency: 4 }, () => {
	for (const transcript of transcripts) {
		const { name, port } = transcript;
		const skip = port < 1024 && !mayListenAnywhere ? 'needs root' : false;
		test(`${name} is identified on port ${port}`, { skip }, () => hold(transcript));
	}
});

test('every protocol has a transcript on each of its ports', () => {
	for (const { id, ports } of udpProbes) {
		for (const port of ports) {
			assert.ok(
				transcripts.some((transcript) => transcript.port === port && transcript.identity.service === id),
				`${id} on ${port}`,
			);
		}
	}
});

async function hold(transcript: UdpTranscript): Promise<void> {
	const { port, replies, evidence } = transcript;
	const server = await startUdpServer(port, playOverUdp(transcript));
	try {
		const start = performance.now();
		const found = await identify({ address: server.address, family: 4, port, protocol: 'udp' });
		const ms = performance.now() - start;
		assert.ok(found, 'identified');
		for (const [field, value] of Object.entries(transcript.identity)) {
			assert.deepEqual(found[field as keyof Identity], value, field);
		}
		if (evidence) assert.match(found.evidence.join('\n'), evidence);
		assert.equal(server.questions(), replies.length, 'questions');
		assert.ok(ms < 1000, `${ms} ms`);
	} finally {
		await server.close();
	}
}
