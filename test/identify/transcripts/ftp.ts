import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'ProFTPD without encryption',
		source: 'proftpd-core 1.3.8, recorded',
		port: 21,
		greeting: '220 ProFTPD Server (ProFTPD) [127.0.0.1]\r\n',
		answers: [
			[
				/^FEAT\r\n$/,
				'211-Features:\r\n CLNT\r\n CSID\r\n EPRT\r\n EPSV\r\n HOST\r\n LANG C.UTF-8*\r\n MDTM\r\n RANG STREAM\r\n REST STREAM\r\n SIZE\r\n TVFS\r\n UTF8\r\n211 End\r\n',
			],
			[/^QUIT\r\n$/, '221 Goodbye.\r\n', 'hangs up'],
		],
		identity: {
			...{ service: 'ftp', product: 'ProFTPD' },
			...{ access: 'unknown', remark: 'takes passwords without encryption' },
		},
		evidence: /^FEAT answered: no AUTH TLS$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'Pure-FTPd with encryption',
		source: 'pure-ftpd 1.0.50, recorded',
		port: 21,
		greeting:
			'220---------- Welcome to Pure-FTPd [privsep] [TLS] ----------\r\n220-You are user number 1 of 50 allowed.\r\n220-Local time is now 21:50. Server port: 21104.\r\n220-This is a private system - No anonymous login\r\n220-IPv6 connections are also welcome on this server.\r\n220 You will be disconnected after 15 minutes of inactivity.\r\n',
		answers: [
			[
				/^FEAT/,
				'211-Extensions supported:\r\n UTF8\r\n EPRT\r\n IDLE\r\n MDTM\r\n SIZE\r\n MFMT\r\n REST STREAM\r\n MLSD\r\n PRET\r\n AUTH TLS\r\n PBSZ\r\n PROT\r\n TVFS\r\n ESTA\r\n PASV\r\n EPSV\r\n ESTP\r\n211 End.\r\n',
			],
			[/^QUIT/, '221-Goodbye. You uploaded 0 and downloaded 0 kbytes.\r\n221 Logout.\r\n', 'hangs up'],
		],
		identity: { service: 'ftp', product: 'Pure-FTPd', access: 'unknown', remark: undefined },
		evidence: /^FEAT answered: AUTH TLS$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
