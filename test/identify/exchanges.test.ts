import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { identify } from '../../source/identify/identify.ts';
import type { Identity } from '../../source/model.ts';
import { type ScriptedServer, startServer } from './scripted-server.ts';

interface Answered {
	readonly identity: Identity | undefined;
	readonly server: ScriptedServer;
}

async function visit(script: (socket: Socket) => void, port?: number, serverName?: string): Promise<Answered> {
	const server = await startServer(script, port === undefined ? {} : { port });
	const identity = await identify({
		address: server.address,
		family: 4,
		port: server.port,
		...(serverName === undefined ? {} : { serverName }),
	});
	await server.close();
	return { identity, server };
}

/** A server that greets, then answers each request that matches with what belongs to it. */
function answering(greeting: string | Buffer, answers: readonly (readonly [RegExp, string | Buffer])[] = []) {
	return (socket: Socket) => {
		if (greeting.length > 0) socket.write(greeting);
		socket.on('data', (data) => {
			const answer = answers.find(([request]) => request.test(data.toString('latin1')))?.[1];
			if (answer !== undefined) socket.write(answer);
		});
	};
}

function bulk(text: string): string {
	return `$${text.length}\r\n${text}\r\n`;
}

describe('Redis', { concurrency: true }, () => {
	const info = (text: string) =>
		answering('', [
			[/PING\r\n$/, '+PONG\r\n'],
			[/INFO\r\n\$6\r\nserver\r\n$/, bulk(text)],
		]);

	test('Valkey is called Valkey, though it claims to be Redis too', async () => {
		const { identity } = await visit(
			info('# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.0.1\r\n'),
			6379,
		);
		assert.deepEqual([identity?.product, identity?.version, identity?.access], ['Valkey', '8.0.1', 'open']);
	});

	test('a sentinel is told from a database', async () => {
		const { identity } = await visit(info('# Server\r\nredis_version:7.0.15\r\nredis_mode:sentinel\r\n'), 26379);
		assert.equal(identity?.product, 'Redis Sentinel');
	});

	for (const [answer, access] of [
		['-DENIED Redis is running in protected mode because protected mode is enabled\r\n', 'protected'],
		['-NOAUTH Authentication required.\r\n', 'protected'],
		['-ERR operation not permitted\r\n', 'protected'],
		["-NOPERM User default has no permissions to run the 'ping' command\r\n", 'protected'],
		['-LOADING Redis is loading the dataset in memory\r\n', 'unknown'],
	] as const) {
		test(`the answer ${answer.slice(0, 22)} means ${access}`, async () => {
			const { identity } = await visit(answering('', [[/PING\r\n$/, answer]]), 6379);
			assert.deepEqual([identity?.service, identity?.access], ['redis', access]);
		});
	}

	test('Pika is called Pika', async () => {
		const { identity } = await visit(info('# Server\r\npika_version:3.2.7\r\nos:Linux 3.10.0 x86_64\r\n'), 6379);
		assert.deepEqual([identity?.product, identity?.version, identity?.access], ['Pika', '3.2.7', 'open']);
	});

	test('one that tells strangers about itself without a version that is known is open too', async () => {
		const { identity } = await visit(info('# Proxy\r\nVersion:1.0.5\r\nName:front\r\n'), 6379);
		assert.deepEqual([identity?.service, identity?.product, identity?.access], ['redis', undefined, 'open']);
		assert.deepEqual(identity?.evidence, ['PING answered: PONG', 'INFO answered: # Proxy Version:1.0.5 Name:front']);
	});

	test('PING allowed and INFO refused is not called open', async () => {
		const refused = answering('', [
			[/PING\r\n$/, '+PONG\r\n'],
			[/INFO/, "-NOPERM no permissions to run the 'info' command\r\n"],
		]);
		const { identity } = await visit(refused, 6379);
		assert.deepEqual([identity?.service, identity?.access], ['redis', 'unknown']);
	});

	test('protected mode, which speaks unasked, is known on any port with one connection', async () => {
		const { identity, server } = await visit((socket) => socket.end('-DENIED Redis is running in protected mode.\r\n'));
		assert.deepEqual([identity?.service, identity?.access, server.connections()], ['redis', 'protected', 1]);
	});

	test('on an unusual port it is asked nothing that it logs as an attack', async () => {
		const { identity, server } = await visit(
			answering('', [
				[/^GET/, "-ERR wrong number of arguments for 'get' command\r\n"],
				[/PING\r\n$/, '+PONG\r\n'],
				[/INFO/, bulk('redis_version:7.0.15\r\n')],
			]),
		);
		assert.equal(identity?.version, '7.0.15');
		assert.doesNotMatch(server.received(), /^(?:post|host:)/im);
	});
});

