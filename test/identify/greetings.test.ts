import assert from 'node:assert/strict';
import { test } from 'node:test';
import { protocols, recognise } from '../../source/identify/protocols.ts';
import type { Identity } from '../../source/model.ts';
import { cpuTime } from '../cpu-time.ts';

type Expected = Partial<Omit<Identity, 'evidence'>> & { readonly service: string };

const somePort = 30_001;

/** Real greetings, and what they say. The third element is the port they were heard on, where that matters. */
const greetings: readonly (readonly [string | Buffer, Expected, number?])[] = [
	// SSH
	[
		'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n',
		{ service: 'ssh', product: 'OpenSSH', version: '9.2p1', packageVersion: '9.2p1-2+deb12u3', os: 'Debian' },
	],
	[
		'SSH-2.0-OpenSSH_8.9p1 Ubuntu-3ubuntu0.10\r\n',
		{ service: 'ssh', product: 'OpenSSH', version: '8.9p1', packageVersion: '8.9p1-3ubuntu0.10', os: 'Ubuntu' },
	],
	['SSH-2.0-OpenSSH_8.7\r\n', { service: 'ssh', product: 'OpenSSH', version: '8.7' }],
	['SSH-2.0-OpenSSH_for_Windows_8.6\r\n', { service: 'ssh', product: 'OpenSSH', version: '8.6', os: 'Windows' }],
	['SSH-2.0-OpenSSH_9.6 FreeBSD-20240104\r\n', { service: 'ssh', product: 'OpenSSH', version: '9.6', os: 'FreeBSD' }],
	['SSH-2.0-dropbear_2022.83\r\n', { service: 'ssh', product: 'Dropbear', version: '2022.83' }],
	['SSH-2.0-Erlang/5.1.4\r\n', { service: 'ssh', product: 'Erlang SSH', version: '5.1.4' }],
	['SSH-2.0-dropbear\r\n', { service: 'ssh', product: 'Dropbear' }],
	['SSH-2.0-ROSSSH\r\n', { service: 'ssh', product: 'MikroTik RouterOS SSH' }],
	['SSH-1.99-Cisco-1.25\n', { service: 'ssh', product: 'Cisco SSH', version: '1.25' }],
	['SSH-1.5-1.2.27\n', { service: 'ssh', remark: 'SSH 1 only, which is broken' }],
	[
		'SSH-2.0-5.17 FlowSsh: Bitvise SSH Server (WinSSHD) 5.60: free only for personal non-commercial use\r\n',
		{ service: 'ssh', product: 'Bitvise SSH Server', version: '5.60' },
	],
	['SSH-2.0-9.99 FlowSsh: Bitvise SSH Server (WinSSHD) \r\n', { service: 'ssh', product: 'Bitvise SSH Server' }],
	['SSH-2.0-1.82 sshlib: WinSSHD 4.28\r\n', { service: 'ssh', product: 'Bitvise SSH Server', version: '4.28' }],
	['Welcome\r\nto this gateway\r\nSSH-2.0-Go\r\n', { service: 'ssh', product: 'Go SSH' }],
	// FTP
	['220 (vsFTPd 3.0.3)\r\n', { service: 'ftp', product: 'vsftpd', version: '3.0.3' }],
	['220 ProFTPD Server (Debian) [::ffff:192.0.2.1]\r\n', { service: 'ftp', product: 'ProFTPD', os: 'Debian' }],
	[
		'220 ProFTPD 1.3.5e Server (ftp.example.com) [192.0.2.1]\r\n',
		{ service: 'ftp', product: 'ProFTPD', version: '1.3.5e' },
	],
	[
		'220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\r\n220-You are user number 1 of 50 allowed.\r\n220 You will be disconnected after 15 minutes of inactivity.\r\n',
		{ service: 'ftp', product: 'Pure-FTPd' },
	],
	[
		'220-FileZilla Server 1.8.2\r\n220 Please visit https://filezilla-project.org/\r\n',
		{ service: 'ftp', product: 'FileZilla Server', version: '1.8.2' },
	],
	['220 Microsoft FTP Service\r\n', { service: 'ftp', product: 'Microsoft FTP Service', os: 'Windows' }],
	['220 Welcome.\r\n', { service: 'ftp' }, 21],
	['421 Too many connections (50) from this IP\r\n', { service: 'ftp', remark: 'refuses service at the moment' }, 21],
	// What greets like FTP and is something else
	[
		'220 VMware Authentication Daemon Version 1.10: SSL Required, ServerDaemonProtocol:SOAP, MKSDisplayProtocol:VNC , VMXARGS supported, NFCSSL supported/t, SHA256 supported\r\n',
		{ service: 'esxi', product: 'VMware Authentication Daemon', version: '1.10' },
	],
	[
		'220 VMware Authentication Daemon Version 1.0, ServerDaemonProtocol:SOAP, MKSDisplayProtocol:VNC , , , \r\n',
		{ service: 'unknown', product: 'VMware Authentication Daemon', version: '1.0' },
	],
	// SMTP
	['220 mail.example.com ESMTP Postfix (Debian/GNU)\r\n', { service: 'smtp', product: 'Postfix', os: 'Debian' }],
	['220 mail.example.com ESMTP Postfix (Ubuntu)\r\n', { service: 'submission', product: 'Postfix', os: 'Ubuntu' }, 587],
	[
		'220 mail.example.com ESMTP Exim 4.96 Mon, 23 Nov 2026 09:00:00 +0000\r\n',
		{ service: 'smtp', product: 'Exim', version: '4.96' },
	],
	[
		'220 mail.example.com ESMTP Sendmail 8.17.1.9/8.17.1.9/Debian-2; Mon, 23 Nov 2026\r\n',
		{ service: 'smtp', product: 'Sendmail', version: '8.17.1.9' },
	],
	['220 mail.example.com ESMTP OpenSMTPD\r\n', { service: 'smtp', product: 'OpenSMTPD' }],
	[
		'220 ex01.example.com Microsoft ESMTP MAIL Service ready at Mon, 23 Nov 2026\r\n',
		{ service: 'smtp', product: 'Microsoft Exchange', os: 'Windows' },
	],
	[
		'220-host.example.com ESMTP Exim 4.98 #2 Mon, 23 Nov 2026 \r\n220-We do not authorize the use of this system\r\n220 and/or bulk e-mail.\r\n',
		{ service: 'smtp', product: 'Exim', version: '4.98' },
	],
	['220 mail.example.com\r\n', { service: 'smtp' }, 25],
	['220-mail.example.com ESMTP Exim 4.96\r\n220\r\n', { service: 'smtp', product: 'Exim', version: '4.96' }],
	// What a machine is called says nothing about what it serves.
	['220 ftp.example.com ESMTP Postfix\r\n', { service: 'smtp', product: 'Postfix' }],
	['220 ftp01 ESMTP Postfix\r\n', { service: 'smtp', product: 'Postfix' }, 25],
	['220 smtp.example.com FTP server ready\r\n', { service: 'ftp' }],
	[
		'554 5.7.1 Service unavailable; client host blocked\r\n',
		{ service: 'smtp', remark: 'refuses mail from this address at the moment' },
		25,
	],
	// POP3
	['+OK Dovecot (Ubuntu) ready.\r\n', { service: 'pop3', product: 'Dovecot', os: 'Ubuntu' }],
	['+OK Hello there.\r\n', { service: 'pop3', product: 'Courier' }],
	[
		'+OK mail Cyrus POP3 3.6.1-Debian-3.6.1-4+deb12u3 server ready <1.2@mail>\r\n',
		{ service: 'pop3', product: 'Cyrus IMAP', version: '3.6.1' },
	],
	['+OK POP3 ready <1896.697170952@mail.example.com>\r\n', { service: 'pop3' }],
	['-ERR [SYS/TEMP] too many connections\r\n', { service: 'pop3', remark: 'refuses service at the moment' }, 110],
	// IMAP
	[
		'* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED] Dovecot (Debian) ready.\r\n',
		{ service: 'imap', product: 'Dovecot', os: 'Debian', remark: 'passwords only after encryption' },
	],
	[
		'* OK [CAPABILITY IMAP4rev1 UIDPLUS] Courier-IMAP ready. Copyright 1998-2018 Double Precision, Inc.\r\n',
		{ service: 'imap', product: 'Courier' },
	],
	[
		'* OK [CAPABILITY IMAP4rev1 LITERAL+ ID ENABLE] mail Cyrus IMAP 3.6.1 server ready\r\n',
		{ service: 'imap', product: 'Cyrus IMAP', version: '3.6.1' },
	],
	[
		'* OK The Microsoft Exchange IMAP4 service is ready.\r\n',
		{ service: 'imap', product: 'Microsoft Exchange', os: 'Windows' },
	],
	[
		'* PREAUTH IMAP4rev1 server logged in as Smith\r\n',
		{ service: 'imap', access: 'open', remark: 'lets strangers in without a password' },
	],
	['* BYE Too many connections\r\n', { service: 'imap', remark: 'refuses service at the moment' }],
	[
		'* OK [CAPABILITY IMAP4rev1 STARTTLS] mail Cyrus IMAP 3.6.1 server ready\r\n',
		{ service: 'imap', product: 'Cyrus IMAP', version: '3.6.1' },
	],
	// LMTP and ManageSieve
	[
		'220 mail.example.com Cyrus LMTP 3.6.1 server ready\r\n',
		{ service: 'lmtp', product: 'Cyrus IMAP', version: '3.6.1' },
	],
	['220 mail.example.com Dovecot ready.\r\n', { service: 'lmtp', product: 'Dovecot' }, 24],
	['220 mail.example.com ESMTP Postfix\r\n', { service: 'smtp', product: 'Postfix' }, 24],
	[
		'"IMPLEMENTATION" "Cyrus timsieved 3.6.1"\r\n"SASL" ""\r\n"SIEVE" "fileinto"\r\n"STARTTLS"\r\nOK\r\n',
		{ service: 'managesieve', product: 'Cyrus IMAP', version: '3.6.1' },
	],
	['BYE "Too many connections"\r\n', { service: 'managesieve', remark: 'refuses service at the moment' }, 4190],
	// News
	[
		'200 news.example.com InterNetNews NNRP server INN 2.7.1 (20230422 prerelease) ready (posting ok)\r\n',
		{ service: 'nntp', product: 'INN', version: '2.7.1' },
	],
	['201 news.example.com InterNetNews server ready\r\n', { service: 'nntp', product: 'INN' }],
	[
		'200 NNTP Service 6.0.3790.3959 Version: 6.0.3790.3959 Posting Allowed \r\n',
		{ service: 'nntp', product: 'Microsoft NNTP Service', version: '6.0.3790.3959' },
	],
	['200 Welcome\r\n', { service: 'nntp' }, 119],
	['502 no permission\r\n', { service: 'nntp', remark: 'refuses service at the moment' }, 119],
	// Subversion
	[
		'( success ( 1 2 ( ANONYMOUS ) ( edit-pipeline svndiff1 ) ) ) ',
		{ service: 'svn', product: 'Subversion', access: 'unknown' },
	],
	// The simple services
	['Wed Nov 25 21:47:07 2026\r\n', { service: 'daytime' }, 13],
	['Tuesday, February 22, 1982 17:37:43-PST\r\n', { service: 'daytime' }],
	['02 FEB 82 07:59:01 PST\r\n', { service: 'daytime' }],
	['25 NOV 2026 18:47:07 -03\r\n', { service: 'daytime' }],
	['\n60638 26-11-23 09:00:00 00 0 0 512.0 UTC(NIST) * \n', { service: 'daytime' }],
	['9:00:00 AM 11/23/2026\n', { service: 'daytime' }],
	[Buffer.from('eeb1d5dc', 'hex'), { service: 'time' }, 37],
	// MySQL and MariaDB
	[
		mysqlGreeting('8.0.36-0ubuntu0.22.04.1', true),
		{ service: 'mysql', product: 'MySQL', version: '8.0.36', os: 'Ubuntu' },
	],
	[mysqlGreeting('8.4.3', true), { service: 'mysql', product: 'MySQL', version: '8.4.3' }],
	[
		mysqlGreeting('5.5.5-10.11.6-MariaDB-0+deb12u1', false),
		{ service: 'mysql', product: 'MariaDB', version: '10.11.6', os: 'Debian', remark: 'no encryption offered' },
	],
	[
		mysqlGreeting('11.4.2-MariaDB-ubu2404', true),
		{ service: 'mysql', product: 'MariaDB', version: '11.4.2', os: 'Ubuntu' },
	],
	[mysqlGreeting('9.1.0', true), { service: 'mysql', product: 'MySQL', version: '9.1.0' }],
	[mysqlGreeting('8.0.11-TiDB-v7.5.1', true), { service: 'mysql', product: 'TiDB', version: '7.5.1' }],
	[
		mysqlGreeting('5.7.25-OceanBase_CE-v4.2.1.2', false),
		{ service: 'mysql', product: 'OceanBase', version: '4.2.1.2' },
	],
	[mysqlGreeting('24.8.4.13-ClickHouse', false), { service: 'mysql', product: 'ClickHouse', version: '24.8.4.13' }],
	[mysqlGreeting('5.5.30 (ProxySQL)', true), { service: 'mysql', product: 'ProxySQL' }],
	[mysqlGreeting('5.5.5', true), { service: 'mysql', product: 'MySQL', version: '5.5.5' }],
	[
		mysqlPacket(Buffer.from("\xff\x6a\x04Host '192.0.2.9' is not allowed to connect to this MySQL server", 'latin1')),
		{ service: 'mysql', product: 'MySQL', access: 'protected', remark: 'refuses this address' },
	],
	[
		mysqlPacket(
			Buffer.from(
				"\xff\x69\x04Host '192.0.2.9' is blocked because of many connection errors; unblock with 'mariadb-admin flush-hosts'",
				'latin1',
			),
		),
		{ service: 'mysql', product: 'MariaDB', access: 'protected' },
	],
	[
		mysqlPacket(Buffer.from('\xff\x10\x04#08004Too many connections', 'latin1')),
		{ service: 'mysql', access: 'unknown', remark: 'takes no more clients at the moment' },
	],
	[
		mysqlPacket(Buffer.concat([Buffer.from('ff1004', 'hex'), Buffer.from('接続が多すぎます。')])),
		{ service: 'mysql', remark: 'takes no more clients at the moment' },
	],
	// VNC, rsync
	['RFB 003.008\n', { service: 'vnc' }],
	['RFB 003.889\n', { service: 'vnc' }],
	['@RSYNCD: 31.0\n', { service: 'rsync', product: 'rsync' }],
	['@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n', { service: 'rsync', product: 'rsync' }],
	// IRC, Mumble
	[':irc.example.net 020 * :Please wait while we process your connection.\r\n', { service: 'irc' }],
	['ERROR :Closing Link: 192.0.2.9 (Z-lined)\r\n', { service: 'irc', remark: 'turns this address away' }],
	[
		Buffer.from(
			'\0\0\0\0\0\x32\x08\x84\x86\x04\x12\x071.3.4-4\x1a\x03X11"\x1eDebian GNU/Linux 12 (bookworm)',
			'latin1',
		),
		{ service: 'mumble', product: 'Mumble', version: '1.3.4', os: 'Debian' },
	],
	// Answers to somebody else's request
	[Buffer.from('05ff', 'hex'), { service: 'socks', access: 'unknown' }],
	['HTTP/1.0 501 Tor is not an HTTP Proxy\r\n\r\n', { service: 'socks', product: 'Tor', access: 'unknown' }],
	['HTTP/1.0 501 Tor ControlPort is not an HTTP proxy\r\n\r\n', { service: 'tor-control', product: 'Tor' }],
	['514 Authentication required.\r\n', { service: 'tor-control', product: 'Tor' }],
	['finger: GET: no such user.\r\n', { service: 'finger', remark: 'tells who has an account' }],
	['[host.example.com]\r\nfinger: GET: no such user.\r\n', { service: 'finger' }],
	['RTSP/1.0 400 Bad Request\r\nServer: Hipcam RealServer/V1.0\r\n\r\n', { service: 'rtsp', version: '1.0' }],
	[
		'SIP/2.0 400 Bad Request\r\nServer: Asterisk PBX 20.5.0~dfsg+~cs6.13.40431414-2\r\n\r\n',
		{ service: 'sip', product: 'Asterisk', version: '20.5.0' },
	],
	['HTTP/1.1 200 OK\r\n\r\nSSH-2.0-OpenSSH_9.2p1\r\n', { service: 'http' }],
	["-ERR wrong number of arguments for 'get' command\r\n", { service: 'redis', access: 'unknown' }],
	['-NOAUTH Authentication required.\r\n', { service: 'redis', access: 'protected' }],
	[
		'-DENIED Redis is running in protected mode because protected mode is enabled and no password is set\r\n',
		{ service: 'redis', access: 'protected' },
	],
	[Buffer.from('000000040000000000', 'hex'), { service: 'unknown', access: 'unknown', remark: 'speaks HTTP/2 only' }],
	[Buffer.from('00000c0400000000000003000000640005000040000000080700', 'hex'), { service: 'unknown' }],
	['HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n\r\n', { service: 'http', product: 'nginx', version: '1.22.1' }],
	[
		'HTTP/1.1 401 Unauthorized\r\nServer: Apache/2.4.57 (Debian)\r\n\r\n',
		{
			service: 'http',
			product: 'Apache',
			version: '2.4.57',
			os: 'Debian',
			access: 'protected',
			remark: 'asks for a password',
		},
	],
	[
		'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n',
		{ service: 'http', access: 'protected', remark: 'asks for a password' },
	],
	[
		'HTTP/1.1 401 Unauthorized\r\nLocation: /login\r\n\r\n',
		{ service: 'http', access: 'protected', remark: 'asks for a password' },
	],
	['HTTP/1.1 200 OK\r\nContent-Location: /x\r\nLocation: /x\r\n\r\n<title>X</title>', { service: 'http', remark: 'X' }],
	['HTTP/1.1 200 OK\r\nserver: Apache\r\n\r\n', { service: 'http', product: 'Apache' }],
	[
		'HTTP/1.1 404 Not Found\r\nServer: Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips PHP/7.4.33\r\n\r\n',
		{
			service: 'http',
			product: 'Apache',
			version: '2.4.6',
			alongside: [{ product: 'PHP', version: '7.4.33' }],
			os: 'CentOS',
		},
	],
	[
		'HTTP/1.1 200 OK\r\nServer: nginx\r\nX-Powered-By: PHP/8.1.2-1ubuntu2.14\r\n\r\n',
		{
			service: 'http',
			product: 'nginx',
			alongside: [{ product: 'PHP', version: '8.1.2', packageVersion: '8.1.2-1ubuntu2.14' }],
		},
	],
	['HTTP/1.1 200 OK\r\nServer: nginx\r\nX-Powered-By: Express\r\n\r\n', { service: 'http', product: 'nginx' }],
	[
		'HTTP/1.1 200 OK\r\nServer: Microsoft-IIS/10.0\r\n\r\n',
		{ service: 'http', product: 'Microsoft IIS', version: '10.0', os: 'Windows' },
	],
	[
		'HTTP/1.1 404 Not Found\r\nServer: Jetty(9.4.43.v20210629)\r\n\r\n',
		{ service: 'http', product: 'Jetty', version: '9.4.43.v20210629' },
	],
	[
		'HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6 Python/3.11.2\r\n\r\n',
		{ service: 'http', product: 'Python http.server', version: '3.11.2' },
	],
	[
		'HTTP/1.1 200 OK\r\nServer: Werkzeug/3.0.1 Python/3.12.0\r\n\r\n',
		{ service: 'http', product: 'Werkzeug', version: '3.0.1' },
	],
	['HTTP/1.1 403 Forbidden\r\nServer: cloudflare\r\n\r\n', { service: 'http', product: 'cloudflare' }],
	[
		'HTTP/1.0 200 OK\r\nServer: mini_httpd/1.19 19dec2003\r\n\r\n',
		{ service: 'http', product: 'mini_httpd', version: '1.19' },
	],
	[
		'HTTP/1.1 200 OK\r\nServer: Apache Tomcat/9.0.31\r\n\r\n',
		{ service: 'http', product: 'Apache Tomcat', version: '9.0.31' },
	],
	['HTTP/1.1 200 OK\r\nServer: Apache/2\r\n\r\n', { service: 'http', product: 'Apache', version: '2' }],
	['HTTP/1.1 200 OK\r\nServer: Mini web server 1.0 ZTE corp 2005.\r\n\r\n', { service: 'http' }],
];

