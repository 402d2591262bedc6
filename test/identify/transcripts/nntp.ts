import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a news server from before CAPABILITIES',
		source: 'leafnode 1.12.0, recorded; the names are other ones',
		port: 119,
		greeting: '200 Leafnode NNTP Daemon, version 1.12.0 running at localhost (my fqdn: news.example.com)\r\n',
		answers: [
			[/^QUIT\r\n$/, '205 Always happy to serve!\r\n', 'hangs up'],
			[/^/, '500 Unknown command\r\n'],
		],
		identity: { service: 'nntp', product: 'Leafnode', version: '1.12.0', access: 'unknown', remark: undefined },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a news server in which strangers may post',
		source: 'RFC 3977, section 5.2.3, with the greeting of INN',
		port: 119,
		greeting: '200 news.example.com InterNetNews NNRP server INN 2.7.1 ready (posting ok)\r\n',
		answers: [
			[
				/^CAPABILITIES\r\n$/,
				'101 Capability list:\r\nVERSION 2\r\nREADER\r\nIHAVE\r\nPOST\r\nNEWNEWS\r\nLIST ACTIVE NEWSGROUPS\r\nIMPLEMENTATION INN 2.7.1\r\n.\r\n',
			],
			[/^QUIT/, '205 Bye!\r\n', 'hangs up'],
		],
		identity: { service: 'nntp', product: 'INN', version: '2.7.1', access: 'unknown', remark: 'lets strangers post' },
		evidence: /^CAPABILITIES answered: VERSION 2, READER, IHAVE, POST/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a news server that takes passwords as they are',
		source: 'RFC 4643, section 2.1',
		port: 119,
		greeting: '200 news.example.com NNTP server ready\r\n',
		answers: [
			[
				/^CAPABILITIES/,
				'101 Capability list:\r\nVERSION 2\r\nREADER\r\nSTARTTLS\r\nAUTHINFO USER SASL\r\nSASL CRAM-MD5\r\nLIST ACTIVE NEWSGROUPS\r\n.\r\n',
			],
			[/^QUIT/, '205 Bye!\r\n', 'hangs up'],
		],
		identity: { service: 'nntp', remark: 'takes passwords without encryption too' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a news server out of order',
		source: 'nnrpd of INN 2.7.1, recorded',
		port: 119,
		greeting: '400 NNTP server unavailable.  Try later!\r\n',
		identity: { service: 'nntp', remark: 'refuses service at the moment' },
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
