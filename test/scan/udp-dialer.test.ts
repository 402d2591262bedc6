import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { after, afterEach, describe, test } from 'node:test';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../../source/scan/outcome.ts';
import { UdpDialer } from '../../source/scan/udp-dialer.ts';
import { udpRequest } from '../../source/scan/udp-requests.ts';

const dialer = new UdpDialer();
after(() => dialer.close());

/** Far longer than anything on loopback takes. */
const patience = 20_000;

const servers: Socket[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) server.close();
});

for (const address of ['127.0.0.1', '::1']) {
	describe(address, { skip: unavailable(address) }, () => {
		test('a port that answers is open, even when the answer is empty', async () => {
			const wordy = await listen({ address, answer: 'here' });
			const terse = await listen({ address, answer: '' });
			assert.equal((await outcome(address, wordy.port)).outcome, 'open');
			assert.equal((await outcome(address, terse.port)).outcome, 'open');
		});

		test('a port that nobody listens on is closed', async () => {
			assert.equal((await outcome(address, await unusedPort(address))).outcome, 'closed');
		});

		test('a port that takes the request and says nothing is silent, after the timeout and no sooner', async () => {
			const mute = await listen({ address });
			const { outcome: ended, rttMs } = await outcome(address, mute.port, 120);
			assert.equal(ended, 'silent');
			assert.ok(rttMs >= 120, `${rttMs}`);
			assert.equal(mute.heard.length, 1);
		});
	});
}

test('many at once all end, each as its port does', async () => {
	const expected = new Map<number, Outcome>();
	for (let count = 0; count < 60; count++) {
		expected.set((await listen({ answer: 'here' })).port, 'open');
		expected.set((await listen({})).port, 'silent');
	}
	const dialed = [...expected.keys()];
	const ended = await Promise.all(dialed.map((port) => outcome('127.0.0.1', port, 2_000)));
	assert.deepEqual(new Map(dialed.map((port, index) => [port, ended[index]?.outcome])), expected);
});

test('the end is told once, and never before dial returns', async () => {
	const { port } = await listen({ answer: 'here', times: 3 });
	let returned = false;
	const ends: [Outcome, boolean][] = [];
	for (const dialed of [port, await unusedPort(), 47808]) {
		returned = false;
		dialer.dial({ address: '127.0.0.1', family: 4 }, dialed, 200, (ended) => ends.push([ended, returned]));
		returned = true;
	}
	while (ends.length < 3) await sleep(10);
	await sleep(100);
	assert.deepEqual(ends.map(([ended]) => ended).toSorted(), ['closed', 'open', 'silent']);
	assert.ok(ends.every(([, afterReturn]) => afterReturn));
});

test('a port gets the request of its protocol, and one only', async (context) => {
	const server = await listenOn('127.0.68.1', 5353).catch(() => undefined);
	if (server === undefined) return context.skip("127.0.68.1 can't be listened on");
	await outcome('127.0.68.1', 5353, 100);
	assert.deepEqual(
		server.heard.map((bytes) => bytes.toString('hex')),
		[Buffer.from(udpRequest(5353)).toString('hex')],
	);
});

test('nothing at all is sent to control systems', async (context) => {
	const server = await listenOn('127.0.68.1', 47808).catch(() => undefined);
	if (server === undefined) return context.skip("127.0.68.1 can't be listened on");
	assert.equal((await outcome('127.0.68.1', 47808, 100)).outcome, 'silent');
	await sleep(50);
	assert.deepEqual(server.heard, []);
});

test('an answer from another port counts where servers of the protocol answer so, and nowhere else', async (context) => {
	const [upnp, mdns] = await Promise.all([1900, 5353].map((port) => listenOn('127.0.68.1', port, true))).catch(
		() => [],
	);
	if (upnp === undefined || mdns === undefined) return context.skip("127.0.68.1 can't be listened on");
	assert.equal((await outcome('127.0.68.1', 1900)).outcome, 'open');
	assert.equal((await outcome('127.0.68.1', 5353, 300)).outcome, 'silent');
	assert.equal(mdns.heard.length, 1);
});

test('a closed port whose protocol answers from any port is closed', async (context) => {
	if (unavailable('127.0.68.1')) return context.skip("127.0.68.1 can't be listened on");
	assert.equal((await outcome('127.0.68.1', 1900)).outcome, 'closed');
});