describe('PostgreSQL', { concurrency: true }, () => {
	for (const [answer, remark] of [
		['S', undefined],
		['N', 'no encryption offered'],
	] as const) {
		test(`the answer ${answer} to an SSLRequest is PostgreSQL, and nothing but TLS follows`, async () => {
			const script = (socket: Socket) => {
				socket.once('data', () => {
					socket.write(answer);
					socket.once('data', () => socket.end());
				});
			};
			const { identity, server } = await visit(script, 5432);
			assert.deepEqual([identity?.service, identity?.remark, identity?.access], ['postgresql', remark, 'unknown']);
			const sent = Buffer.from(server.received(), 'latin1').toString('hex');
			assert.match(sent, answer === 'S' ? /^0000000804d2162f1603/ : /^0000000804d2162f$/);
		});
	}

	test('a text that begins with S is not PostgreSQL', async () => {
		const { identity } = await visit(answering('', [[/./s, 'Sorry\r\n']]), 5432);
		assert.equal(identity, undefined);
	});
});

describe('VNC', { concurrency: true }, () => {
	const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

	for (const [what, greeting, answer, access] of [
		['3.8 with a password', 'RFB 003.008\n', '01 02', 'protected'],
		['3.8 without', 'RFB 003.008\n', '02 02 01', 'open'],
		['3.7 without', 'RFB 003.007\n', '01 01', 'open'],
		['3.3 without', 'RFB 003.003\n', '00000001', 'open'],
		['3.3 with a password', 'RFB 003.003\n', '00000002', 'protected'],
		['RealVNC', 'RFB 005.000\n', '01 05', 'protected'],
		['Apple', 'RFB 003.889\n', '02 1e 23', 'protected'],
		['an unknown type', 'RFB 003.008\n', '01 63', 'unknown'],
		['too many failures', 'RFB 003.008\n', '00 00000004 6e6f7065', 'unknown'],
	] as const) {
		test(`${what} is ${access}`, async () => {
			const { identity, server } = await visit(answering(greeting, [[/^RFB/, hex(answer)]]));
			assert.deepEqual([identity?.service, identity?.access], ['vnc', access]);
			assert.equal(server.connections(), 1);
		});
	}

	test('a server that turns us away together with its greeting says why', async () => {
		const turnsAway = Buffer.concat([Buffer.from('RFB 003.003\n'), hex('00000000 00000004 6e6f7065')]);
		const { identity } = await visit((socket) => socket.end(turnsAway));
		assert.equal(identity?.remark, 'turned us away: nope');
		assert.equal(identity?.access, 'unknown');
	});

	test('VeNCrypt without a password inside is open', async () => {
		const script = answering('RFB 003.008\n', [
			[/^RFB/, hex('01 13')],
			[/^\x13/, hex('0002')],
			[/^\0\x02/, hex('00 01 00000101')],
		]);
		assert.equal((await visit(script)).identity?.access, 'open');
	});

	test('the version that is answered is never above 3.8, nor above the server', async () => {
		for (const [greeting, expected, answer] of [
			['003.003', '003.003', '00000002'],
			['003.006', '003.003', '00000002'],
			['003.007', '003.007', '0102'],
			['004.001', '003.008', '0102'],
		] as const) {
			const { server } = await visit(answering(`RFB ${greeting}\n`, [[/^RFB/, hex(answer)]]), 5900);
			assert.equal(server.received().slice(0, 12), `RFB ${expected}\n`);
		}
	});
});

