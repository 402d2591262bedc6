import type { Transcript } from '../transcript.ts';

const page =
	'HTTP/1.0 400 Bad Request\r\n\r\n' +
	'Port 9000 is for clickhouse-client program.\r\nYou must use port 8123 for HTTP.\r\n';

/** Exception 101, DB::NetException: Unexpected packet from client, and the beginning of a stack trace. */
const exception = Buffer.from(
	'02650000001044423a3a4e6574457863657074696f6e2f44423a3a4e6574457863657074696f6e3a20556e65787065637465' +
		'64207061636b65742066726f6d20636c69656e748d06302e202f6c69622f7838365f36342d6c696e75782d676e752f6c6962',
	'hex',
);

export default [
	{
		name: "ClickHouse's native port",
		source: 'clickhouse-server 18.16.1, recorded',
		port: 9000,
		answers: [
			[/^[GP]/, page, 'hangs up'],
			[/^[^\0]/s, exception, 'hangs up'],
		],
		identity: { service: 'clickhouse', product: 'ClickHouse', access: 'unknown' },
		evidence: /^answered: Port 9000 is for clickhouse-client program$/,
		connections: { usual: 2, elsewhere: 2 },
	},
	{
		name: "ClickHouse's native port without the HTTP interface",
		source: 'ClickHouse, src/Server/TCPHandler.cpp',
		port: 9000,
		answers: [[/^[GP]/, 'HTTP/1.0 400 Bad Request\r\n\r\nPort 9000 is for clickhouse-client program\r\n', 'hangs up']],
		identity: { service: 'clickhouse', product: 'ClickHouse', access: 'unknown' },
	},
] satisfies readonly Transcript[];