describe('while this process stands still', () => {
	test('an answer that arrives beats the timeout', async () => {
		assert.equal(await outcomeOfStandingStill({ answerAfter: 0, timeoutMs: 10, standStill: 30 }), 'open');
		assert.equal(await outcomeOfStandingStill({ answerAfter: 0, timeoutMs: 40, standStill: 400 }), 'open');
	});

	test('the timeout stands still too', async () => {
		assert.equal(await outcomeOfStandingStill({ answerAfter: 900, timeoutMs: 600, standStill: 800 }), 'open');
	});
});

describe('close', () => {
	test('in mid-flight ends all attempts without a word and leaves nothing open', async () => {
		const mute = await listen({});
		const script = `
			const { setTimeout: sleep } = await import('node:timers/promises');
			let closed = false;
			let late = 0;
			const closeAfter = (ticks, resolve) => {
				if (ticks > 0) return process.nextTick(closeAfter, ticks - 1, resolve);
				dialer.close();
				closed = true;
				resolve();
			};
			// At whatever step they are.
			for (let ticks = 0; ticks < 30; ticks++) {
				for (const port of [${mute.port}, 9, 1900, 47808]) {
					dialer.dial({ address: '127.0.0.1', family: 4 }, port, 50, () => { if (closed) late++; });
				}
				if (ticks > 20) await sleep(ticks - 20);
				await new Promise((resolve) => closeAfter(ticks, resolve));
				await sleep(ticks === 29 ? 200 : 5);
				closed = false;
			}
			print([late, process.getActiveResourcesInfo().filter((kind) => /UDP|Timeout|Immediate/.test(kind))]);`;
		assert.deepEqual(inProcess([], script), [0, []]);
	});

	test('is not the end of the dialer', async () => {
		const mine = new UdpDialer();
		mine.close();
		const { port } = await listen({ answer: 'here' });
		const ended = new Promise((resolve) => mine.dial({ address: '127.0.0.1', family: 4 }, port, patience, resolve));
		assert.equal(await ended, 'open');
		mine.close();
	});
});

test('without a free file descriptor the trouble is local', { skip: process.platform === 'win32' }, () => {
	const script = `
		const { openSync } = await import('node:fs');
		await ended('127.0.0.1', 9);
		try { for (;;) openSync('/dev/null'); } catch {}
		print([await ended('127.0.0.1', 9), await ended('127.0.0.1', 1900)]);`;
	assert.deepEqual(inProcess(['sh', '-c', 'ulimit -n 200; exec "$@"', 'sh'], script), ['local', 'local']);
});

