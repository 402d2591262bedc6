import type { Transcript } from '../transcript.ts';

/** The magic number and four offers of versions. */
const handshake = /^\x60\x60\xb0\x17\0\x08\x08\x05\0\x02\x04\x04\0\0\x01\x04\0\0\0\x03$/;
const source = 'Bolt protocol, handshake specification';

export default [
	{
		name: 'a Neo4j 5',
		source,
		port: 7687,
		answers: [[handshake, Buffer.of(0, 0, 4, 5)]],
		identity: { service: 'neo4j', access: 'unknown' },
		evidence: /^Bolt handshake answered: version 5\.4$/,
		connections: { usual: 1 },
	},
	{
		name: 'a Neo4j 3.5',
		source,
		port: 7687,
		answers: [[handshake, Buffer.of(0, 0, 0, 3)]],
		identity: { service: 'neo4j', access: 'unknown' },
		evidence: /version 3\.0$/,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
