import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { commonPorts } from '../../source/knowledge/catalogue.ts';
import { neverSend, udpNeverSend } from '../../source/knowledge/never-send.ts';
import { udpRequest, udpRequestName } from '../../source/scan/udp-requests.ts';

/** Ports of the catalogue that get an empty datagram; the doc comment of `udpRequest` says why. */
const emptyOnPurpose = [17, 19, 67, 631, 51820];

describe('every UDP port of the catalogue', () => {
	test('gets a request, or is one of the few that get an empty datagram or nothing', () => {
		const empty = commonPorts('udp').filter((port) => udpRequest(port).length === 0);
		assert.deepEqual(
			empty.toSorted((a, b) => a - b),
			[...emptyOnPurpose, 47808].toSorted((a, b) => a - b),
		);
	});

	test('gets less than 1,300 bytes', () => {
		for (const port of commonPorts('udp')) assert.ok(udpRequest(port).length < 1300, `${port}`);
	});

	test('has words for what is sent, different for different requests', () => {
		assert.equal(udpRequestName(51820), 'an empty datagram');
		assert.equal(udpRequestName(47808), 'nothing');
		assert.equal(udpRequestName(3478), 'a STUN binding request');
		const asked = commonPorts('udp').filter((port) => udpRequest(port).length > 0);
		assert.equal(new Set(asked.map(udpRequestName)).size, asked.length);
	});
});

test('a port that nothing is known about gets an empty datagram', () => {
	assert.equal(udpRequest(40_000).length, 0);
	assert.equal(udpRequestName(40_000), 'an empty datagram');
});

test('what is left alone over TCP is left alone over UDP', () => {
	for (const port of neverSend) {
		assert.ok(udpNeverSend.has(port), `${port}`);
		assert.equal(udpRequest(port).length, 0);
	}
});

test('DNS: one question for the TXT record version.bind of class CHAOS (RFC 1035, 4.1)', () => {
	assert.deepEqual(question(53), { flags: 0x0100, labels: ['version', 'bind'], type: 16, class: 3 });
});

test('mDNS: one question for the kinds of services, to be answered to the asker alone (RFC 6762, 5.4)', () => {
	const labels = ['_services', '_dns-sd', '_udp', 'local'];
	assert.deepEqual(question(5353), { flags: 0, labels, type: 12, class: 0x8001 });
});

test('NetBIOS: one question for the node status of the name * (RFC 1002, 4.2.17)', () => {
	const { labels, ...rest } = question(137);
	assert.deepEqual(rest, { flags: 0, type: 0x21, class: 1 });
	assert.equal(labels.length, 1);
	const halves = [...Buffer.from(labels[0] ?? '')].map((letter) => letter - 0x41);
	const name = Array.from({ length: 16 }, (_, at) => ((halves[2 * at] ?? 0) << 4) | (halves[2 * at + 1] ?? 0));
	assert.deepEqual(name, [0x2a, ...Array(15).fill(0)]);
});

test('SNMP: version 3, reportable, and neither user nor engine (RFC 3414, 4)', () => {
	const [version, header, security, scoped, ...none] = sequenceOf(ber(udpRequest(161)));
	assert.deepEqual(version, { tag: 0x02, value: [3] });
	const [id, size, flags, model] = sequenceOf(header);
	assert.equal(Buffer.from(contentOf(size)).readUIntBE(0, 2) >= 484, true);
	assert.deepEqual([flags, model].map(contentOf), [[0x04], [3]]);
	const securityFields = sequenceOf(ber(Uint8Array.from(contentOf(security))));
	assert.deepEqual(securityFields.map(contentOf), [[], [0], [0], [], [], []]);
	const [engine, context, request] = sequenceOf(scoped);
	assert.deepEqual([engine, context].map(contentOf), [[], []]);
	assert.equal(request?.tag, 0xa0);
	assert.deepEqual(
		request?.items?.map(({ value, items }) => value ?? items),
		[contentOf(id), [0], [0], []],
	);
	assert.deepEqual(none, []);
});

