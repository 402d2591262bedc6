import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import type { Identity } from '../../source/model.ts';
import { certificateName } from './daemon-recipes.ts';
import { type Daemon, type DaemonName, startDaemon, unavailable } from './daemons.ts';
import { type ScriptedServer, startServer } from './scripted-server.ts';

/** Where a daemon's port is usually found, what should be said about it, and the connections that may take. */
interface Expectation {
	/** Name of the daemon's port. */
	readonly door: string;
	readonly usualPort: number;
	readonly identity: Partial<Identity>;
	readonly evidence?: RegExp;
	/** The daemon's own version is what should be told. */
	readonly tellsVersion?: boolean;
	readonly connections: { readonly usual: number; readonly elsewhere: number };
}

const once = { usual: 1, elsewhere: 1 };

const expectations: Readonly<Record<DaemonName, readonly Expectation[]>> = {
	sshd: [
		{
			door: 'ssh',
			usualPort: 22,
			identity: { service: 'ssh', product: 'OpenSSH', access: 'unknown' },
			tellsVersion: true,
			connections: once,
		},
	],
	nginx: [
		{
			door: 'http',
			usualPort: 80,
			identity: { service: 'http', product: 'nginx', access: 'unknown', remark: 'Doors & locks' },
			tellsVersion: true,
			connections: { usual: 1, elsewhere: 2 },
		},
		{
			door: 'redirect',
			usualPort: 8080,
			identity: { service: 'http', product: 'nginx', remark: 'redirects to https://www.example.com/' },
			connections: { usual: 1, elsewhere: 2 },
		},
		{
			door: 'https',
			usualPort: 443,
			identity: { service: 'https', product: 'nginx', remark: 'self-signed certificate' },
			evidence: /title: Doors & locks/,
			tellsVersion: true,
			connections: { usual: 1, elsewhere: 2 },
		},
	],
	redis: [
		{
			door: 'redis',
			usualPort: 6379,
			identity: { service: 'redis', product: 'Redis', access: 'open', remark: 'answers without a password' },
			evidence: /redis_version:\d/,
			tellsVersion: true,
			connections: { usual: 1, elsewhere: 2 },
		},
	],
	'redis-password': [
		{
			door: 'redis',
			usualPort: 6379,
			identity: { service: 'redis', access: 'protected', remark: 'asks for a password' },
			evidence: /NOAUTH/,
			connections: { usual: 1, elsewhere: 2 },
		},
	],
	postgresql: [
		{
			door: 'postgresql',
			usualPort: 5432,
			identity: { service: 'postgresql', access: 'unknown' },
			evidence: /offers TLS/,
			connections: { usual: 1, elsewhere: 3 },
		},
	],
	mariadb: [
		{
			door: 'mysql',
			usualPort: 3306,
			identity: { service: 'mysql', product: 'MariaDB', access: 'unknown' },
			tellsVersion: true,
			connections: once,
		},
	],
	'mariadb-refusing': [
		{
			door: 'mysql',
			usualPort: 3306,
			identity: { service: 'mysql', product: 'MariaDB', access: 'protected' },
			evidence: /error 1130: Host/,
			connections: once,
		},
	],
	postfix: [
		{
			door: 'smtp',
			usualPort: 25,
			identity: { service: 'smtp', product: 'Postfix', os: 'Debian', access: 'unknown' },
			evidence: /offers STARTTLS/,
			connections: once,
		},
	],
	dovecot: [
		{
			door: 'imap',
			usualPort: 143,
			identity: { service: 'imap', product: 'Dovecot', os: 'Debian' },
			evidence: /capabilities: IMAP4rev1.* STARTTLS/,
			connections: once,
		},
		{
			door: 'pop3',
			usualPort: 110,
			identity: { service: 'pop3', product: 'Dovecot', os: 'Debian' },
			connections: once,
		},
		{
			door: 'imaps',
			usualPort: 993,
			identity: { service: 'imaps', product: 'Dovecot', remark: 'self-signed certificate' },
			connections: { usual: 1, elsewhere: 2 },
		},
		{
			door: 'pop3s',
			usualPort: 995,
			identity: { service: 'pop3s', product: 'Dovecot', remark: 'self-signed certificate' },
			connections: { usual: 1, elsewhere: 2 },
		},
	],
	vsftpd: [
		{
			door: 'ftp',
			usualPort: 21,
			identity: { service: 'ftp', product: 'vsftpd', access: 'unknown' },
			tellsVersion: true,
			connections: once,
		},
	],
	rsync: [
		{
			door: 'rsync',
			usualPort: 873,
			identity: { service: 'rsync', access: 'unknown', remark: 'module list readable (1)' },
			evidence: /#list answered: backup$/,
			connections: once,
		},
	],
	tigervnc: [
		{
			door: 'vnc',
			usualPort: 5901,
			identity: { service: 'vnc', access: 'open', remark: 'answers without a password' },
			connections: once,
		},
	],
	'tigervnc-password': [
		{
			door: 'vnc',
			usualPort: 5901,
			identity: { service: 'vnc', access: 'protected', remark: 'asks for a password' },
			evidence: /VeNCrypt subtypes: .*TLSVnc/,
			connections: once,
		},
	],
	x11vnc: [
		{
			door: 'vnc',
			usualPort: 5900,
			identity: { service: 'vnc', access: 'open' },
			evidence: /security types: None/,
			connections: once,
		},
	],
};

