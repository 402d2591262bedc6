import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a gearmand',
		source: 'gearmand 1.1.20, recorded',
		port: 4730,
		answers: [
			[/^version\r\n$/, 'OK 1.1.20+ds\n'],
			[/^GET /, 'ERR UNKNOWN_COMMAND Unknown+server+commandGET\r\nERR UNKNOWN_COMMAND Unknown+server+command\r\n'],
		],
		identity: { service: 'gearman', product: 'Gearman', version: '1.1.20', access: 'open' },
		evidence: /^version answered: 1\.1\.20\+ds$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a gearmand from before it said OK',
		source: 'Gearman PROTOCOL, Administrative Protocol',
		port: 4730,
		answers: [
			[/^version\r\n$/, '0.33\n'],
			[/^GET /, 'ERR unknown_command Unknown+server+command\r\n'],
		],
		identity: { service: 'gearman', version: '0.33', access: 'open' },
		connections: { usual: 1, elsewhere: 2 },
	},
] satisfies readonly Transcript[];