test('CLDAP: one attribute of the rootDSE, without a sign-in (RFC 4511, 4.5.1)', () => {
	const [id, search, ...none] = sequenceOf(ber(udpRequest(389)));
	assert.deepEqual(contentOf(id), [1]);
	assert.equal(search?.tag, 0x63);
	const [base, scope, , , , typesOnly, filter, attributes] = search?.items ?? [];
	assert.deepEqual([base, scope, typesOnly].map(contentOf), [[], [0], [0]]);
	assert.equal(filter?.tag, 0x87);
	assert.equal(text(contentOf(filter)), 'objectClass');
	assert.deepEqual(
		attributes?.items?.map((attribute) => text(contentOf(attribute))),
		['supportedLDAPVersion'],
	);
	assert.deepEqual(none, []);
});

test('IPMI: Get Channel Authentication Capabilities outside of a session, with right checksums (IPMI 2.0, 13.8)', () => {
	const bytes = udpRequest(623);
	const message = [...bytes.subarray(14)];
	assert.deepEqual([...bytes.subarray(0, 4)], [0x06, 0x00, 0xff, 0x07]);
	assert.deepEqual([...bytes.subarray(4, 13)], Array(9).fill(0));
	assert.equal(bytes[13], message.length);
	assert.equal(sum(message.slice(0, 3)) % 256, 0);
	assert.equal(sum(message.slice(3)) % 256, 0);
	assert.deepEqual([message[0], message[1], message[3], message[5]], [0x20, 0x06 << 2, 0x81, 0x38]);
});

test('SLP: a service request whose lengths add up (RFC 2608, 8 and 8.1)', () => {
	const bytes = buffer(427);
	assert.deepEqual([bytes[0], bytes[1]], [2, 1]);
	assert.equal(bytes.readUIntBE(2, 3), bytes.length);
	const texts: string[] = [];
	for (let at = 12; at < bytes.length; ) {
		const length = bytes.readUInt16BE(at);
		texts.push(bytes.toString('ascii', at + 2, at + 2 + length));
		at += 2 + length;
	}
	assert.deepEqual(texts, ['en', '', 'service:service-agent', 'DEFAULT', '', '']);
});

test('portmapper: a call of procedure 0 of version 2, without credentials (RFC 5531, 9)', () => {
	const bytes = buffer(111);
	const words = Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(4 * at));
	assert.deepEqual(words.slice(1), [0, 2, 100000, 2, 0, 0, 0, 0, 0]);
});

test('TFTP: a read request and no write request (RFC 1350, 5)', () => {
	const bytes = buffer(69);
	assert.equal(bytes.readUInt16BE(0), 1);
	const [file, mode, end] = bytes.toString('ascii', 2).split('\0');
	assert.match(file ?? '', /doorcheck/);
	assert.deepEqual([mode, end], ['octet', '']);
});

test('NTP: a client of version 4, and no control or private mode (RFC 5905, 7.3)', () => {
	const bytes = udpRequest(123);
	assert.equal(bytes.length, 48);
	assert.deepEqual([((bytes[0] ?? 0) >> 3) & 7, (bytes[0] ?? 0) & 7], [4, 3]);
});

test('Kerberos: a request for a ticket that names nobody and proves nothing (RFC 4120, 5.4.1)', () => {
	const [request, ...none] = allBer(udpRequest(88));
	const fields = sequenceOf(request?.items?.[0]);
	assert.equal(request?.tag, 0x6a);
	// Version, kind and body, but no data that proves who asks, which would be in field 3.
	assert.deepEqual(
		fields.map(({ tag }) => tag),
		[0xa1, 0xa2, 0xa4],
	);
	assert.deepEqual(
		fields.slice(0, 2).map(({ items }) => contentOf(items?.[0])),
		[[5], [10]],
	);
	// No client, which would be in field 1.
	assert.deepEqual(
		sequenceOf(fields[2]?.items?.[0]).map(({ tag }) => tag),
		[0xa0, 0xa2, 0xa3, 0xa5, 0xa7, 0xa8],
	);
	assert.deepEqual(none, []);
});

test('IKE through address translation: the same offer behind four zeros (RFC 3948, 2.2)', () => {
	assert.deepEqual(buffer(4500), Buffer.concat([Buffer.alloc(4), buffer(500)]));
});

test('RakNet: a ping outside of a connection, which is not its first packet', () => {
	const bytes = buffer(19132);
	assert.equal(bytes.length, 1 + 8 + 16 + 8);
	assert.equal(bytes[0], 0x01);
	assert.equal(bytes.toString('hex', 9, 25), '00ffff00fefefefefdfdfdfd12345678');
});

test('Source engine: a question about the server, not about its players', () => {
	assert.equal(buffer(27015).toString('latin1'), '\xff\xff\xff\xffTSource Engine Query\0');
});

