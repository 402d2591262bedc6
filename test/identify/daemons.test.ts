import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import type { Identity } from '../../source/model.ts';
import { type Daemon, startDaemon, unavailable } from './daemon.ts';
import {
	certificateName,
	type DaemonCases,
	type Expectation,
	type TcpExpectation,
	type UdpExpectation,
} from './daemon-case.ts';
import { modulesIn } from './modules-in.ts';
import { type ScriptedServer, startServer } from './scripted-server.ts';
import { relayDatagrams, startUdpServer } from './scripted-udp-server.ts';

const mayListenAnywhere = process.getuid?.() === 0;

const cases = (await modulesIn<DaemonCases>('daemons')).flatMap(({ content }) => Object.entries(content));

for (const [name, { recipe, doors }] of cases) {
	describe(name, { skip: unavailable(recipe) }, () => {
		let daemon: Daemon;
		before(async () => {
			daemon = await startDaemon(name, recipe);
		});
		after(() => daemon?.stop());

		for (const expected of doors) {
			const { door, usualPort } = expected;
			const cannotListen = usualPort < 1024 && !mayListenAnywhere ? 'needs root' : false;
			if (expected.protocol === 'udp') {
				test(`is identified on its usual UDP port ${usualPort} (${door}), at once`, { skip: cannotListen }, (t) =>
					lookOverUdp(daemon, expected, (text) => t.diagnostic(text)),
				);
				continue;
			}
			const { connections } = expected;
			test(`is identified on its usual port ${usualPort} (${door}), at once`, { skip: cannotListen }, async (t) => {
				await look(daemon, expected, usualPort, connections.usual, 2500, (text) => t.diagnostic(text));
			});
			const { elsewhere } = connections;
			if (elsewhere === undefined) continue;
			test(`is identified on a port that suggests nothing (${door})`, async (t) => {
				await look(daemon, expected, undefined, elsewhere, 4000, (text) => t.diagnostic(text));
			});
		}
	});
}

/** Identifies the daemon through a relay that listens on `port` and counts connections. */
async function look(
	daemon: Daemon,
	expected: TcpExpectation,
	port: number | undefined,
	connections: number,
	withinMs: number,
	report: (text: string) => void,
): Promise<void> {
	const { door, secure, ask = [] } = expected;
	const relay = await relayTo(daemon.ports[door] ?? 0, port);
	try {
		const start = performance.now();
		const { address, port: relayPort } = relay;
		const found = await identify({ address, family: 4, port: relayPort, serverName: certificateName, ask });
		const ms = performance.now() - start;
		report(`${door} on ${port ?? 'another port'}: ${ms.toFixed(0)} ms, ${relay.connections()} connections`);
		assert.ok(found, 'identified');
		assertIdentity(found, expected, daemon);
		if (found.tls) {
			assert.deepEqual([found.tls.selfSigned, found.tls.nameMatches, found.tls.daysLeft], [true, true, 60]);
			assert.deepEqual(found.tls.names, [certificateName, '127.0.0.1']);
			assert.equal(found.tls.subject, `CN=${certificateName}, O=Doorcheck tests`);
		}
		const saysSo = ['https', 'imaps', 'pop3s', 'postgresql'].includes(found.service);
		assert.equal(found.tls !== undefined, secure ?? saysSo);
		assert.equal(relay.connections(), connections, 'connections');
		assert.ok(ms < withinMs, `${ms} ms`);
	} finally {
		await relay.close();
	}
}

/** Identifies the daemon through a relay that listens on its usual port and counts datagrams. */
async function lookOverUdp(daemon: Daemon, expected: UdpExpectation, report: (text: string) => void): Promise<void> {
	const { door, usualPort, requests } = expected;
	const upstream = { port: daemon.ports[door] ?? 0, address: '127.0.0.1' };
	const relay = await startUdpServer(usualPort, relayDatagrams(upstream));
	try {
		const start = performance.now();
		const found = await identify({ address: relay.address, family: 4, port: usualPort, protocol: 'udp' });
		const ms = performance.now() - start;
		report(`${door} on ${usualPort}/udp: ${ms.toFixed(0)} ms, ${relay.requests.length} requests`);
		assert.ok(found, 'identified');
		assertIdentity(found, expected, daemon);
		assert.equal(relay.questions(), requests, 'requests');
		assert.ok(ms < 2500, `${ms} ms`);
	} finally {
		await relay.close();
	}
}

function assertIdentity(found: Identity, { identity, evidence, tellsVersion }: Expectation, daemon: Daemon): void {
	for (const [field, value] of Object.entries(identity)) assert.equal(found[field as keyof Identity], value, field);
	if (evidence)
		assert.ok(
			found.evidence.some((line) => evidence.test(line)),
			found.evidence.join('\n'),
		);
	if (tellsVersion) assert.equal(found.version, daemon.version);
}

function relayTo(port: number, listenOn: number | undefined): Promise<ScriptedServer> {
	return startServer(
		(socket) => {
			const upstream = connect(port, '127.0.0.1');
			upstream.on('error', () => socket.destroy());
			socket.on('close', () => upstream.destroy());
			socket.pipe(upstream).pipe(socket);
		},
		listenOn === undefined ? {} : { port: listenOn },
	);
}
