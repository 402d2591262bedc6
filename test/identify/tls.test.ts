import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { identify } from '../../source/identify/identify.ts';
import { alternativeNames, certificateRemark, withOldVersions } from '../../source/identify/tls.ts';
import type { Identity, TlsFacts } from '../../source/model.ts';
import { certificateName, makeCertificate } from './daemon-case.ts';
import { startServer } from './scripted-server.ts';

const facts: TlsFacts = {
	version: 'TLSv1.3',
	cipher: 'TLS_AES_256_GCM_SHA384',
	subject: 'CN=example.com',
	issuer: 'CN=Some CA',
	names: ['example.com'],
	validFrom: '2026-01-01T00:00:00.000Z',
	validTo: '2027-01-01T00:00:00.000Z',
	daysLeft: 61,
	selfSigned: false,
	nameMatches: true,
};

for (const [change, problem, remark] of [
	[{}, undefined, 'certificate valid, 61 days left'],
	[{ daysLeft: 1 }, undefined, 'certificate valid, 1 day left'],
	[{ nameMatches: null }, undefined, 'certificate valid, 61 days left'],
	[{}, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate from an unknown issuer'],
	[{}, 'SELF_SIGNED_CERT_IN_CHAIN', 'certificate from an unknown issuer'],
	[{}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', "unknown issuer, or its certificate isn't sent along"],
	[{}, 'CERT_HAS_EXPIRED', "an issuer's certificate has expired"],
	[{ nameMatches: false }, 'SELF_SIGNED_CERT_IN_CHAIN', 'certificate is for another name'],
	[{ selfSigned: true, nameMatches: false }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
	[{ validFrom: '2026-06-01T00:00:00.000Z' }, 'CERT_NOT_YET_VALID', 'certificate not valid yet'],
	[{ daysLeft: -1, selfSigned: true }, 'CERT_HAS_EXPIRED', 'certificate expired today'],
	[{ daysLeft: -2 }, 'CERT_HAS_EXPIRED', 'certificate expired 1 day ago'],
	[{ daysLeft: -31 }, 'CERT_HAS_EXPIRED', 'certificate expired 30 days ago'],
] as const) {
	test(`certificate remark: ${remark} (${JSON.stringify({ ...change, problem })})`, () => {
		assert.equal(certificateRemark({ ...facts, ...change }, problem, Date.UTC(2026, 1, 1)), remark);
	});
}

test('old versions are remarked on, unless something more important is', () => {
	const shown = {
		service: 'https',
		access: 'unknown',
		evidence: ['TLSv1.3, x', 'certificate: x'],
		tls: facts,
	} as const;
	const remarkOn = (remark: string) => withOldVersions({ ...shown, remark }, ['TLSv1.1']).remark;
	assert.equal(remarkOn('certificate valid, 61 days left'), 'TLS 1.1 is accepted too');
	assert.equal(withOldVersions(shown, ['TLSv1']).remark, 'TLS 1.0 is accepted too');
	assert.equal(remarkOn('certificate expired today'), 'certificate expired today');
	assert.equal(remarkOn('answers without a password'), 'answers without a password');
	assert.deepEqual(withOldVersions(shown, []), { ...shown, tls: { ...facts, oldVersions: [] } });
});

test('alternative names: host names and addresses, and a name with a comma stays one', () => {
	assert.deepEqual(alternativeNames('DNS:example.com, DNS:*.example.com, IP Address:192.0.2.1, email:a@example.com'), [
		'example.com',
		'*.example.com',
		'192.0.2.1',
	]);
	assert.deepEqual(alternativeNames('DNS:"evil.example, DNS:good.example", DNS:b.example'), [
		'"evil.example, DNS:good.example"',
		'b.example',
	]);
	assert.deepEqual(alternativeNames(undefined), []);
});

describe('over TLS', { concurrency: true }, () => {
	const directory = mkdtempSync(join(tmpdir(), 'doorcheck-tls-'));
	after(() => rmSync(directory, { recursive: true, force: true }));

	function certificate(name: string): TlsOptions & { readonly files: readonly [key: string, certificate: string] } {
		const folder = join(directory, name);
		mkdirSync(folder);
		makeCertificate(folder, name);
		const files = [join(folder, 'key.pem'), join(folder, 'certificate.pem')] as const;
		return { key: readFileSync(files[0]), cert: readFileSync(files[1]), files };
	}
	const own = certificate(certificateName);
	const oldToo = { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;

	async function visit(
		script: (socket: Socket) => void,
		{ port, serverName, tls = own }: { port?: number; serverName?: string; tls?: TlsOptions } = {},
	): Promise<{ identity: Identity | undefined; connections: number; received: string }> {
		const server = await startServer(script, { tls, ...(port === undefined ? {} : { port }) });
		const identity = await identify({
			address: server.address,
			family: 4,
			port: server.port,
			...(serverName === undefined ? {} : { serverName }),
		});
		await server.close();
		return { identity, connections: server.connections(), received: server.received() };
	}

	const page = (socket: Socket) =>
		void socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\n<title>Here</title>'));

	test('the name is compared with the certificate, and null when an address was asked', async () => {
		const matches = async (serverName?: string) =>
			(await visit(page, { port: 8443, ...(serverName ? { serverName } : {}) })).identity?.tls?.nameMatches;
		assert.equal(await matches(certificateName), true);
		assert.equal(await matches('www.example.com'), false);
		assert.equal(await matches(), null);
	});

	test('a server that takes nothing but HTTP/2 shows its certificate too', async () => {
		const settings = Buffer.from('000000040000000000', 'hex');
		const tls = { ...own, ALPNProtocols: ['h2'] };
		for (const port of [8443, undefined]) {
			const { identity } = await visit((socket) => void socket.write(settings), { tls, ...(port ? { port } : {}) });
			assert.deepEqual(
				[identity?.service, identity?.remark],
				['unknown', 'speaks HTTP/2 only, self-signed certificate'],
			);
			assert.equal(identity?.tls?.selfSigned, true);
		}
	});

	test('a server that takes nothing that is offered is one that refuses', async () => {
		const { identity, connections } = await visit(() => {}, { port: 8443, tls: { ...own, ALPNProtocols: ['other'] } });
		assert.deepEqual(identity?.evidence, ['TLS handshake refused: tlsv1 alert no application protocol']);
		assert.equal(connections, 2);
	});

	test('the name is sent, an address is not (RFC 6066)', async () => {
		const names: (string | false)[] = [];
		const tls: TlsOptions = {
			...own,
			SNICallback: (name, done) => {
				names.push(name);
				done(null);
			},
		};
		await visit(page, { port: 8443, tls, serverName: certificateName });
		await visit(page, { port: 8443, tls, serverName: '192.0.2.1' });
		await visit(page, { port: 8443, tls });
		assert.deepEqual(names, [certificateName]);
	});

	test('HTTPS is found on a port that suggests nothing', async () => {
		const { identity } = await visit(page);
		assert.equal(identity?.service, 'https');
		assert.ok(identity.evidence.some((line) => line.includes('title: Here')));
	});

	test('where browsers are sent to HTTPS on the same port, the page behind it is looked at', async () => {
		const secure = await startServer(page, { tls: own });
		const server = await startServer((socket) => {
			socket.once('data', (first) => {
				if (first[0] !== 0x16) {
					const location = `https://${server.address}:${server.port}/`;
					socket.end(`HTTP/1.1 301 Moved Permanently\r\nContent-Length: 0\r\nLocation: ${location}\r\n\r\n`);
					return;
				}
				const relay = connect(secure.port, secure.address);
				relay.on('error', () => {}).write(first);
				socket.pipe(relay).pipe(socket);
			});
		});
		const identity = await identify({ address: server.address, family: 4, port: server.port });
		await server.close();
		await secure.close();
		assert.equal(identity?.service, 'https');
		assert.ok(identity.evidence.some((line) => line.includes('title: Here')));
	});

	test('SSH inside TLS is found without sending anything to it', async () => {
		const { identity, received } = await visit((socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
		assert.equal(identity?.service, 'ssh');
		assert.ok(identity.tls);
		assert.equal(received, '');
	});

	test('what hangs up with its refusal is asked again inside TLS', async () => {
		// Cassandra 2.1, which speaks version 3: an error about version 4, then SUPPORTED and READY.
		const says = (operation: string, body: string) =>
			Buffer.from(`83000000${operation}${(body.length / 2).toString(16).padStart(8, '0')}${body}`, 'hex');
		const words = Buffer.from('Invalid or unsupported protocol version (4)');
		const refusal = says('00', `0000000a00${words.length.toString(16)}${words.toString('hex')}`);
		const supported = says('06', `0001000b${Buffer.from('CQL_VERSION').toString('hex')}00010005332e322e30`);
		const { identity } = await visit(
			(socket) =>
				void socket.on('data', (data) => {
					if (data[0] !== 3) socket.end(refusal);
					else socket.write(data[4] === 5 ? supported : says('02', ''));
				}),
			{ port: 9142 },
		);
		assert.deepEqual([identity?.service, identity?.access], ['cassandra', 'open']);
	});

	test('Redis inside TLS, on its own port, is asked as Redis', async () => {
		const { identity } = await visit(
			(socket) =>
				void socket.on('data', (data) => socket.write(String(data).includes('PING') ? '-NOAUTH x\r\n' : '-ERR\r\n')),
			{ port: 6380 },
		);
		assert.deepEqual([identity?.service, identity?.access], ['redis', 'protected']);
		assert.ok(identity?.tls);
	});

	test('Redis inside TLS is found on a port that suggests nothing, and asked nothing that it logs as an attack', async () => {
		const answers = [
			[/^GET \/ HTTP/, "-ERR wrong number of arguments for 'get' command\r\n"],
			[/PING\r\n$/, '-NOAUTH Authentication required.\r\n'],
		] as const;
		const { identity, received } = await visit(
			(socket) =>
				void socket.on('data', (data) => {
					const answer = answers.find(([request]) => request.test(String(data)))?.[1];
					if (answer) socket.write(answer);
				}),
		);
		assert.deepEqual([identity?.service, identity?.access], ['redis', 'protected']);
		assert.doesNotMatch(received, /host:/i);
	});

	test('a server that only speaks TLS 1.0 is understood', async () => {
		const tls = { ...own, ...oldToo, maxVersion: 'TLSv1' } as const;
		const { identity } = await visit(page, { port: 8443, tls });
		assert.deepEqual([identity?.service, identity?.tls?.version], ['https', 'TLSv1']);
		assert.deepEqual(identity?.tls?.oldVersions, ['TLSv1']);
		assert.equal(identity?.evidence[1], 'TLS 1.0 is the newest');
	});

	test('a server that accepts TLS 1.1 beside newer versions is told on, at the price of one connection', async () => {
		const { identity, connections } = await visit(page, { port: 8443, tls: { ...own, ...oldToo } });
		assert.deepEqual([identity?.tls?.version, identity?.tls?.oldVersions], ['TLSv1.3', ['TLSv1.1']]);
		assert.equal(identity?.evidence[1], 'TLS 1.1 is accepted too');
		assert.deepEqual([identity?.remark, connections], ['self-signed certificate', 2]);
	});

	test('a server that refuses old versions is not told on', async () => {
		const tls = { ...own, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] } as const;
		const { identity, connections } = await visit(page, { tls });
		assert.deepEqual([identity?.service, identity?.tls?.oldVersions, connections], ['https', [], 3]);
		assert.doesNotMatch(identity?.evidence.join() ?? '', /accepted too/);
	});

	test('servers that count connections without a login are not asked for old versions', async () => {
		for (const [service, greeting] of [
			['ssh', 'SSH-2.0-x\r\n'],
			['irc', 'ERROR :Closing Link\r\n'],
		] as const) {
			const { identity, connections } = await visit((socket) => void socket.write(greeting), { port: 8443 });
			assert.deepEqual([identity?.service, identity?.tls?.oldVersions, connections], [service, undefined, 1]);
		}
	});

	test('a session is ended in order (RFC 8446, section 6.1), so that the server has no error to log', async () => {
		const server = await startServer((socket) => void socket.write('hello\r\n'), {
			tls: { ...own, maxVersion: 'TLSv1.2' },
		});
		const relay = await startServer((socket) => {
			const upstream = connect(server.port, server.address);
			for (const end of [socket, upstream]) end.on('error', () => {});
			socket.pipe(upstream).pipe(socket);
		});
		const identity = await identify({ address: relay.address, family: 4, port: relay.port });
		await Promise.all([relay.close(), server.close()]);
		assert.equal(identity?.service, 'tls');
		assert.ok(recordsIn(relay.received()).includes(alert));
	});

	test('an expired certificate is told as expired', async () => {
		const expired = expiredCertificate(directory, own.files[0]);
		const { identity } = await visit(page, { port: 8443, tls: { key: own.key ?? '', cert: expired } });
		assert.match(identity?.remark ?? '', /^certificate expired 40 days ago$/);
		assert.equal(identity?.tls?.daysLeft, -41);
	});

	test('an incomplete chain is told as such, and one up to an unknown authority as that', async () => {
		const { key, leaf, authority } = chain(directory);
		const remarkOn = async (cert: string) => (await visit(page, { port: 8443, tls: { key, cert } })).identity?.remark;
		assert.equal(await remarkOn(leaf), "unknown issuer, or its certificate isn't sent along");
		assert.equal(await remarkOn(leaf + authority), 'certificate from an unknown issuer');
	});

	test('a server that wants a client certificate is protected', async () => {
		const [key, file] = own.files;
		const port = 20_000 + (process.pid % 12_000);
		const server = spawn(
			'openssl',
			[
				's_server',
				'-accept',
				`127.0.0.1:${port}`,
				'-key',
				key,
				'-cert',
				file,
				'-Verify',
				'1',
				'-verify_return_error',
				'-www',
				'-quiet',
			],
			{ stdio: 'ignore' },
		);
		try {
			let identity: Identity | undefined;
			for (let attempt = 0; attempt < 50 && !identity; attempt += 1) {
				identity = await identify({ address: '127.0.0.1', family: 4, port });
				if (!identity) await new Promise((resolve) => setTimeout(resolve, 50));
			}
			assert.deepEqual([identity?.service, identity?.access], ['tls', 'protected']);
			assert.ok(identity?.evidence.includes('asks for a client certificate'));
			assert.equal(identity?.remark, 'asks for a client certificate, self-signed certificate');
		} finally {
			server.kill();
		}
	});
});

/** The content types of the records that the client sent, without what it asked in the clear (RFC 5246, section 6.2.1). */
function recordsIn(received: string): readonly number[] {
	const bytes = Buffer.from(received.replace(/^GET [^\n]*\n\r\n/, ''), 'latin1');
	const types: number[] = [];
	for (let at = 0; at + 5 <= bytes.length; at += 5 + bytes.readUInt16BE(at + 3)) types.push(bytes.readUInt8(at));
	return types;
}

const alert = 21;

/** A self-signed certificate that ended forty and a half days ago: only `openssl ca` makes such on every version. */
function expiredCertificate(directory: string, key: string): Buffer {
	const at = (daysAgo: number) =>
		`${new Date(Date.now() - daysAgo * 86_400_000).toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`;
	const file = (name: string) => join(directory, name);
	writeFileSync(file('index.txt'), '');
	writeFileSync(
		file('ca.conf'),
		`[ca]\ndefault_ca=own\n[own]\ndatabase=${file('index.txt')}\nnew_certs_dir=${directory}\nrand_serial=yes\ndefault_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n`,
	);
	const run = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
	run('req', '-new', '-key', key, '-subj', '/CN=old', '-out', file('request.pem'));
	const dates = ['-startdate', at(400), '-enddate', at(40.5)];
	run(
		...['ca', '-selfsign', '-batch', '-notext', '-config', file('ca.conf'), '-keyfile', key, ...dates],
		...['-in', file('request.pem'), '-out', file('expired.pem')],
	);
	return readFileSync(file('expired.pem'));
}

/** A certificate and the one of the authority that issued it, which nobody knows; in PEM. */
function chain(directory: string): { readonly key: string; readonly leaf: string; readonly authority: string } {
	const folder = join(directory, 'chain');
	mkdirSync(folder);
	makeCertificate(folder, 'Nobody knows this authority');
	const run = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'pipe', cwd: folder });
	const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'leaf.key'];
	run('req', '-new', ...key, '-subj', `/CN=${certificateName}`, '-out', 'leaf.csr');
	const issuer = ['-CA', 'certificate.pem', '-CAkey', 'key.pem', '-CAcreateserial'];
	run('x509', '-req', '-in', 'leaf.csr', ...issuer, '-days', '61', '-out', 'leaf.pem');
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	return { key: read('leaf.key'), leaf: read('leaf.pem'), authority: read('certificate.pem') };
}
