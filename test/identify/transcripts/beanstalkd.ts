import type { Transcript } from '../transcript.ts';

const statistics =
	'---\ncurrent-jobs-urgent: 0\ncurrent-jobs-ready: 0\ncmd-put: 0\npid: 5273\nversion: "1.12"\nuptime: 46\nid: 309b4e4e10a20d6a\nhostname: vm\nplatform: x86_64\n';

export default [
	{
		name: 'a beanstalkd',
		source: 'beanstalkd 1.12, recorded (most of the statistics left out)',
		port: 11_300,
		answers: [
			[/^stats\r\n$/, `OK ${statistics.length}\r\n${statistics}\r\n`],
			[/^quit\r\n$/, '', 'hangs up'],
			[/^GET /, 'UNKNOWN_COMMAND\r\nUNKNOWN_COMMAND\r\n'],
		],
		otherwise: 'stays silent',
		identity: { service: 'beanstalkd', version: '1.12', access: 'open', remark: 'answers without a password' },
		evidence: /^stats answered: version 1\.12$/m,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a beanstalkd that is shut while it is looked at',
		source: 'beanstalkd protocol.txt, with the connection closed',
		port: 11_300,
		answers: [[/^stats\r\n$/, 'OK 956\r\n---\ncurrent-jobs-urgent: 0\ncurrent-jobs', 'hangs up']],
		otherwise: 'UNKNOWN_COMMAND\r\nUNKNOWN_COMMAND\r\n',
		identity: { service: 'beanstalkd', product: undefined, access: 'unknown' },
		connections: { usual: 3 },
	},
] satisfies readonly Transcript[];