test('RIP: asks for one route, which is not the request for all (RFC 2453, 3.9.1)', () => {
	const bytes = buffer(520);
	assert.equal(bytes.length, 4 + 20);
	assert.deepEqual([bytes[0], bytes[1]], [1, 2]);
	assert.equal(bytes.readUInt16BE(4), 2, 'address family: IP, not the 0 that stands for the whole table');
	assert.equal(bytes.readUInt32BE(20), 16);
});

test('NAT-PMP asks for the address and maps nothing (RFC 6886, 3.2)', () => {
	assert.deepEqual([...udpRequest(5351)], [0, 0]);
});

test('XDMCP: a query, which begins no session, with no authentication names', () => {
	const bytes = buffer(177);
	assert.deepEqual([bytes.readUInt16BE(0), bytes.readUInt16BE(2)], [1, 2]);
	assert.equal(bytes.readUInt16BE(4), bytes.length - 6);
	assert.equal(bytes[6], 0);
});

test('QUIC: a long header of a reserved version that fills a first packet (RFC 8999, 5.1; RFC 9000, 14.1 and 15)', () => {
	const bytes = buffer(443);
	assert.ok(bytes.length >= 1200);
	assert.equal((bytes[0] ?? 0) & 0xc0, 0xc0);
	assert.equal(bytes.readUInt32BE(1) & 0x0f0f0f0f, 0x0a0a0a0a);
	const destination = bytes[5] ?? 0;
	const source = bytes[6 + destination] ?? 0;
	assert.ok(destination >= 8 && destination <= 20 && source <= 20);
});

test('IKE: an offer with an encryption for private use only, in payloads whose lengths add up (RFC 7296, 3)', () => {
	const bytes = buffer(500);
	assert.equal(bytes.readBigUInt64BE(8), 0n);
	assert.deepEqual([...bytes.subarray(17, 20)], [0x20, 34, 0x08]);
	assert.equal(bytes.readUInt32BE(24), bytes.length);
	const payloads = new Map<number, Buffer>();
	let [next, at] = [bytes[16] ?? 0, 28];
	while (next !== 0) {
		const end = at + bytes.readUInt16BE(at + 2);
		payloads.set(next, bytes.subarray(at + 4, end));
		[next, at] = [bytes[at] ?? 0, end];
	}
	assert.equal(at, bytes.length);
	assert.deepEqual([...payloads.keys()], [33, 34, 40]);
	assert.deepEqual(transforms(payloads.get(33)), [
		[1, 65_000],
		[2, 5],
		[3, 12],
		[4, 31],
	]);
	assert.equal(payloads.get(34)?.readUInt16BE(0), 31);
	assert.equal(payloads.get(34)?.length, 4 + 32);
	assert.equal(payloads.get(40)?.length, 32);
});

test('OpenVPN: a hard reset of a client, the first packet of its session', () => {
	const bytes = buffer(1194);
	assert.equal(bytes.length, 1 + 8 + 1 + 4);
	assert.equal(bytes[0], 7 << 3);
	assert.equal(bytes.readUIntBE(9, 5), 0);
});

test('RDP over UDP: a SYN filled up to the size it announces ([MS-RDPEUDP], 3.1.5.1.1)', () => {
	const bytes = buffer(3389);
	assert.equal(bytes.readInt32BE(0), -1);
	assert.equal(bytes.readUInt16BE(6), 0x0001);
	assert.deepEqual([bytes.readUInt16BE(12), bytes.readUInt16BE(14)], [bytes.length, bytes.length]);
	assert.ok(bytes.length >= 1132 && bytes.length <= 1232);
});

test('STUN: a binding request without attributes (RFC 8489, 5)', () => {
	const bytes = buffer(3478);
	assert.equal(bytes.length, 20);
	assert.deepEqual([bytes.readUInt16BE(0), bytes.readUInt16BE(2), bytes.readUInt32BE(4)], [1, 0, 0x2112a442]);
});

test('CoAP: an empty confirmable message (RFC 7252, 4.2)', () => {
	assert.deepEqual([...udpRequest(5683).subarray(0, 2)], [0x40, 0x00]);
	assert.equal(udpRequest(5683).length, 4);
});

