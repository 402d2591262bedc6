import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { Budget, limits } from '../../source/identify/budget.ts';
import { Conversation, hasBytes, hasLine } from '../../source/identify/conversation.ts';
import { protocols, recognise } from '../../source/identify/protocols.ts';

/** The other end of a stream, without a network: `answer` gets each request. */
function partner(greeting: Buffer | string, answer: (request: Buffer) => Buffer | string | null): Duplex {
	const stream: Duplex = new Duplex({
		read() {},
		write(chunk: Buffer, _encoding, done) {
			stream.push(answer(chunk));
			done();
		},
	});
	if (greeting.length > 0) stream.push(greeting);
	return stream;
}

async function talking(stream: Duplex, talk: (conversation: Conversation) => Promise<void>): Promise<void> {
	const budget = new Budget(limits);
	try {
		await talk(new Conversation(stream, budget));
	} finally {
		budget.end();
	}
}

test('an exchange returns what came after its request, and heard is everything', async () => {
	await talking(
		partner('hello\n', (request) => `you said ${request}`),
		async (conversation) => {
			assert.equal(String(await conversation.receive(hasLine)), 'hello\n');
			assert.equal(String(await conversation.exchange('a\n', hasLine)), 'you said a\n');
			assert.equal(String(await conversation.exchange('b\n', hasLine)), 'you said b\n');
			assert.equal(String(conversation.heard), 'hello\nyou said a\nyou said b\n');
		},
	);
});

test('what is there when a connection ends is returned, and later requests end at once', async () => {
	await talking(
		partner('half a li', () => null),
		async (conversation) => {
			assert.equal(String(await conversation.receive(hasLine, 20)), 'half a li');
			await conversation.exchange('?', hasLine);
			assert.equal(conversation.ended, true);
			assert.equal(String(await conversation.exchange('?', hasBytes(1))), '');
		},
	);
});

test('a connection that the budget ends was not closed by the server', async () => {
	const budget = new Budget(limits);
	const [closed, kept] = [partner('', () => null), partner('', () => '')];
	budget.register(kept);
	const [first, second] = [new Conversation(closed, budget), new Conversation(kept, budget)];
	await first.exchange('?', hasLine);
	assert.deepEqual([first.ended, first.hungUp], [true, true]);
	budget.end();
	await second.exchange('?', hasLine);
	assert.deepEqual([second.ended, second.hungUp], [true, false]);
});

test("what goes wrong in reading an answer is the reader's, not an uncaught exception", async () => {
	await talking(
		partner('', () => 'answer'),
		async (conversation) => {
			const broken = () => {
				throw new RangeError('beyond the end');
			};
			await assert.rejects(conversation.exchange('?', broken), RangeError);
			assert.equal(String(await conversation.exchange('?', hasBytes(6))), 'answer');
		},
	);
});

test('no more than the time of one exchange, nor of the port, can be asked for', () => {
	let now = 1000;
	const budget = new Budget(limits, undefined, () => now);
	assert.equal(budget.msLeft(60_000), limits.exchangeMs);
	assert.equal(budget.msLeft(200), 200);
	now += limits.portMs - 50;
	assert.equal(budget.msLeft(), 50);
	now += 51;
	assert.equal(budget.msLeft(), 0);
	assert.equal(budget.over, true);
	assert.equal(budget.takeConnection(), false);
	budget.end();
});

test('connections and bytes are handed out once', () => {
	const budget = new Budget(limits);
	assert.equal(budget.takeBytes(60_000), 60_000);
	assert.equal(budget.takeBytes(60_000), limits.bytes - 60_000);
	assert.equal(budget.takeBytes(1), 0);
	assert.equal(budget.over, true);
	budget.end();
	const another = new Budget({ ...limits, connections: 3 });
	assert.deepEqual(
		[1, 2, 3, 4].map(() => another.takeConnection()),
		[true, true, true, false],
	);
	another.end();
});

test('no probe throws, whatever a server answers to it', async () => {
	let state = 11;
	const random = (below: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >> 8) % below;
	};
	const words = [
		...['RFB 003.008\n', '\x02\x13\x02', '\0\x02', '\0\0\0\x01', '@RSYNCD: 31.0\n', 'a\tb\n', '@RSYNCD: EXIT\n'],
		...[
			'220 x ESMTP\r\n',
			'250-x\r\n',
			'250 STARTTLS\r\n',
			'+PONG\r\n',
			'$20\r\n',
			'redis_version:7\r\n',
			'S',
			'-ERR x\r\n',
		],
		...[
			'HTTP/1.1 200 OK\r\n',
			'Location: \r\n',
			'\r\n',
			'<title>',
			'&#x110000;',
			'&#55296;',
			':',
			'\xff\xff\xff\xff',
			'\n',
		],
	];
	const noise = () =>
		Buffer.from(Array.from({ length: random(6) }, () => words[random(words.length)]).join(''), 'latin1');
	let asked = 0;
	for (let round = 0; round < 600; round += 1) {
		for (const probe of protocols) {
			if (!probe.converse) continue;
			const greeting =
				probe.speaksFirst === 'server' ? Buffer.from(words[random(words.length)] ?? '', 'latin1') : Buffer.alloc(0);
			const recognised = recognise(greeting, 25);
			if (probe.speaksFirst === 'server' && recognised?.probe !== probe) continue;
			let left = 3;
			const stream = partner(greeting, () => (left-- > 0 ? noise() : null));
			await talking(stream, async (conversation) => {
				await conversation.receive(hasBytes(1), 1);
				const ended = setImmediate(() => stream.push(null));
				const context = {
					address: '192.0.2.1',
					port: 25,
					serverName: undefined,
					secure: false,
					again: async () => undefined,
				};
				await probe.converse?.(conversation, context, recognised?.identity);
				clearImmediate(ended);
			});
			asked += 1;
		}
	}
	assert.ok(asked > 500);
});
