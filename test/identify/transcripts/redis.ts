import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a Redis that wants a password',
		source: 'redis-server 7.0.15, recorded',
		port: 6379,
		answers: [
			[/^PING\r\n$/, '-NOAUTH Authentication required.\r\n'],
			[/^GET \/ /, "-ERR wrong number of arguments for 'get' command\r\n"],
		],
		otherwise: 'stays silent',
		identity: { service: 'redis', access: 'protected', remark: 'asks for a password' },
		evidence: /^PING answered: NOAUTH/,
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
