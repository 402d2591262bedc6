import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { after, before, test } from 'node:test';
import { recheck } from '../../source/check.ts';
import type { CheckEvent } from '../../source/model.ts';
import { doorcheck, reportOf } from './run.ts';

/** Ports of this machine: one that answers whatever it gets, one that takes it and keeps silent, one without anybody. */
let [answering, silent, closed] = [0, 0, 0];
const sockets: Socket[] = [];

before(async () => {
	answering = await listen((socket) =>
		socket.on('message', (_, { port, address }) => socket.send('heard', port, address)),
	);
	silent = await listen(() => {});
	closed = await listen(() => {});
	sockets.pop()?.close();
});
after(() => {
	for (const socket of sockets) {
		socket.close();
	}
});

const hasty = ['--timeout', '150', '--attempts', '2'];

test('UDP ports are open, closed, or without an answer, and no TCP port is asked along', async () => {
	const ports = [answering, silent, closed].map((port) => `${port}/udp`).join(',');
	const { report, code } = await reportOf(['127.0.0.1', '-p', ports, ...hasty]);
	const [host] = report.hosts;
	const [address] = host?.addresses ?? [];
	assert.deepEqual(address?.counts, { open: 1, closed: 1, filtered: 0, 'open|filtered': 1, undecided: 0 });
	assert.deepEqual(address?.udp, address?.counts);
	assert.deepEqual(
		host?.findings.map(({ port, protocol, state }) => ({ port, protocol, state })),
		[{ port: answering, protocol: 'udp', state: 'open' }],
	);
	assert.equal(code, 0);
});

test('silence alone is no reason to look again, and is called what it is', async () => {
	const { stdout, code } = await doorcheck(['127.0.0.1', '-p', `${silent}/udp`, '--fail-on', 'low', ...hasty]);
	assert.match(stdout, /^Ready: no open door was found$/m);
	assert.match(stdout.replace(/\s+/g, ' '), /No answer from one UDP port: over UDP, a service that keeps silent and/);
	assert.match(stdout.replace(/\s+/g, ' '), /1 UDP port: 0 open, 0 closed, 1 gave no answer \(open or filtered\)/);
	assert.equal(code, 0);
});

test('an open UDP port counts for --fail-on', async () => {
	const { stdout, code } = await doorcheck(['127.0.0.1', '-p', `${answering}/udp`, '--fail-on', 'medium', ...hasty]);
	assert.match(stdout, new RegExp(`Unknown service on ${answering}/udp is reachable`));
	assert.equal(code, 1);
});

test('what happens at UDP ports is told with the protocol and the state', async () => {
	const ports = `${answering}/udp,${silent}/udp`;
	const { stdout } = await doorcheck(['127.0.0.1', '-p', ports, '--format', 'ndjson', ...hasty]);
	const events = stdout
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as CheckEvent);
	const told = events.flatMap((event) => (event.type === 'open' || event.type === 'ports' ? [event] : []));
	assert.ok(told.every(({ protocol }) => protocol === 'udp'));
	assert.ok(told.some((event) => event.type === 'open' && event.port === answering));
	assert.ok(
		told.some((event) => event.type === 'ports' && event.state === 'open|filtered' && event.ports.includes(silent)),
	);
});

test('ports that nothing is ever sent to have no state, and one note names them', async () => {
	const ports = `${closed}/udp,515/udp,47808/udp`;
	const { report, code } = await reportOf(['127.0.0.1', '-p', ports, ...hasty]);
	const [address] = report.hosts[0]?.addresses ?? [];
	assert.deepEqual(address?.udp, { open: 0, closed: 1, filtered: 0, 'open|filtered': 0, undecided: 0 });
	assert.equal(address?.notes.filter((note) => /^UDP ports 515, 47808: left alone/.test(note)).length, 1);
	assert.equal(code, 0);
});

test('what answers at a UDP port is looked at, in a check and when it is checked again', {
	skip: process.getuid?.() === 0 ? false : 'needs root',
}, async () => {
	const server = createSocket('udp4');
	sockets.push(server);
	server.on('message', (query, { port, address }) => {
		// The same message as a refusal.
		const reply = Buffer.from(query);
		reply.writeUInt16BE(0x8405, 2);
		server.send(reply, port, address);
	});
	await new Promise<void>((resolve) => server.bind(53, '127.0.53.1', resolve));
	const { report } = await reportOf(['127.0.53.1', '-p', '53/udp', ...hasty]);
	const [finding] = report.hosts[0]?.findings ?? [];
	assert.deepEqual(
		[finding?.service.id, finding?.service.confidence, finding?.evidence[0]],
		['dns', 'confirmed', 'version.bind answered: REFUSED'],
	);
	const without = await reportOf(['127.0.53.1', '-p', '53/udp', '--no-identify', ...hasty]);
	assert.equal(without.report.hosts[0]?.findings[0]?.service.confidence, 'assumed');
	const again: CheckEvent[] = [];
	const place = {
		address: { address: '127.0.53.1', family: 4 },
		port: 53,
		protocol: 'udp',
		host: '127.0.53.1',
	} as const;
	for await (const event of recheck({ timeoutMs: 500, identify: true }, { ...place, witnesses: [] })) again.push(event);
	assert.deepEqual(
		again.map(({ type }) => type),
		['open', 'identified'],
	);
});

/** A UDP socket of the loopback address; gives its port. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
	const socket = createSocket('udp4');
	sockets.push(socket);
	serve(socket);
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	return socket.address().port;
}
