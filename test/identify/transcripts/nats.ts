import type { Transcript } from '../transcript.ts';

function info(fields: string): string {
	return (
		'INFO {"server_id":"NDJ2WCIXD5FAB6BANAYJP7USS6RNZRWHQYIQV5BQHWCEAOXIKOISQBYN","server_name":"one",' +
		`"version":"2.9.10","proto":1,"go":"go1.19.8","host":"127.0.0.1","port":4222,"headers":true,${fields}` +
		'"max_payload":1048576,"client_id":4,"client_ip":"127.0.0.1"} \r\n'
	);
}

export default [
	{
		name: 'a NATS server that lets everyone in',
		source: 'nats-server 2.9.10, recorded',
		port: 4222,
		greeting: info(''),
		answers: [[/^PING\r\n$/, 'PONG\r\n']],
		identity: { service: 'nats', product: 'NATS', version: '2.9.10', access: 'open' },
		evidence: /^PING answered: PONG$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a NATS server that wants a password',
		source: 'nats-server 2.9.10, recorded',
		port: 4222,
		greeting: info('"auth_required":true,'),
		answers: [[/./, "-ERR 'Authorization Violation'\r\n", 'hangs up']],
		identity: { service: 'nats', version: '2.9.10', access: 'protected', remark: 'asks for a password' },
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a NATS server that wants a password but forgot to say so',
		source: 'NATS client protocol, INFO and -ERR',
		port: 4222,
		greeting: info('"auth_required":false,'),
		answers: [[/^PING\r\n$/, "-ERR 'Authorization Violation'\r\n", 'hangs up']],
		identity: { service: 'nats', access: 'protected' },
		evidence: /^PING answered: -ERR 'Authorization Violation'$/m,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a NATS server that wants TLS and then breaks it off',
		source: 'NATS client protocol, INFO',
		port: 4222,
		greeting: info('"tls_required":true,'),
		identity: { service: 'nats', access: 'unknown' },
		evidence: /tls_required true/,
		connections: { usual: 1, elsewhere: 1 },
	},
] satisfies readonly Transcript[];
