import type { Transcript } from '../transcript.ts';

const ping = /^\*1\r\n\$4\r\nPING\r\n$/;
const infoServer = /^\*2\r\n\$4\r\nINFO\r\n\$6\r\nserver\r\n$/;
const get = /^GET \/ /;
const wrongNumber = "-ERR wrong number of arguments for 'get' command\r\n";

function info(...lines: readonly string[]): string {
	const text = ['# Server', ...lines, ''].join('\r\n');
	return `$${text.length}\r\n${text}\r\n`;
}

export default [
	{
		name: 'a Redis that anyone may use',
		source: 'redis-server 7.0.15, recorded',
		port: 6379,
		answers: [
			[ping, '+PONG\r\n'],
			[
				infoServer,
				info(
					'redis_version:7.0.15',
					'redis_git_sha1:00000000',
					'redis_mode:standalone',
					'os:Linux 6.1.0-18-amd64 x86_64',
					'arch_bits:64',
				),
			],
			[get, wrongNumber],
		],
		otherwise: 'stays silent',
		identity: {
			service: 'redis',
			product: 'Redis',
			version: '7.0.15',
			access: 'open',
			remark: 'answers without a password',
		},
		evidence: /^PING answered: PONG\nINFO answered: redis_version:7\.0\.15\n/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Redis that wants a password',
		source: 'redis-server 7.0.15, recorded',
		port: 6379,
		answers: [
			[ping, '-NOAUTH Authentication required.\r\n'],
			[get, wrongNumber],
		],
		otherwise: 'stays silent',
		identity: { service: 'redis', access: 'protected', remark: 'asks for a password' },
		evidence: /^PING answered: NOAUTH/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Redis that cannot write to its disk, which is no refusal,',
		source: 'redis-server 7.0.15, recorded',
		port: 6379,
		answers: [
			[ping, "-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.\r\n"],
			[infoServer, info('redis_version:7.0.15', 'redis_mode:standalone')],
			[get, wrongNumber],
		],
		identity: { service: 'redis', version: '7.0.15', access: 'open' },
		evidence: /^PING answered: MISCONF/,
		connections: { usual: 1, elsewhere: 2 },
	},
	{
		name: 'a Redis that has all the clients it takes',
		source: 'redis-server 7.0.15, recorded',
		port: 6379,
		greeting: '-ERR max number of clients reached\r\n',
		identity: { service: 'redis', access: 'unknown', remark: 'takes no more clients at the moment' },
		evidence: /max number of clients reached/,
		connections: { usual: 1, elsewhere: 1 },
	},
	{
		name: 'a Valkey sentinel',
		source: 'Valkey 8, INFO: server_mode takes the place of redis_mode',
		port: 26379,
		answers: [
			[ping, '+PONG\r\n'],
			[infoServer, info('redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.1.1', 'server_mode:sentinel')],
			[get, "-ERR unknown command 'GET', with args beginning with: '/' 'HTTP/1.0' \r\n"],
		],
		identity: { service: 'redis', product: 'Valkey Sentinel', version: '8.1.1', access: 'open' },
		connections: { usual: 1, elsewhere: 2 },
	},
	...(
		[
			['Dragonfly', '1.21.2', ['redis_version:7.4.0', 'dragonfly_version:df-v1.21.2', 'redis_mode:standalone']],
			['Garnet', '1.0.50', ['garnet_version:1.0.50', 'os:Unix 5.15', 'redis_version:7.4.3']],
			['Kvrocks', '2.9.0', ['version:2.9.0', 'kvrocks_version:2.9.0', 'redis_version:4.0.0']],
			['KeyDB', '6.3.4', ['redis_version:6.3.4', 'redis_mode:standalone']],
		] as const
	).map(([product, version, lines]) => ({
		name: `${product}, which states a version of Redis too,`,
		source: `${product}'s INFO server, in part`,
		port: 6379,
		answers: [[ping, '+PONG\r\n'] as const, [infoServer, info(...lines)] as const],
		identity: { service: 'redis', product, version, access: 'open' as const },
		connections: { usual: 1 },
	})),
	{
		name: 'a proxy before Redis that knows no INFO',
		source: 'nutcracker 0.5.0, recorded',
		port: 6379,
		answers: [[ping, '+PONG\r\n']],
		identity: { service: 'redis', access: 'unknown' },
		evidence: /^INFO answered: nothing$/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