function mysqlPacket(payload: Buffer): Buffer {
	const header = Buffer.alloc(4);
	header.writeUIntLE(payload.length, 0, 3);
	return Buffer.concat([header, payload]);
}

/** Protocol::HandshakeV10 with mysql_native_password. */
function mysqlGreeting(version: string, tls: boolean): Buffer {
	const capabilities = Buffer.from([0xff, tls ? 0xff : 0xf7]);
	return mysqlPacket(
		Buffer.concat([
			Buffer.from(`\x0a${version}\0`),
			Buffer.from('2a000000', 'hex'),
			Buffer.from('abcdefgh\0'),
			capabilities,
			Buffer.from('2d0200ff81150000000000000000000000', 'hex'),
			Buffer.from('ijklmnopqrst\0mysql_native_password\0'),
		]),
	);
}

for (const [greeting, expected, port = somePort] of greetings) {
	const title = greeting
		.toString('latin1')
		.replace(/[^\x20-\x7e]+/g, ' ')
		.slice(0, 70);
	test(`${expected.service}: ${title}`, () => {
		const identity = recognise(Buffer.from(greeting), port)?.identity;
		assert.ok(identity, 'recognised');
		for (const [field, value] of Object.entries(expected)) {
			assert.deepEqual(identity[field as keyof Identity], value, field);
		}
		if (!('alongside' in expected)) assert.equal(identity.alongside, undefined, 'nothing is run alongside');
		if (!('os' in expected)) assert.equal(identity.os, undefined, 'no system is guessed');
		assert.ok(identity.evidence.length > 0);
	});
}

