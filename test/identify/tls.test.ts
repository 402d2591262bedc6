import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import type { TlsOptions } from 'node:tls';
import { identify } from '../../source/identify/identify.ts';
import { alternativeNames, certificateRemark } from '../../source/identify/tls.ts';
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

for (const [change, untrusted, remark] of [
	[{}, false, 'certificate valid, 61 days left'],
	[{ daysLeft: 1 }, false, 'certificate valid, 1 day left'],
	[{ nameMatches: null }, false, 'certificate valid, 61 days left'],
	[{}, true, 'certificate from an unknown issuer'],
	[{ nameMatches: false }, true, 'certificate is for another name'],
	[{ selfSigned: true, nameMatches: false }, true, 'self-signed certificate'],
	[{ daysLeft: -1, selfSigned: true }, true, 'certificate expired today'],
	[{ daysLeft: -2 }, false, 'certificate expired 1 day ago'],
	[{ daysLeft: -31 }, false, 'certificate expired 30 days ago'],
] as const) {
	test(`certificate remark: ${remark} (${JSON.stringify(change)})`, () => {
		assert.equal(certificateRemark({ ...facts, ...change }, untrusted), remark);
	});
}

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

	test('SSH inside TLS is found without sending anything to it', async () => {
		const { identity, received } = await visit((socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
		assert.equal(identity?.service, 'ssh');
		assert.ok(identity.tls);
		assert.equal(received, '');
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

	test('behind 3269 (LDAP) only the certificate is looked at: nothing is sent, no HTTP offered', async () => {
		const { identity, received, connections } = await visit(() => {}, { port: 3269 });
		assert.equal(identity?.service, 'tls');
		assert.equal(received, '');
		assert.equal(connections, 1);
	});

	test('a server that only speaks TLS 1.0 is understood', async () => {
		const tls = { ...own, minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
		const { identity } = await visit(page, { port: 8443, tls });
		assert.deepEqual([identity?.service, identity?.tls?.version], ['https', 'TLSv1']);
	});

	test('an expired certificate is told as expired', async () => {
		const expired = expiredCertificate(directory, own.files[0]);
		const { identity } = await visit(page, { port: 8443, tls: { key: own.key ?? '', cert: expired } });
		assert.match(identity?.remark ?? '', /^certificate expired 40 days ago$/);
		assert.equal(identity?.tls?.daysLeft, -41);
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
		} finally {
			server.kill();
		}
	});
});

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
