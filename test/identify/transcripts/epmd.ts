import type { Transcript } from '../transcript.ts';

const names = /^\x00\x01n$/;

export default [
	{
		name: 'a port mapper that knows a node',
		source: 'epmd of Erlang/OTP 25.2.3 with rabbitmq-server 3.10.8, recorded',
		port: 4369,
		answers: [[names, '\x00\x00\x11\x11name rabbit at port 25672\n', 'hangs up']],
		identity: { service: 'epmd', access: 'unknown', remark: 'names rabbit on 25672' },
		evidence: /^NAMES answered: rabbit on 25672$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a port mapper behind another port, that knows two nodes',
		source: 'Erlang distribution protocol, NAMES_REQ',
		port: 4369,
		answers: [[names, '\x00\x00\x40\x00name rabbit at port 25672\nname couchdb at port 41231\n', 'hangs up']],
		identity: { service: 'epmd', remark: 'names rabbit on 25672, couchdb on 41231' },
		connections: { usual: 1 },
	},
	{
		name: 'a port mapper that knows nobody',
		source: 'epmd of Erlang/OTP 25.2.3, recorded',
		port: 4369,
		answers: [[names, '\x00\x00\x11\x11', 'hangs up']],
		identity: { service: 'epmd', access: 'unknown', remark: undefined },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