test('memcached: version, not stats, in a frame of one datagram', () => {
	const bytes = buffer(11211);
	assert.deepEqual([bytes.readUInt16BE(2), bytes.readUInt16BE(4), bytes.readUInt16BE(6)], [0, 1, 0]);
	assert.equal(bytes.toString('ascii', 8), 'version\r\n');
});

test('SIP: an OPTIONS request with all fields it must have, which no proxy passes on (RFC 3261, 8.1.1 and 16.3)', () => {
	const { first, fields } = headed(5060);
	assert.match(first, /^OPTIONS sip:\S+\.invalid SIP\/2\.0$/);
	assert.match(fields.get('via') ?? '', /^SIP\/2\.0\/UDP \S+;branch=z9hG4bK[\w-]+;rport$/);
	assert.match(fields.get('from') ?? '', /;tag=\w/);
	assert.match(fields.get('cseq') ?? '', /^\d+ OPTIONS$/);
	assert.equal(fields.get('max-forwards'), '0');
	assert.equal(fields.get('content-length'), '0');
	for (const name of ['to', 'call-id']) assert.ok(fields.get(name), name);
});

test('SSDP: a search for root devices, not for all that there is', () => {
	const { first, fields } = headed(1900);
	assert.equal(first, 'M-SEARCH * HTTP/1.1');
	assert.deepEqual(
		['man', 'mx', 'st'].map((name) => fields.get(name)),
		['"ssdp:discover"', '1', 'upnp:rootdevice'],
	);
});

test('WS-Discovery: a probe in well-formed XML with the header fields it must have', () => {
	const xml = buffer(3702).toString('ascii');
	assert.deepEqual(elements(xml), [
		...['soap:Envelope', 'soap:Header', 'wsa:To', 'wsa:Action', 'wsa:MessageID', 'soap:Body', 'wsd:Probe'],
	]);
	assert.match(xml, /<wsa:MessageID>urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</);
	assert.match(xml, /<wsa:Action>http:\/\/schemas\.xmlsoap\.org\/ws\/2005\/04\/discovery\/Probe</);
});

describe('real servers answer', () => {
	const servers: readonly Server[] = [
		{
			usual: 53,
			command: 'dnsmasq',
			args: (port) => ['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', `--port=${port}`],
			answer: /version.bind.+dnsmasq/s,
		},
		{
			usual: 161,
			command: 'snmpd',
			args: (port) => ['-f', '-Lo', '-C', '-c', '/dev/null', `udp:127.0.0.1:${port}`],
			// usmStatsUnknownEngineIDs, 1.3.6.1.6.3.15.1.1.4.0 (RFC 3414, section 5).
			answer: /\x06\x0a\x2b\x06\x01\x06\x03\x0f\x01\x01\x04\x00/,
		},
		{
			usual: 11211,
			command: 'memcached',
			args: (port) => ['-u', 'nobody', '-l', '127.0.0.1', '-p', '0', '-U', String(port)],
			answer: /VERSION \d/,
		},
		{
			usual: 3478,
			command: 'turnserver',
			args: (port) => ['-n', '-S', '-L', '127.0.0.1', '-p', String(port), '--no-cli', '--log-file=stdout'],
			answer: /^\x01\x01/,
		},
	];
	for (const server of servers) {
		test(`${server.command}, asked with ${udpRequestName(server.usual)}`, {
			skip: absent(server.command),
		}, async () => {
			assert.match(await answerOf(server), server.answer);
		});
	}
});

interface Server {
	readonly usual: number;
	readonly command: string;
	readonly args: (port: number) => readonly string[];
	readonly answer: RegExp;
}

function absent(command: string): string | false {
	const found = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${command}`]).status === 0;
	return found ? false : `${command} is not installed`;
}

/** Starts the server and asks it until it answers, for at most 20 s. */
async function answerOf({ usual, command, args }: Server): Promise<string> {
	const port = await freePort();
	const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin` };
	const server: ChildProcess = spawn(command, args(port), { stdio: 'ignore', env });
	const socket = createSocket('udp4');
	// While the server isn't there yet, asking it is refused.
	socket.on('error', () => {});
	const answer = once(socket, 'message').then(([bytes]: Buffer[]) => bytes?.toString('latin1') ?? '');
	try {
		for (let asked = 0; asked < 200; asked++) {
			socket.send(udpRequest(usual), port, '127.0.0.1');
			const heard = await Promise.race([answer, sleep(100)]);
			if (heard !== undefined) return heard;
		}
		throw new Error(`${command} did not answer (exit code ${server.exitCode})`);
	} finally {
		socket.close();
		server.kill('SIGKILL');
	}
}

