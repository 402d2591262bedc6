import type { Transcript } from '../transcript.ts';

const unknownCommand = /^[A-Z]+\n\n\0$/;

export default [
	{
		name: 'RabbitMQ that wants to be logged in to',
		source: 'rabbitmq-server 3.10.8 with rabbitmq_stomp, recorded',
		port: 61_613,
		answers: [
			[
				unknownCommand,
				'ERROR\nmessage:Illegal command\ncontent-type:text/plain\nversion:1.0,1.1,1.2\ncontent-length:35\n\nYou must log in using CONNECT first\0\n',
			],
		],
		otherwise: 'stays silent',
		identity: { service: 'stomp', product: 'RabbitMQ', access: 'unknown' },
		evidence: /ERROR Illegal command$/m,
		connections: { usual: 1 },
	},
	{
		name: 'ActiveMQ that does not know the command',
		source: 'activemq 5.17.2, recorded (the stack trace shortened)',
		port: 61_613,
		answers: [
			[
				unknownCommand,
				'ERROR\ncontent-type:text/plain\nmessage:Unknown STOMP action: DOORCHECK\n\norg.apache.activemq.transport.stomp.ProtocolException: Unknown STOMP action: DOORCHECK\n\tat org.apache.activemq.transport.stomp.ProtocolConverter.onStompCommand(ProtocolConverter.java:258)\n\0\n',
				'hangs up',
			],
		],
		otherwise: 'stays silent',
		identity: { service: 'stomp', product: 'Apache ActiveMQ', access: 'unknown' },
		connections: { usual: 1 },
	},
	{
		name: 'a broker that answers to anything with an error',
		source: 'STOMP 1.2, ERROR',
		port: 61_613,
		otherwise: 'ERROR\r\nversion:1.2\r\nmessage:malformed frame received\r\n\r\n\0',
		identity: { service: 'stomp', product: undefined, access: 'unknown' },
		evidence: /ERROR malformed frame received$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