/** What must not be taken for any protocol on a port that suggests none. */
const others: readonly (string | Buffer)[] = [
	'',
	'\r\n',
	'hello\r\n',
	'SSH\r\n',
	'22O mail\r\n',
	'-ERR unknown\r\n',
	'-ERR syntax error\r\n',
	'200 ready\r\n',
	'( success ( 2 2 ( ) ) )\n',
	'"IMPLEMENTATION"\r\n',
	'OK "Logout completed."\r\n',
	' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg\r\nhello\r\n',
	'Wed Nov 25 21:47:07 2026 login:\r\n',
	'SIP/2.0\r\n',
	'RTSP/1.0 2000 OK\r\n\r\n',
	Buffer.from('eeb1d5dc', 'hex'),
	Buffer.from('0500', 'hex'),
	Buffer.from('05ff00', 'hex'),
	'HTTP\r\n',
	'HTTP/1.1 2000 OK\r\n\r\n',
	'INFO {"server_id":"x"}\r\n',
	'INFO {"server_id":"x","version":"2.10.0"\r\n',
	'ERROR\r\n',
	'NOTICE to all\r\n',
	'AMQP\x07\x07\x07\x07',
	'<?xml version="1.0"?><stream:stream>',
	Buffer.from('15030300020228', 'hex'),
	Buffer.from('fffd', 'hex'),
	// Not as HTTP/2 begins: another kind of frame, an acknowledgement, of a stream, half a setting, one that is cut.
	...['0000000300', '0000000401', '0000050400', '00000604000000000000'].map((hex) =>
		Buffer.from(hex.padEnd(18, '0'), 'hex'),
	),
	Buffer.from('000000040000000001', 'hex'),
	Buffer.alloc(64),
	Buffer.alloc(64, 0xff),
];

