import type { Transcript } from '../transcript.ts';

const magic = /^\xc3\xbd\xc2\x34$/;
const error =
	'ERROR: Received an unsupported protocol version. This port is for RethinkDB queries. ' +
	'Does your client driver version not match the server?\n\0';

export default [
	{
		name: 'a RethinkDB',
		source: "RethinkDB's documentation, Writing drivers: handshake V1_0",
		port: 28_015,
		answers: [
			[magic, '{"success":true,"min_protocol_version":0,"max_protocol_version":0,"server_version":"2.4.3"}\0'],
			[/^GET/, error, 'hangs up'],
		],
		identity: { service: 'rethinkdb', product: 'RethinkDB', version: '2.4.3', access: 'unknown' },
		evidence: /^handshake answered: server_version 2\.4\.3$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a RethinkDB before 2.3, which knows no V1_0,',
		source: 'RethinkDB source, src/client_protocol/server.cc',
		port: 28_015,
		answers: [[/./s, error, 'hangs up']],
		identity: { service: 'rethinkdb', access: 'unknown' },
		evidence: /^answered: ERROR: Received an unsupported protocol version/,
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