describe('in a network of its own', { skip: missing('unshare', 'ip', 'nft', 'sysctl') }, () => {
	test('what a firewall does with the request shows in the outcome', () => {
		const rules: readonly (readonly [port: number, rule: string, ipv4: Outcome, ipv6: Outcome])[] = [
			[1001, 'drop', 'silent', 'silent'],
			[1002, 'reject with icmpx type port-unreachable', 'closed', 'closed'],
			[1003, 'reject with icmpx type admin-prohibited', 'rejected', 'rejected'],
			[1004, 'meta nfproto ipv4 reject with icmp type net-prohibited', 'rejected', 'closed'],
			[1005, 'meta nfproto ipv4 reject with icmp type host-prohibited', 'rejected', 'closed'],
			[1006, 'meta nfproto ipv4 reject with icmp type prot-unreachable', 'rejected', 'closed'],
			[1007, 'meta nfproto ipv6 reject with icmpv6 type policy-fail', 'closed', 'rejected'],
			// The system keeps these two to itself.
			[1008, 'reject with icmpx type host-unreachable', 'silent', 'silent'],
			[1009, 'reject with icmpx type no-route', 'silent', 'silent'],
		];
		const input = rules.map(([port, rule]) => `nft add rule inet f in udp dport ${port} ${rule}`);
		const seen = inNetwork(
			[
				'sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0',
				'nft add table inet f',
				'nft add chain inet f in "{ type filter hook input priority 0; }"',
				'nft add chain inet f out "{ type filter hook output priority 0; }"',
				...input,
				'nft add rule inet f out udp dport 1010 drop',
			],
			`const ports = ${JSON.stringify([...rules.map(([port]) => port), 1010])};
			const all = (address) => Promise.all(ports.map((port) => ended(address, port, 500)));
			print(await Promise.all(['127.0.0.1', '::1'].map(all)));`,
		);
		assert.deepEqual(seen, [
			[...rules.map(([, , ipv4]) => ipv4), 'rejected'],
			[...rules.map(([, , , ipv6]) => ipv6), 'rejected'],
		]);
	});

	test('without a way to the address it is unreachable', () => {
		const script =
			"print(await Promise.all(['192.0.2.1', '2001:db8::1', 'fe80::1'].map((address) => ended(address, 9))));";
		assert.deepEqual(inNetwork([], script), ['unreachable', 'unreachable', 'unreachable']);
		const withoutIpv6 = ['sysctl -qw net.ipv6.conf.all.disable_ipv6=1'];
		assert.deepEqual(inNetwork(withoutIpv6, script), ['unreachable', 'unreachable', 'unreachable']);
	});

	test('a request that would meet itself is not sent', () => {
		const onlyPort = ['sysctl -qw net.ipv4.ip_local_port_range="40000 40000"'];
		assert.deepEqual(
			inNetwork(
				onlyPort,
				"print([await ended('127.0.0.1', 40000), await ended('::1', 40000), await ended('127.0.0.1', 40001)]);",
			),
			['self', 'self', 'closed'],
		);
	});

	test('two attempts that would meet each other find nothing open', () => {
		const twoPorts = ['sysctl -qw net.ipv4.ip_local_port_range="40000 40001"'];
		const script = `const seen = [];
			for (let round = 0; round < 20; round++) {
				seen.push(...(await Promise.all([40000, 40001].map((port) => ended('127.0.0.1', port, 50)))));
			}
			print([seen.includes('open'), seen.includes('self')]);`;
		assert.deepEqual(inNetwork(twoPorts, script), [false, true]);
	});

	test('what a stranger sends is no answer', () => {
		const onlyPort = ['sysctl -qw net.ipv4.ip_local_port_range="40000 40000"'];
		const script = `
			const { createSocket } = await import('node:dgram');
			const bound = (port, address) => new Promise((resolve) => {
				const socket = createSocket('udp4').on('error', () => {});
				socket.bind(port, address, () => resolve(socket));
			});
			const intruded = async (port) => {
				const mute = await bound(port, '127.0.0.1');
				const stranger = await bound(port, '127.0.0.2');
				await new Promise((connected) => stranger.connect(40000, '127.0.0.1', connected));
				const attempt = ended('127.0.0.1', port, 200);
				// At each step: before the socket is connected it takes datagrams from everyone.
				const intrude = (times) => {
					// The first may only fetch the refusal of the one before.
					for (let twice = 0; twice < 2; twice++) stranger.send('here', () => {});
					if (times > 0) process.nextTick(intrude, times - 1);
				};
				intrude(30);
				const outcome = await attempt;
				mute.close();
				stranger.close();
				return outcome;
			};
			print([await intruded(50001), await intruded(1900)]);`;
		assert.deepEqual(inNetwork(onlyPort, script), ['silent', 'silent']);
	});

	test('a port that an attempt had is like any other when the attempt has ended', () => {
		const twoPorts = ['sysctl -qw net.ipv4.ip_local_port_range="40000 40001"'];
		const script = `
			const { createSocket } = await import('node:dgram');
			for (let round = 0; round < 20; round++) await ended('127.0.0.1', 9);
			const server = createSocket('udp4').bind(40000, '127.0.0.1');
			server.on('message', (_, { port, address }) => server.send('here', port, address));
			print(await ended('127.0.0.1', 40000));
			server.close();`;
		assert.equal(inNetwork(twoPorts, script), 'open');
	});

	test('a TFTP server that answers from a port of its own is found open', () => {
		const script = `
			const { createSocket } = await import('node:dgram');
			const server = createSocket('udp6').bind(69);
			server.on('message', (request, { port, address }) => {
				const transfer = createSocket('udp6');
				transfer.send(Buffer.from('\\0\\x05\\0\\x01no such file\\0'), port, address, () => transfer.close());
			});
			print([await ended('127.0.0.1', 69), await ended('::1', 69)]);
			server.close();`;
		assert.deepEqual(inNetwork([], script), ['open', 'open']);
	});
});

function outcome(address: string, port: number, timeoutMs = patience): Promise<{ outcome: Outcome; rttMs: number }> {
	return new Promise((resolve) => {
		dialer.dial({ address, family: address.includes(':') ? 6 : 4 }, port, timeoutMs, (ended, rttMs) =>
			resolve({ outcome: ended, rttMs }),
		);
	});
}

