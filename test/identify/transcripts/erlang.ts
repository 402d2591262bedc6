import type { Transcript } from '../transcript.ts';

/** Length, `N`, flags (8), creation (4), length of the name, the name. */
const sendName = /^\x00\x20N.{12}\x00\x11doorcheck@invalid$/s;

export default [
	{
		name: 'a node that wants to see the shared secret',
		source: 'Erlang/OTP 25.2.3 with rabbitmq-server 3.10.8, recorded',
		port: 25_672,
		// "sok"; "N", flags (8), challenge (4), creation (4), "doorcheck@localhost"
		answers: [
			[
				sendName,
				Buffer.from(
					'0003736f6b' + '00264e0000000d07df7fbdf8f55c896b0756d40013646f6f72636865636b406c6f63616c686f7374',
					'hex',
				),
			],
		],
		identity: { service: 'rabbitmq', access: 'protected', remark: 'asks for the shared secret' },
		evidence: /^name answered: challenge of node doorcheck@localhost$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a node that takes only names it knows',
		source: 'Erlang distribution protocol, distribution handshake, recv_status',
		port: 25_672,
		answers: [[sendName, '\x00\x0csnot_allowed', 'hangs up']],
		identity: { service: 'rabbitmq', access: 'unknown', remark: undefined },
		evidence: /^name answered: not_allowed$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
