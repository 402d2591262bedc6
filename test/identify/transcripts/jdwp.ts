import type { Transcript } from '../transcript.ts';

/** The reply to VirtualMachine.Version: texts behind their lengths, two numbers between them. */
const text = (words: string) => Buffer.concat([Buffer.of(0, 0, 0, words.length), Buffer.from(words)]);
const data = Buffer.concat([
	text('Java Debug Wire Protocol (Reference Implementation) version 17.0'),
	Buffer.from('0000001100000000', 'hex'),
	text('17.0.15'),
	text('OpenJDK 64-Bit Server VM'),
]);
const version = Buffer.concat([Buffer.of(0, 0, 0, 11 + data.length, 0, 0, 0, 1, 0x80, 0, 0), data]);
const commandNamed = (id: number, command: number) =>
	new RegExp(`^\\0\\0\\0\\x0b\\0\\0\\0\\x0${id}\\0\\x01\\x0${command}$`);

export default [
	{
		name: 'a Java virtual machine that may be debugged',
		source: 'Java Debug Wire Protocol; texts as of OpenJDK 17.0.15',
		port: 5005,
		ask: ['jdwp'],
		answers: [
			[/^JDWP-Handshake$/, 'JDWP-Handshake'],
			[commandNamed(1, 1), version],
			[commandNamed(2, 6), Buffer.from('0000000b00000002800000', 'hex'), 'hangs up'],
		],
		identity: { service: 'jdwp', product: 'OpenJDK 64-Bit Server VM', version: '17.0.15', access: 'open' },
		evidence: /^JDWP-Handshake answered: JDWP-Handshake\nVersion answered: OpenJDK 64-Bit Server VM 17\.0\.15$/,
		connections: { usual: 1, elsewhere: 5 },
	},
	{
		name: 'a Java virtual machine that stopped at its first event, and answers with an error',
		source: 'Java Debug Wire Protocol: an event before the reply, error 112 (VM_DEAD)',
		port: 5005,
		ask: ['jdwp'],
		answers: [
			[
				/^JDWP-Handshake$/,
				Buffer.concat([Buffer.from('JDWP-Handshake'), Buffer.from('0000000c00000001004064', 'hex'), Buffer.of(2)]),
			],
			[commandNamed(1, 1), Buffer.from('0000000b00000001800070', 'hex')],
		],
		identity: { service: 'jdwp', product: undefined, version: undefined, access: 'open' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