async function freePort(): Promise<number> {
	const socket = createSocket('udp4');
	socket.bind(0, '127.0.0.1');
	await once(socket, 'listening');
	const { port } = socket.address();
	socket.close();
	return port;
}

function buffer(port: number): Buffer {
	return Buffer.from(udpRequest(port));
}

function text(bytes: readonly number[]): string {
	return Buffer.from(bytes).toString('ascii');
}

function sum(bytes: readonly number[]): number {
	return bytes.reduce((total, byte) => total + byte, 0);
}

/** The one question of a DNS message (RFC 1035, section 4.1). */
function question(port: number): {
	readonly flags: number;
	readonly labels: readonly string[];
	readonly type: number;
	readonly class: number;
} {
	const bytes = buffer(port);
	assert.deepEqual(
		[4, 6, 8, 10].map((at) => bytes.readUInt16BE(at)),
		[1, 0, 0, 0],
	);
	const labels: string[] = [];
	let at = 12;
	for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
		labels.push(bytes.toString('ascii', at + 1, at + 1 + length));
		at += 1 + length;
	}
	assert.equal(bytes.length, at + 5);
	return { flags: bytes.readUInt16BE(2), labels, type: bytes.readUInt16BE(at + 1), class: bytes.readUInt16BE(at + 3) };
}

interface Element {
	readonly tag: number;
	readonly value?: readonly number[];
	readonly items?: readonly Element[];
}

/** The one element that fills `bytes` (X.690, section 8.1). */
function ber(bytes: Uint8Array): Element {
	const [element, ...none] = allBer(bytes);
	assert.deepEqual(none, []);
	assert.ok(element);
	return element;
}

function allBer(bytes: Uint8Array): readonly Element[] {
	const elements: Element[] = [];
	for (let at = 0; at < bytes.length; ) {
		const [tag = 0, length = 0] = bytes.subarray(at);
		assert.ok(length < 0x80 && at + 2 + length <= bytes.length, 'a length in the short form that fits');
		const content = bytes.subarray(at + 2, at + 2 + length);
		elements.push((tag & 0x20) !== 0 ? { tag, items: allBer(content) } : { tag, value: [...content] });
		at += 2 + length;
	}
	return elements;
}

function sequenceOf(element: Element | undefined): readonly Element[] {
	assert.equal(element?.tag, 0x30);
	return element?.items ?? [];
}

function contentOf(element: Element | undefined): readonly number[] {
	assert.ok(element?.value);
	return element.value;
}

/** Type and number of each transform of an SA payload with one proposal (RFC 7296, section 3.3). */
function transforms(payload: Buffer | undefined): readonly (readonly [type: number, id: number])[] {
	assert.ok(payload);
	assert.equal(payload.readUInt16BE(2), payload.length);
	const count = payload[7] ?? 0;
	assert.equal(payload.length, 8 + 8 * count);
	return Array.from({ length: count }, (_, index) => {
		const transform = payload.subarray(8 + 8 * index, 16 + 8 * index);
		assert.equal(transform[0], index < count - 1 ? 3 : 0);
		assert.equal(transform.readUInt16BE(2), 8);
		return [transform[4] ?? 0, transform.readUInt16BE(6)];
	});
}

/** A message of a first line, fields and no body, as HTTP and SIP have it. */
function headed(port: number): { readonly first: string; readonly fields: ReadonlyMap<string, string> } {
	const message = buffer(port).toString('ascii');
	assert.match(message, /^[^\r\n]+\r\n(?:[^\r\n]+\r\n)+\r\n$/);
	const [first = '', ...lines] = message.trimEnd().split('\r\n');
	const fields = lines.map((line) => {
		const [, name = '', value = ''] = /^([\w-]+): (.+)$/.exec(line) ?? [];
		return [name.toLowerCase(), value] as const;
	});
	return { first, fields: new Map(fields) };
}

/** Names of all elements in the order of their start tags; fails unless each is closed where it should be. */
function elements(xml: string): readonly string[] {
	const names: string[] = [];
	const open: string[] = [];
	for (const [, close, name = '', self] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
		if (close) {
			assert.equal(open.pop(), name);
			continue;
		}
		names.push(name);
		if (!self) open.push(name);
	}
	assert.deepEqual(open, []);
	return names;
}
