import type { Transcript } from '../transcript.ts';

export default [
	{
		name: 'a ZooKeeper server',
		source: 'zookeeper 3.8.0, recorded',
		port: 2181,
		answers: [
			[
				/^srvr$/,
				'Zookeeper version: 3.8.0-$' +
					'{mvngit.commit.id}, built on 2024-12-29 17:54 UTC\nLatency min/avg/max: 0/0.0/0\nReceived: 1\nSent: 0\nConnections: 1\nOutstanding: 0\nZxid: 0x0\nMode: standalone\nNode count: 5\n',
				'hangs up',
			],
		],
		identity: { service: 'zookeeper', product: 'Apache ZooKeeper', version: '3.8.0', access: 'unknown' },
		evidence: /^srvr answered: Mode: standalone$/m,
		connections: { usual: 1 },
	},
	{
		name: 'a ZooKeeper server whose owner forbids the command',
		source: 'zookeeper 3.8.0, recorded',
		port: 2181,
		answers: [[/^srvr$/, 'srvr is not executed because it is not in the whitelist.\n', 'hangs up']],
		identity: { service: 'zookeeper', product: undefined, access: 'unknown' },
		evidence: /not in the whitelist/,
		connections: { usual: 1 },
	},
	{
		name: 'a ZooKeeper server that waits for the others',
		source: 'zookeeper 3.8.0, recorded while it started',
		port: 2181,
		answers: [[/^srvr$/, 'This ZooKeeper instance is not currently serving requests\n', 'hangs up']],
		identity: { service: 'zookeeper', access: 'unknown' },
		connections: { usual: 1 },
	},
	{
		name: 'a Keeper of ClickHouse',
		source: 'ClickHouse documentation, Keeper: four letter word commands, srvr',
		port: 2181,
		answers: [
			[
				/^srvr$/,
				'ClickHouse Keeper version: v21.11.1.1-prestable-7a4a0b0edef0ad6e0aa662cd3b90c3f4acf796e7\nLatency min/avg/max: 0/0/0\nReceived: 2\nSent : 2\nConnections: 1\nOutstanding: 0\nZxid: 34\nMode: leader\nNode count: 4\n',
				'hangs up',
			],
		],
		identity: { service: 'zookeeper', product: 'ClickHouse Keeper', version: '21.11.1.1', access: 'unknown' },
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