/** How an attempt ends that this process sleeps through; the server, on a thread of its own, answers after a while. */
async function outcomeOfStandingStill(times: {
	readonly answerAfter: number;
	readonly timeoutMs: number;
	readonly standStill: number;
}): Promise<Outcome> {
	const server = new Worker(
		`const { parentPort } = require('node:worker_threads');
		const socket = require('node:dgram').createSocket('udp4');
		socket.on('message', (_, { port, address }) => {
			setTimeout(() => socket.send('here', port, address), ${times.answerAfter});
		});
		socket.bind(0, '127.0.0.1', () => parentPort.postMessage(socket.address().port));`,
		{ eval: true },
	);
	const [port]: number[] = await once(server, 'message');
	assert.ok(port);
	const ended = outcome('127.0.0.1', port, times.timeoutMs);
	// By then the request is on its way.
	await nextTurn();
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, times.standStill);
	const { outcome: seen } = await ended;
	await server.terminate();
	return seen;
}

interface Listener {
	readonly port: number;
	readonly heard: readonly Buffer[];
}

/** A server on a free port that keeps what it hears, and answers when it has an answer. */
async function listen(options: { address?: string; answer?: string; times?: number }): Promise<Listener> {
	const { address = '127.0.0.1', answer, times = 1 } = options;
	return start(address, 0, (server, from) => {
		if (answer === undefined) return;
		for (let count = 0; count < times; count++) server.send(answer, from.port, from.address);
	});
}

/** A server on a port of an address of its own; silent, or answering from another port. Rejects when that is taken. */
async function listenOn(address: string, port: number, elsewhere = false): Promise<Listener> {
	return start(address, port, (_, from) => {
		if (!elsewhere) return;
		const other = createSocket('udp4');
		other.bind(0, address, () => other.send('here', from.port, from.address, () => other.close()));
	});
}

async function start(
	address: string,
	port: number,
	onRequest: (server: Socket, from: RemoteInfo) => void,
): Promise<Listener> {
	const server = createSocket(address.includes(':') ? 'udp6' : 'udp4');
	const heard: Buffer[] = [];
	server.on('message', (bytes, from) => {
		heard.push(bytes);
		onRequest(server, from);
	});
	server.bind(port, address);
	await once(server, 'listening');
	servers.push(server);
	return { port: server.address().port, heard };
}

async function unusedPort(address = '127.0.0.1'): Promise<number> {
	const { port } = await listen({ address });
	const server = servers.pop();
	server?.close();
	return port;
}

/** Why this address can't be used here, for a test's `skip`. */
function unavailable(address: string): string | false {
	const script = `require('dgram').createSocket(${address.includes(':') ? "'udp6'" : "'udp4'"}).bind(0, '${address}', process.exit)`;
	return spawnSync(process.execPath, ['-e', script]).status === 0 ? false : `${address} can't be listened on`;
}

function missing(...names: readonly string[]): string | false {
	if (process.getuid?.() !== 0) return 'needs root for a network namespace';
	const absent = names.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0);
	if (absent.length > 0) return `not installed: ${absent.join(', ')}`;
	return spawnSync('unshare', ['-n', 'true']).status === 0 ? false : 'this system gives no network namespace';
}

/** Runs a script (see `inProcess`) in a network namespace with loopback up, after the shell commands of `setup`. */
function inNetwork(setup: readonly string[], script: string): unknown {
	const shell = ['set -e', 'ip link set lo up', ...setup, 'exec "$@"'].join('\n');
	return inProcess(['unshare', '-n', 'sh', '-c', shell, 'sh'], script);
}

/** Runs a script in a process started by `command`; there, `ended` dials a port, and `print` gives its result. */
function inProcess(command: readonly string[], script: string): unknown {
	const whole = `
		const { UdpDialer } = await import('./source/scan/udp-dialer.ts');
		const dialer = new UdpDialer();
		const ended = (address, port, timeoutMs = ${patience}) => new Promise((resolve) =>
			dialer.dial({ address, family: address.includes(':') ? 6 : 4 }, port, timeoutMs, resolve));
		const print = (result) => process.stdout.write(JSON.stringify(result));
		${script}
		dialer.close();`;
	const node = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', whole];
	const [file = '', ...args] = [...command, ...node];
	const { status, stdout, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: 60_000 });
	assert.equal(status, 0, stderr);
	return JSON.parse(stdout);
}
