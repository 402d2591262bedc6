import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Daemon, startDaemon, unavailable } from './daemon.ts';
import { certificateName, type TcpExpectation, type UdpExpectation } from './daemon-case.ts';
import { daemonCases } from './daemon-cases.ts';
import { faultsOf, lookAt } from './look.ts';

const mayListenAnywhere = process.getuid?.() === 0;

const cases = await daemonCases();

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
				await look(daemon, expected, undefined, elsewhere, 4700, (text) => t.diagnostic(text));
			});
		}
	});
}

async function look(
	daemon: Daemon,
	expected: TcpExpectation,
	port: number | undefined,
	connections: number,
	withinMs: number,
	report: (text: string) => void,
): Promise<void> {
	const { door, secure } = expected;
	const { found, ms, exchanges } = await lookAt(daemon, expected, port);
	report(`${door} on ${port ?? 'another port'}: ${ms.toFixed(0)} ms, ${exchanges} connections`);
	assert.ok(found, 'identified');
	assert.deepEqual(faultsOf(found, expected, daemon), []);
	if (found.tls) {
		assert.deepEqual([found.tls.selfSigned, found.tls.nameMatches, found.tls.daysLeft], [true, true, 60]);
		assert.deepEqual(found.tls.names, [certificateName, '127.0.0.1']);
		assert.equal(found.tls.subject, `CN=${certificateName}, O=Doorcheck tests`);
	}
	const saysSo = ['https', 'imaps', 'pop3s', 'postgresql'].includes(found.service);
	assert.equal(found.tls !== undefined, secure ?? saysSo);
	assert.equal(exchanges, connections, 'connections');
	assert.ok(ms < withinMs, `${ms} ms`);
}

async function lookOverUdp(daemon: Daemon, expected: UdpExpectation, report: (text: string) => void): Promise<void> {
	const { door, usualPort, requests } = expected;
	const { found, ms, exchanges } = await lookAt(daemon, expected);
	report(`${door} on ${usualPort}/udp: ${ms.toFixed(0)} ms, ${exchanges} requests`);
	assert.ok(found, 'identified');
	assert.deepEqual(faultsOf(found, expected, daemon), []);
	assert.equal(exchanges, requests, 'requests');
	assert.ok(ms < 2500, `${ms} ms`);
}