const mayListenAnywhere = process.getuid?.() === 0;

for (const [name, doors] of Object.entries(expectations) as [DaemonName, readonly Expectation[]][]) {
	describe(name, { skip: unavailable(name) }, () => {
		let daemon: Daemon;
		before(async () => {
			daemon = await startDaemon(name);
		});
		after(() => daemon?.stop());

		for (const expected of doors) {
			const { door, usualPort, connections } = expected;
			const cannotListen = usualPort < 1024 && !mayListenAnywhere ? 'needs root' : false;
			test(`is identified on its usual port ${usualPort} (${door}), at once`, { skip: cannotListen }, async (t) => {
				await look(daemon, expected, usualPort, connections.usual, 2500, (text) => t.diagnostic(text));
			});
			test(`is identified on a port that suggests nothing (${door})`, async (t) => {
				await look(daemon, expected, undefined, connections.elsewhere, 4000, (text) => t.diagnostic(text));
			});
		}
	});
}

/** Identifies the daemon through a relay that listens on `port` and counts connections. */
async function look(
	daemon: Daemon,
	{ door, identity, evidence, tellsVersion }: Expectation,
	port: number | undefined,
	connections: number,
	withinMs: number,
	report: (text: string) => void,
): Promise<void> {
	const relay = await relayTo(daemon.ports[door] ?? 0, port);
	try {
		const start = performance.now();
		const found = await identify({ address: relay.address, family: 4, port: relay.port, serverName: certificateName });
		const ms = performance.now() - start;
		report(`${door} on ${port ?? 'another port'}: ${ms.toFixed(0)} ms, ${relay.connections()} connections`);
		assert.ok(found, 'identified');
		for (const [field, value] of Object.entries(identity)) assert.equal(found[field as keyof Identity], value, field);
		if (evidence)
			assert.ok(
				found.evidence.some((line) => evidence.test(line)),
				found.evidence.join('\n'),
			);
		if (tellsVersion) assert.equal(found.version, daemon.version);
		if (found.tls) {
			assert.deepEqual([found.tls.selfSigned, found.tls.nameMatches, found.tls.daysLeft], [true, true, 60]);
			assert.deepEqual(found.tls.names, [certificateName, '127.0.0.1']);
			assert.equal(found.tls.subject, `CN=${certificateName}, O=Doorcheck tests`);
		}
		assert.equal(found.tls !== undefined, ['https', 'imaps', 'pop3s', 'postgresql'].includes(found.service));
		assert.equal(relay.connections(), connections, 'connections');
		assert.ok(ms < withinMs, `${ms} ms`);
	} finally {
		await relay.close();
	}
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