describe('mail and FTP', { concurrency: true }, () => {
	test('passwords that are asked for without encryption are remarked on', async () => {
		const { identity, server } = await visit(
			answering('220 mail.example.com ESMTP Postfix\r\n', [
				[/^EHLO/, '250-mail.example.com\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n'],
				[/^QUIT/, '221 2.0.0 Bye\r\n'],
			]),
		);
		assert.equal(identity?.remark, 'takes passwords without encryption');
		assert.equal(server.received(), 'EHLO doorcheck.invalid\r\nQUIT\r\n');
	});

	for (const [extensions, remark] of [
		['250-STARTTLS\r\n250 AUTH PLAIN\r\n', 'takes passwords without encryption too'],
		['250-STARTTLS\r\n250 AUTH CRAM-MD5\r\n', undefined],
		['250-STARTTLS\r\n250 PIPELINING\r\n', undefined],
	] as const) {
		test(`beside STARTTLS, ${extensions.slice(14).trim()} is remarked on with ${remark}`, async () => {
			const { identity } = await visit(
				answering('220 mail.example.com ESMTP\r\n', [
					[/^EHLO/, `250-mail.example.com\r\n${extensions}`],
					[/^QUIT/, '221 Bye\r\n'],
				]),
				2525,
			);
			assert.equal(identity?.remark, remark);
			assert.ok(identity?.evidence.includes('offers STARTTLS'));
		});
	}

	for (const [capabilities, remark] of [
		['IMAP4rev1 STARTTLS LOGINDISABLED', 'passwords only after encryption'],
		['IMAP4rev1 STARTTLS AUTH=PLAIN', 'takes passwords without encryption too'],
		['IMAP4rev1', 'takes passwords without encryption'],
	] as const) {
		test(`an IMAP server that only lists ${capabilities} when asked is remarked on as one that greets with it`, async () => {
			const { identity, server } = await visit(
				answering('* OK ready\r\n', [
					[/CAPABILITY/, `* CAPABILITY ${capabilities}\r\na OK done\r\n`],
					[/LOGOUT/, '* BYE\r\nb OK done\r\n'],
				]),
			);
			assert.equal(identity?.remark, remark);
			assert.equal(server.received(), 'a CAPABILITY\r\nb LOGOUT\r\n');
			const told = await visit(answering(`* OK [CAPABILITY ${capabilities}] ready\r\n`, [[/LOGOUT/, 'b OK done\r\n']]));
			assert.equal(told.identity?.remark, remark);
			assert.equal(told.server.received(), 'b LOGOUT\r\n');
		});
	}

	for (const [extensions, remark] of [
		['STLS\r\n', undefined],
		['USER\r\nSTLS\r\n', 'takes passwords without encryption too'],
		['TOP\r\nUSER\r\n', 'takes passwords without encryption'],
		['SASL SCRAM-SHA-256\r\n', undefined],
	] as const) {
		test(`a POP3 server with ${extensions.trim().replace(/\s+/g, ' ')} is remarked on with ${remark}`, async () => {
			const { identity, server } = await visit(
				answering('+OK ready\r\n', [
					[/CAPA/, `+OK\r\n${extensions}.\r\n`],
					[/QUIT/, '+OK bye\r\n'],
				]),
			);
			assert.equal(identity?.remark, remark);
			assert.equal(server.received(), 'CAPA\r\nQUIT\r\n');
		});
	}

	test('an FTP server without AUTH TLS takes passwords without encryption', async () => {
		const ftp = (features: string) =>
			answering('220 (vsFTPd 3.0.3)\r\n', [
				[/FEAT/, `211-Features:\r\n${features} UTF8\r\n211 End\r\n`],
				[/QUIT/, '221 Goodbye.\r\n'],
			]);
		const { identity, server } = await visit(ftp(''));
		assert.equal(identity?.remark, 'takes passwords without encryption');
		assert.equal(server.received(), 'FEAT\r\nQUIT\r\n');
		const encrypted = await visit(ftp(' AUTH SSL\r\n AUTH TLS\r\n'));
		assert.equal(encrypted.identity?.remark, undefined);
		assert.ok(encrypted.identity?.evidence.includes('FEAT answered: AUTH TLS'));
	});

	test('an FTP server that answers FEAT only after a login is not judged by it', async () => {
		const { identity } = await visit(
			answering('220 FTP ready\r\n', [[/FEAT/, '530 Please login with USER and PASS.\r\n']]),
		);
		assert.deepEqual([identity?.service, identity?.remark], ['ftp', undefined]);
	});

	test('LMTP that greets like SMTP is told by its hello', async () => {
		const { identity, server } = await visit(
			answering('220 mail.example.com Dovecot ready.\r\n', [
				[/EHLO/, '500 5.5.1 Unknown command\r\n'],
				[/LHLO/, '250-mail.example.com\r\n250 STARTTLS\r\n'],
				[/QUIT/, '221 2.0.0 Bye\r\n'],
			]),
		);
		assert.deepEqual([identity?.service, identity?.product], ['lmtp', 'Dovecot']);
		assert.equal(server.received(), 'EHLO doorcheck.invalid\r\nLHLO doorcheck.invalid\r\nQUIT\r\n');
	});

	test('nothing is sent into a greeting that is not finished (postscreen blocks for that)', async () => {
		const { identity, server } = await visit(answering('220-mail.example.com ESMTP Postfix\r\n'));
		assert.deepEqual([identity?.service, identity?.product, server.received()], ['smtp', 'Postfix', '']);
	});

	test('an unnamed 220 is FTP when EHLO is answered with "not logged in"', async () => {
		const { identity } = await visit(
			answering('220 Welcome\r\n', [[/^EHLO/, '530 Please login with USER and PASS.\r\n']]),
		);
		assert.equal(identity?.service, 'ftp');
	});

	test('an unnamed 220 is mail when EHLO is answered', async () => {
		const { identity } = await visit(answering('220 Welcome\r\n', [[/^EHLO/, '250 hello\r\n']]));
		assert.equal(identity?.service, 'smtp');
	});

	test('an unnamed 220 that then says nothing is not named', async () => {
		assert.equal((await visit(answering('220 Welcome\r\n'))).identity, undefined);
	});
});

