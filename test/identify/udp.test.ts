import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import { recogniseReply, udpProbes } from '../../source/identify/udp/probes.ts';
import { serviceById } from '../../source/knowledge/catalogue.ts';
import { udpNeverSend } from '../../source/knowledge/never-send.ts';
import { udpQuestion } from '../../source/scan/udp-requests.ts';
import { cpuTime } from '../cpu-time.ts';
import { seeded } from '../network/random.ts';
import { modulesIn } from './modules-in.ts';
import { recordedId } from './recorded-id.ts';
import { type Answer, startUdpServer } from './scripted-udp-server.ts';
import type { UdpTranscript } from './udp-transcript.ts';

const transcripts = (await modulesIn<readonly UdpTranscript[]>('udp-transcripts')).flatMap(({ content }) => content);
const ports = [...new Set(udpProbes.flatMap((probe) => probe.ports))];
const needsRoot = process.getuid?.() === 0 ? false : 'needs root';

test('every probe is for a service of the catalogue, and none for a port that nothing is ever sent to', () => {
	for (const { id, ports } of udpProbes) {
		assert.ok(serviceById(id), id);
		assert.ok(ports.every((port) => !udpNeverSend.has(port)));
	}
});

describe('whatever a reply is made of', () => {
	for (const transcript of transcripts) {
		test(`${transcript.name} can be cut off and mangled anywhere`, async () => {
			const question = udpQuestion(transcript.port, recordedId);
			const random = seeded(transcript.name.length);
			const [first, second] = transcript.replies.map((reply) => Buffer.from(reply));
			assert.ok(first);
			const found = recogniseReply(first, question);
			assert.ok(found);
			for (const reply of variants(first, random)) recogniseReply(reply, question);
			for (const reply of second === undefined ? [first] : variants(second, random)) {
				await found.probe.goOn?.(found.identity, () => Promise.resolve(reply), first);
			}
		});
	}

	test('nothing is made of random bytes, of an echo, or of nothing', () => {
		const random = seeded(7);
		for (const port of ports) {
			const question = udpQuestion(port);
			const echo = Buffer.from(question.bytes);
			for (let count = 0; count < 300; count++) {
				assert.equal(
					recogniseReply(randomBytes(1 + Math.floor(300 * random()), random), question),
					undefined,
					`${port}`,
				);
			}
			assert.equal(recogniseReply(echo, question), undefined, `${port}`);
			assert.equal(recogniseReply(Buffer.alloc(0), question), undefined, `${port}`);
		}
	});

	test('the largest datagrams of one byte are done with at once', () => {
		const fillings = [
			'\0',
			' ',
			'a',
			'<',
			'\n',
			';',
			'\xff',
			'\xc0',
			'a: ',
			'<a:',
			'UPnP/1.0 ',
			'\x30\x80',
			'\xc0\x0c',
		];
		const heads = transcripts.map(({ port, replies: [reply = ''] }) => [port, Buffer.from(reply)] as const);
		for (const [port, head] of heads) {
			for (const filling of fillings) {
				const reply = Buffer.alloc(65_507, filling, 'latin1');
				for (const bytes of [reply, Buffer.concat([head, reply]), Buffer.concat([head.subarray(0, 40), reply])]) {
					const ms = cpuTime(() => recogniseReply(bytes, udpQuestion(port)));
					assert.ok(ms < 250, `${port}, ${JSON.stringify(filling)}: ${ms} ms`);
				}
			}
		}
	});
});