for (const text of others) {
	test(`nothing is recognised in ${JSON.stringify(text.toString('latin1').slice(0, 40))}`, () => {
		assert.equal(recognise(Buffer.from(text), somePort)?.identity, undefined);
	});
}

test('a greeting is not recognised before it is complete', () => {
	for (const [greeting, , port = somePort] of greetings) {
		const bytes = Buffer.from(greeting);
		// HTTP and Redis answers say who they are in their first line.
		const whole = recognise(bytes, port)?.probe;
		if (whole?.speaksFirst !== 'server') continue;
		assert.equal(recognise(bytes.subarray(0, bytes.length - 3), port), undefined, bytes.toString('latin1'));
	}
});

test('mysqladmin, which MariaDB recommends too, gives no product away', () => {
	const blocked = mysqlPacket(
		Buffer.from("\xff\x69\x04Host '192.0.2.9' is blocked; unblock with 'mysqladmin flush-hosts'", 'latin1'),
	);
	const identity = recognise(blocked, 3306)?.identity;
	assert.deepEqual([identity?.service, identity?.product, identity?.access], ['mysql', undefined, 'protected']);
});

test('no recogniser throws, whatever a server says, nor takes long', () => {
	let state = 7;
	const random = (below: number) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >> 8) % below;
	};
	const start = performance.now();
	for (let round = 0; round < 400; round += 1) {
		for (const [greeting, , port = somePort] of greetings) {
			const bytes = Buffer.from(greeting);
			for (let change = 0; change < 3; change += 1) bytes[random(bytes.length)] = random(256);
			const cut = bytes.subarray(0, random(bytes.length + 1));
			for (const probe of protocols) assert.doesNotThrow(() => probe.recognise?.(cut, port));
		}
	}
	assert.ok(performance.now() - start < 15_000);
});

test('64 KiB of one repeated byte or line are done with in milliseconds', () => {
	for (const unit of [
		'\0',
		'\n',
		'A',
		'220-x\r\n',
		'220-\n220',
		'SSH-',
		'a:b\r\n',
		'<title ',
		'* OK [',
		'HTTP/1.1 200\r\n',
	]) {
		const bytes = Buffer.from(unit.repeat(65_536 / unit.length));
		const ms = cpuTime(() => {
			for (const probe of protocols) probe.recognise?.(bytes, 21);
		});
		assert.ok(ms < 200, `${ms} ms for ${JSON.stringify(unit)}`);
	}
});