describe('rsync', { concurrency: true }, () => {
	test('the message of the day is not taken for modules', async () => {
		const list = 'Welcome to our mirror\ndebian         \tDebian archive\nubuntu         \t\n@RSYNCD: EXIT\n';
		const { identity } = await visit(answering('@RSYNCD: 31.0\n', [[/#list/, list]]));
		assert.equal(identity?.evidence.at(-1), '#list answered: debian, ubuntu');
		assert.equal(identity?.access, 'unknown');
	});

	test('an error is quoted', async () => {
		const { identity } = await visit(answering('@RSYNCD: 31.0\n', [[/#list/, '@ERROR: access denied\n']]));
		assert.match(identity?.evidence.at(-1) ?? '', /@ERROR: access denied/);
	});
});

describe('SMB', { concurrency: true }, () => {
	test('each connection is that of another client', async () => {
		const clients = new Set<string>();
		const note = (socket: Socket) => {
			socket.on('data', (data) => {
				// Behind the length, the header and the first 12 bytes of the request.
				if (data.includes('\xfeSMB', 0, 'latin1')) clients.add(data.toString('hex', 4 + 64 + 12, 4 + 64 + 28));
				socket.end();
			});
		};
		await visit(note, 445);
		await visit(note, 445);
		assert.equal(clients.size, 2);
	});
});

describe('STUN', { concurrency: true }, () => {
	test('a relay that is far away is asked for the password as long as it takes', async () => {
		const transaction = `2112a442${Buffer.from('doorcheck-12').toString('hex')}`;
		const { identity } = await visit((socket) => {
			socket.on('data', (data) => {
				const answer = data[1] === 1 ? `01010000${transaction}` : `01140008${transaction}0009000400000401`;
				setTimeout(() => socket.write(Buffer.from(answer, 'hex')), 350);
			});
		}, 3478);
		assert.equal(identity?.access, 'protected');
	});
});

describe('message brokers and chat', { concurrency: true }, () => {
	test('an MQTT broker is told of one session without a name, a will or a subscription, and of its end', async () => {
		const { server } = await visit(answering('', [[/^\x10/, Buffer.from('20020000', 'hex')]]), 1883);
		const [connect, disconnect] = [server.received().slice(0, -2), server.received().slice(-2)];
		assert.match(connect, /^\x10\x1d\0\x04MQTT\x04\x02\0\x0a\0\x11doorcheck\w{8}$/);
		assert.equal(disconnect, '\xe0\0');
	});

	test('a STOMP broker is never sent a CONNECT, which signs in even without a name', async () => {
		const { identity, server } = await visit(answering('', [[/\0$/, 'ERROR\nmessage:unknown\n\n\0']]), 61_613);
		assert.equal(identity?.service, 'stomp');
		assert.doesNotMatch(server.received(), /CONNECT|STOMP/);
	});

	test('an IRC server hears QUIT and nothing else', async () => {
		const { server } = await visit(answering(':irc.example.net NOTICE * :*** Looking up your hostname...\r\n'), 6667);
		assert.equal(server.received(), 'QUIT\r\n');
	});

	test('a NATS server that wants to know who comes is asked nothing', async () => {
		const info = 'INFO {"server_id":"x","version":"2.10.0","auth_required":true}\r\n';
		const { server } = await visit(answering(info), 4222);
		assert.equal(server.received(), '');
	});

	test('an ActiveMQ broker is asked nothing', async () => {
		const greeting = Buffer.from('000000120141637469766 54d510000000c0100000000'.replaceAll(' ', ''), 'hex');
		const { identity, server } = await visit(answering(greeting), 61_616);
		assert.deepEqual([identity?.service, server.received()], ['activemq', '']);
	});

	test('a Kafka broker is asked about no topic, never about all', async () => {
		const { server } = await visit(
			answering('', [[/^\0\0\0\x13\0\x12/, kafkaAnswer([0, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 12, 0, 18, 0, 0, 0, 3])]]),
			9092,
		);
		assert.match(server.received(), /\0\x03\0\x01door\0\x09doorcheck\0\0\0\0$/);
	});

	test('a Kafka broker that only knows versions in which no topics means all topics is not asked for them', async () => {
		const { identity, server } = await visit(
			answering('', [[/^\0\0\0\x13\0\x12/, kafkaAnswer([0, 0, 0, 0, 0, 2, 0, 3, 0, 0, 0, 0, 0, 18, 0, 0, 0, 0])]]),
			9092,
		);
		assert.deepEqual([identity?.service, identity?.access], ['kafka', 'unknown']);
		assert.doesNotMatch(server.received(), /\0\x03\0[\0\x01]door/);
	});

	test('an Erlang node that asks for the secret is not answered', async () => {
		const challenge = Buffer.from(
			'0003736f6b00196e000500000000deadbeef7261626269744065 78616d706c65'.replaceAll(' ', ''),
			'hex',
		);
		const { identity, server } = await visit(answering('', [[/^\0\x20N/, challenge]]), 25_672);
		assert.match(identity?.evidence.at(-1) ?? '', /challenge of node rabbit@example/);
		assert.equal(server.received().length, 34);
	});
});

/** Size (4), the correlation of the request (4), a body. */
function kafkaAnswer(body: readonly number[]): Buffer {
	return Buffer.concat([Buffer.of(0, 0, 0, 4 + body.length), Buffer.from('door'), Buffer.from(body)]);
}

describe('HTTP', { concurrency: true }, () => {
	const page = (text: string) => answering('', [[/^GET/, text]]);
	const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 29\r\n\r\n<title>A  title\n here</title>';

	test('the name that was asked is in the Host field, in ASCII, with an unusual port', async () => {
		const { server, identity } = await visit(page(ok), 8080, 'bücher.example');
		assert.match(server.received(), /^Host: xn--bcher-kva\.example:8080\r$/m);
		assert.equal(identity?.remark, 'A title here');
	});

	test('without a name, the address is in the Host field', async () => {
		const { server } = await visit(page(ok), 8080);
		assert.ok(server.received().includes(`Host: ${server.address}:8080\r\n`));
	});

	test('a name that could smuggle another header is not sent', async () => {
		const { server } = await visit(page(ok), 8080, 'a\r\nX-Evil: 1');
		assert.doesNotMatch(server.received(), /Evil/i);
	});

	test('a redirect is told and not followed', async () => {
		const { identity, server } = await visit(
			page('HTTP/1.1 302 Found\r\nLocation: https://www.example.com/login\r\n\r\n'),
			8080,
		);
		assert.equal(identity?.remark, 'redirects to https://www.example.com/login');
		assert.equal(server.connections(), 1);
	});

	test('a server that keeps the connection open after its page is not waited for', async () => {
		const start = performance.now();
		await visit(page(ok), 8080);
		assert.ok(performance.now() - start < 1000);
	});

	test('a page in chunks, and one that ends with the connection, have titles too', async () => {
		const chunked =
			'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1c\r\n<html><title>Chunks</title>\n\r\n0\r\n\r\n';
		assert.equal((await visit(page(chunked), 8080)).identity?.remark, 'Chunks');
		const closed = (socket: Socket) =>
			socket.on('data', () => socket.end('HTTP/1.0 200 OK\n\n<TITLE lang="de">Old</TITLE>'));
		assert.equal((await visit(closed, 8080)).identity?.remark, 'Old');
	});
});

describe('a service on a port that suggests another one', { concurrency: true }, () => {
	const sshGreeting = 'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n';

	for (const port of [6379, 5432, 8080, 8443]) {
		test(`SSH on ${port} is recognised with one connection`, async () => {
			const { identity, server } = await visit(answering(sshGreeting), port);
			assert.deepEqual([identity?.service, identity?.os, server.connections()], ['ssh', 'Debian', 1]);
		});
	}

	const web = answering('', [
		[/^GET \/ HTTP\/1\.1\r\nHost: /, 'HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n<title>Here</title>'],
		[/./s, 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n'],
	]);
	for (const port of [6379, 8443, 3306]) {
		test(`HTTP on ${port} is recognised, with its page`, async () => {
			const { identity, server } = await visit(web, port);
			assert.deepEqual([identity?.service, identity?.remark], ['http', 'Here']);
			assert.ok(server.connections() <= 3);
		});
	}

	test('Redis on 8080 is recognised', async () => {
		const { identity } = await visit(
			answering('', [
				[/^GET/, '-NOAUTH Authentication required.\r\n'],
				[/PING\r\n$/, '-NOAUTH Authentication required.\r\n'],
			]),
			8080,
		);
		assert.deepEqual([identity?.service, identity?.access], ['redis', 'protected']);
	});

	test('MySQL on 5432 is recognised with one connection', async () => {
		const refusal = Buffer.from(
			"\x44\0\0\0\xff\x6a\x04Host '192.0.2.9' is not allowed to connect to this MySQL server  ",
			'latin1',
		);
		refusal[0] = refusal.length - 4;
		const { identity, server } = await visit(answering(refusal), 5432);
		assert.deepEqual([identity?.service, identity?.access, server.connections()], ['mysql', 'protected', 1]);
	});
});

test('IPv6 works as IPv4 does', async (t) => {
	const { createServer } = await import('node:http');
	const server = createServer((request, response) => response.end(`<title>${request.headers.host}</title>`));
	const listening = await new Promise<boolean>((resolve) => {
		server.once('error', () => resolve(false));
		server.listen(0, '::1', () => resolve(true));
	});
	if (!listening) return t.skip('no IPv6 here');
	const bound = server.address();
	const port = bound !== null && typeof bound === 'object' ? bound.port : 0;
	const identity = await identify({ address: '::1', family: 6, port });
	server.closeAllConnections();
	server.close();
	assert.equal(identity?.remark, `[::1]:${port}`);
});

test('a port that is closed meanwhile is not identified', async () => {
	const server = await startServer(() => {});
	await server.close();
	assert.equal(await identify({ address: server.address, family: 4, port: server.port }), undefined);
});