describe('a server over UDP', { concurrency: true, skip: needsRoot }, () => {
	test('that keeps silent is asked three times, and no longer than three seconds', async () => {
		const { identity, requests, ms } = await visit(161, () => {});
		assert.equal(identity, undefined);
		assert.equal(requests.length, 3);
		assert.equal(new Set(requests.map((request) => request.toString('hex'))).size, 1);
		assert.ok(ms > 2500 && ms < 3500, `${ms} ms`);
	});

	test('is identified though the first answer was lost', async () => {
		let asked = 0;
		const { identity, requests } = await visit(5683, (_, answer) => {
			if (asked++ > 0) answer(Buffer.from('70000d0c', 'hex'));
		});
		assert.equal(identity?.service, 'coap');
		assert.equal(requests.length, 2);
	});

	test('is not heard from another port, where its protocol answers from the one that was asked', async () => {
		const { identity } = await visit(5683, (_, answer) => answer(Buffer.from('70000d0c', 'hex'), 'another port'));
		assert.equal(identity, undefined);
	});

	test('that answers with something else is not asked again', async () => {
		const { identity, requests } = await visit(123, (_, answer) => answer(Buffer.from('what?')));
		assert.equal(identity, undefined);
		assert.equal(requests.length, 1);
	});

	test('that floods is cut off', async () => {
		const { identity, ms } = await visit(53, (_, answer) => {
			for (let times = 0; times < 100; times++) answer(Buffer.alloc(60_000, 'a'));
		});
		assert.equal(identity, undefined);
		assert.ok(ms < 900, `${ms} ms`);
	});

	test('that knows DNS is asked for its version and for the name servers of the root, and nothing else', async () => {
		const { requests } = await visit(53, (request, answer) => {
			const reply = Buffer.from(request);
			reply.writeUInt16BE(0x8105, 2);
			answer(reply);
		});
		const questions = new Set(requests.map((request) => request.toString('latin1', 12)));
		assert.deepEqual([...questions], ['\x07version\x04bind\0\0\x10\0\x03', '\0\0\x02\0\x01']);
	});

	test('that stays silent to the second question is described by its answer to the first', async () => {
		let asked = 0;
		const { identity, ms } = await visit(111, (_, answer) => {
			if (asked++ === 0) answer(Buffer.from('0d0c0d0c0000000100000000000000000000000000000000', 'hex'));
		});
		assert.deepEqual([identity?.service, identity?.access], ['rpcbind', 'unknown']);
		assert.ok(ms < 3500, `${ms} ms`);
	});

	test('that is far away has as much longer for its second answer', async () => {
		const transaction = `2112a442${Buffer.from('doorcheck-12').toString('hex')}`;
		const { identity } = await visit(3478, (request, answer) => {
			const reply = request[1] === 1 ? `01010000${transaction}` : `01140008${transaction}0009000400000401`;
			setTimeout(() => answer(Buffer.from(reply, 'hex')), 350);
		});
		assert.equal(identity?.access, 'protected');
	});

	test('that hides escape sequences in its name gets none of them through', async () => {
		const { identity } = await visit(5060, (request, answer) => {
			const callId = /^Call-ID: \S+/m.exec(request.toString())?.[0];
			answer(Buffer.from(`SIP/2.0 200 OK\x1b[2J\r\n${callId}\r\nServer: \x1b]0;x\x07Asterisk\u202e PBX\r\n\r\n`));
		});
		assert.deepEqual(identity?.evidence, ['OPTIONS answered: SIP/2.0 200 OK', 'Server: Asterisk PBX']);
	});

	for (const [port, answered] of [
		[5060, 'SIP/2.0 200 OK\r\nCall-ID: %@doorcheck.invalid\r\n\r\n'],
		[3702, '<a:RelatesTo>urn:uuid:%</a:RelatesTo><d:ProbeMatches>'],
	] as const) {
		test(`on ${port} that takes what it was asked before for a repetition is asked something new each time`, async () => {
			const seen = new Set<string>();
			const server = await startUdpServer(port, (request, answer) => {
				const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(request.toString())?.[0] ?? '';
				if (!seen.has(id)) answer(Buffer.from(answered.replace('%', id)));
				seen.add(id);
			});
			const place = { address: server.address, family: 4, port, protocol: 'udp' } as const;
			const identities = [await identify(place), await identify(place)];
			await server.close();
			assert.ok(identities.every((identity) => identity !== undefined));
		});
	}

	test('is let go of as soon as the check is stopped', async () => {
		const stop = new AbortController();
		const server = await startUdpServer(161, () => stop.abort());
		const start = performance.now();
		const place = { address: server.address, family: 4, port: 161, protocol: 'udp' } as const;
		const identity = await identify({ ...place, signal: stop.signal });
		const ms = performance.now() - start;
		await server.close();
		assert.equal(identity, undefined);
		assert.ok(ms < 1000, `${ms} ms`);
	});

	test('is sent nothing where printers and control systems are', async () => {
		for (const port of [515, 47808]) {
			const { identity, requests } = await visit(port, (_, answer) => answer(Buffer.from('here')));
			assert.equal(identity, undefined);
			assert.equal(requests.length, 0);
		}
	});
});

test('a closed port is done with at once', { skip: needsRoot }, async () => {
	const server = await startUdpServer(5683, () => {});
	await server.close();
	const start = performance.now();
	const place = { address: server.address, family: 4, port: 5683, protocol: 'udp' } as const;
	assert.equal(await identify(place), undefined);
	assert.ok(performance.now() - start < 900);
});

async function visit(port: number, script: (request: Buffer, answer: Answer) => void) {
	const server = await startUdpServer(port, script);
	try {
		const start = performance.now();
		const identity = await identify({ address: server.address, family: 4, port, protocol: 'udp' });
		const ms = performance.now() - start;
		const text = JSON.stringify(identity ?? {});
		assert.doesNotMatch(text, /[\x00-\x1f\x7f-\x9f\u202e]|\\u00/);
		return { identity, ms, requests: server.requests };
	} finally {
		await server.close();
	}
}

/** Every beginning of the bytes, and many copies in which some bytes are others. */
function* variants(bytes: Buffer, random: () => number): Iterable<Buffer> {
	for (let length = 0; length < bytes.length; length++) yield bytes.subarray(0, length);
	for (let count = 0; count < 500; count++) {
		const copy = Buffer.concat([bytes, randomBytes(Math.floor(4 * random()), random)]);
		for (let changes = 1 + Math.floor(4 * random()); changes > 0; changes--) {
			copy[Math.floor(copy.length * random())] = random() < 0.3 ? 0xff : Math.floor(256 * random());
		}
		yield copy;
	}
}

function randomBytes(length: number, random: () => number): Buffer {
	return Buffer.from(Array.from({ length }, () => Math.floor(256 * random())));
}
