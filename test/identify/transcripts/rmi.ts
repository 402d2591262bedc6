import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'an RMI registry',
		source: 'OpenJDK 17.0.15, recorded',
		port: 1099,
		// ProtocolAck, our own address as the server sees it, our port.
		answers: [[/^JRMI\0\x02K$/, Buffer.from('4e00093132372e302e302e310000b5f6', 'hex')]],
		identity: { service: 'rmi', access: 'unknown' },
		evidence: /^JRMI answered: ProtocolAck$/,
		connections: { usual: 1, elsewhere: 12 },
	},
] satisfies readonly Transcript[];
