import type { Transcript } from '../transcript.ts';

const options = /^\x04\0\0\0\x05\0\0\0\0$/;
const startup = /^\x04\0\0\0\x01\0\0\0.\0\x01\0\x0bCQL_VERSION\0\x053\.\d\.\d$/s;

/** Version (with the high bit), flags, stream, operation, length, body. */
function frame(version: number, operation: number, body: Buffer = Buffer.alloc(0)): Buffer {
	const stream = version < 3 ? [0] : [0, 0];
	return Buffer.concat([Buffer.from([0x80 | version, 0, ...stream, operation, 0, 0, 0, body.length]), body]);
}

function string(text: string): Buffer {
	return Buffer.concat([Buffer.from([text.length >> 8, text.length & 0xff]), Buffer.from(text)]);
}

/** Operation 6: a multimap. */
function supported(facts: Readonly<Record<string, readonly string[]>>): Buffer {
	const entries = Object.entries(facts).map(([key, values]) =>
		Buffer.concat([string(key), Buffer.from([0, values.length]), ...values.map(string)]),
	);
	return frame(4, 0x06, Buffer.concat([Buffer.from([0, entries.length]), ...entries]));
}

const ready = frame(4, 0x02);
const authenticate = frame(4, 0x03, string('org.apache.cassandra.auth.PasswordAuthenticator'));

/** Operation 0, code 0x0a: a protocol error. */
function refused(version: number, message: string): Buffer {
	return frame(version, 0x00, Buffer.concat([Buffer.from([0, 0, 0, 0x0a]), string(message)]));
}

const specification = 'CQL binary protocol v4, sections 2 and 4.2';

const cassandra4 = supported({
	PROTOCOL_VERSIONS: ['3/v3', '4/v4', '5/v5', '6/v6-beta'],
	COMPRESSION: ['snappy', 'lz4'],
	CQL_VERSION: ['3.4.5'],
});

const unknownVersion = (version: number) =>
	`Invalid or unsupported protocol version (${version}); the lowest supported version is 3 and the greatest is 5`;

export default [
	{
		name: 'a Cassandra 4 that anyone may use',
		source: `${specification}; the texts of Cassandra 4`,
		port: 9042,
		answers: [
			[options, cassandra4],
			[startup, ready],
			// A G is version 71.
			[/^GET \//, refused(5, unknownVersion(71)), 'hangs up'],
		],
		identity: {
			service: 'cassandra',
			product: 'Apache Cassandra',
			access: 'open',
			remark: 'answers without a password',
		},
		evidence: /^OPTIONS answered: CQL 3\.4\.5\nprotocol versions: 3\/v3, .*\nSTARTUP answered: READY$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Cassandra 4 that wants a password',
		source: `${specification}; the texts of Cassandra 4`,
		port: 9042,
		answers: [
			[options, cassandra4],
			[startup, authenticate],
			[/^GET \//, refused(5, unknownVersion(71)), 'hangs up'],
		],
		identity: { service: 'cassandra', access: 'protected', remark: 'asks for a password' },
		evidence: /^STARTUP answered: AUTHENTICATE org\.apache\.cassandra\.auth\.PasswordAuthenticator$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a ScyllaDB',
		source: `${specification}; the keys that ScyllaDB's protocol extensions add`,
		port: 9042,
		answers: [
			[
				options,
				supported({
					COMPRESSION: ['lz4', 'snappy'],
					SCYLLA_NR_SHARDS: ['2'],
					SCYLLA_SHARD: ['1'],
					SCYLLA_PARTITIONER: ['org.apache.cassandra.dht.Murmur3Partitioner'],
					CQL_VERSION: ['3.3.1'],
				}),
			],
			[startup, ready],
		],
		identity: { service: 'cassandra', product: 'ScyllaDB', access: 'open' },
		connections: { usual: 1 },
	},
	{
		name: 'a Cassandra 2.0, which speaks no version that is still in use,',
		source: 'CQL binary protocol v2, sections 2 and 8',
		port: 9042,
		answers: [[/./s, refused(2, 'Invalid or unsupported protocol version: 4'), 'hangs up']],
		identity: { service: 'cassandra', access: 'unknown' },
		evidence: /^answered: Invalid or unsupported protocol version: 4$/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Cassandra whose session begins with an error',
		source: specification,
		port: 9042,
		answers: [
			[options, cassandra4],
			[startup, frame(4, 0x00, Buffer.concat([Buffer.from([0, 0, 0x10, 0x01]), string('Server is overloaded')]))],
		],
		identity: { service: 'cassandra', access: 'unknown' },
		evidence: /^STARTUP answered: ERROR Server is overloaded$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
