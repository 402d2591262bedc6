import { onLinux, outsideContainers, type ServiceEntry, type Step, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import { memcachedImage, memcachedPackages, redisImage, redisLines, redisPackages } from '../packages/database.ts';
import { asked, looked, onUnix } from '../usage.ts';

const redisBind = (file: string, restart: string): readonly Step[] => [
	{ kind: 'edit', file, lines: redisLines },
	{ kind: 'run', command: restart },
];

const redisHarden = (file: string, restart: string): readonly Step[] => [
	{ kind: 'say', text: 'Make a long random password; guessing is fast here, so a short one is no protection:' },
	{ kind: 'run', command: 'openssl rand -hex 32' },
	{ kind: 'edit', file, lines: ['protected-mode yes', 'requirepass THE PASSWORD'] },
	{ kind: 'run', command: restart },
	{
		kind: 'say',
		text: 'Bind the private address your clients use instead of all addresses. From version 6 give each application an account of its own (ACL) without dangerous commands, and use TLS (port 0, tls-port 6379 and a certificate).',
	},
];

const memcachedHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Memcached asks for no login unless it was built and started with one (SASL, -S), and many clients know none. If other machines need it, give -l the private address they use, and let the firewall admit only them.',
	},
	{ kind: 'say', text: 'Keep UDP off (-U 0) in any case, and run 1.5.6 or later, where that is the default.' },
];

/** Key-value stores that keep their data in memory. */
export const databaseMemory: readonly ServiceEntry[] = [
	{
		id: 'redis',
		name: 'Redis or Valkey',
		category: 'database',
		doors: [
			{
				port: 6379,
				protocol: 'tcp',
				severity: 'high',
				why: 'Without a password strangers can write files and take the server over',
			},
			{
				port: 6380,
				protocol: 'tcp',
				name: 'Redis with TLS',
				severity: 'high',
				why: 'Encryption does not replace the password; the risk is the same',
			},
			{
				port: 16379,
				protocol: 'tcp',
				name: 'Redis cluster bus',
				severity: 'high',
				why: 'Cluster members trust what arrives here; no password protects it',
			},
		],
		what: 'A very fast key-value store for caches, sessions and queues; clusters talk among themselves on 16379.',
		risk: 'Without a password anyone can read your sessions, and can make it write files on the server, such as an SSH key or a scheduled job. Programs search the internet for exactly that and take the server over. It was built for trusted networks only.',
		need: 'Application servers, and then only their addresses; the cluster bus only for the other nodes.',
		instructions: {
			usage: asked('redis-cli client list', 'One line for each client; addr= is where it comes from.'),
			stop: {
				debian: [
					...when('redis-server', [
						{ kind: 'say', text: 'If it is Redis:' },
						{ kind: 'run', command: 'systemctl disable --now redis-server' },
					]),
					...when('valkey-server', [
						{ kind: 'say', text: 'If it is Valkey:' },
						{ kind: 'run', command: 'systemctl disable --now valkey-server' },
					]),
				],
				rhel: [
					...when('redis', [
						{ kind: 'say', text: 'If it is Redis:' },
						{ kind: 'run', command: 'systemctl disable --now redis' },
					]),
					...when('valkey', [
						{ kind: 'say', text: 'If it is Valkey:' },
						{ kind: 'run', command: 'systemctl disable --now valkey' },
					]),
				],
				...redisPackages.stop,
			},
			bind: {
				debian: [
					{ kind: 'say', text: 'Before version 6.2 write ::1 without the minus sign.' },
					...when('redis-server', [
						{ kind: 'say', text: 'If it is Redis:' },
						...redisBind('/etc/redis/redis.conf', 'systemctl restart redis-server'),
					]),
					...when('valkey-server', [
						{ kind: 'say', text: 'If it is Valkey:' },
						...redisBind('/etc/valkey/valkey.conf', 'systemctl restart valkey-server'),
					]),
				],
				rhel: [
					{
						kind: 'say',
						text: 'Before version 6.2 write ::1 without the minus sign. Older Redis packages (RHEL 7 and 8) use /etc/redis.conf.',
					},
					...when('redis', [
						{ kind: 'say', text: 'If it is Redis:' },
						...redisBind('/etc/redis/redis.conf', 'systemctl restart redis'),
					]),
					...when('valkey', [
						{ kind: 'say', text: 'If it is Valkey:' },
						...redisBind('/etc/valkey/valkey.conf', 'systemctl restart valkey'),
					]),
				],
				...redisPackages.bind,
				...redisImage.bind,
			},
			harden: {
				debian: redisHarden('/etc/redis/redis.conf', 'systemctl restart redis-server'),
				rhel: redisHarden('/etc/redis/redis.conf', 'systemctl restart redis'),
				...redisImage.harden,
			},
			pitfalls: [
				{
					on: outsideContainers,
					text: 'A bind set with CONFIG SET is gone after a restart unless CONFIG REWRITE saved it: change the file.',
				},
				{
					on: outsideContainers,
					text: 'The last bind line in the file wins, so look for a second one further down or in an included file.',
				},
				'If it was open without a password, look for unknown keys in authorized_keys and unknown cron jobs: closing the port does not remove an intruder.',
			],
		},
		sources: [
			'https://redis.io/docs/latest/operate/oss_and_stack/management/security/',
			'https://redis.io/docs/management/config-file/',
			'https://packages.debian.org/bookworm/redis-server',
			...redisPackages.sources,
			...redisImage.sources,
			fedoraPackage('redis'),
			fedoraPackage('valkey'),
		],
	},
	{
		id: 'memcached',
		name: 'Memcached',
		category: 'database',
		doors: [
			{
				port: 11211,
				protocol: 'tcp',
				severity: 'high',
				why: 'Seldom a password: cached sessions and data can be read and changed',
			},
			{
				port: 11211,
				protocol: 'udp',
				name: 'Memcached over UDP',
				severity: 'critical',
				why: 'Attackers use it to flood others; replies up to 51,000 times larger',
			},
		],
		what: 'A cache that keeps data of web applications in memory.',
		risk: 'As delivered it asks nobody for a password, so anyone can read and replace what your application keeps there, signed-in sessions included. Over UDP a forged request of a few bytes makes it send a huge reply to a victim. In 2018 the largest floods seen until then came from such servers.',
		need: 'Web servers of your own network; nobody outside.',
		instructions: {
			usage: looked(
				onUnix("printf 'stats conns\\r\\nquit\\r\\n' | nc 127.0.0.1 11211"),
				'A line with addr for each connection, with the address it comes from. On Debian nc is in netcat-openbsd, on RHEL in nmap-ncat.',
			),
			stop: {
				debian: [{ kind: 'run', command: 'systemctl disable --now memcached' }],
				rhel: [{ kind: 'run', command: 'systemctl disable --now memcached' }],
				...memcachedPackages.stop,
			},
			bind: {
				debian: [
					{ kind: 'edit', file: '/etc/memcached.conf', lines: ['-l 127.0.0.1,::1', '-U 0'] },
					{ kind: 'run', command: 'systemctl restart memcached' },
				],
				rhel: [
					{ kind: 'edit', file: '/etc/sysconfig/memcached', lines: ['OPTIONS="-l 127.0.0.1,::1 -U 0"'] },
					{ kind: 'run', command: 'systemctl restart memcached' },
				],
				...memcachedPackages.bind,
				...memcachedImage.bind,
			},
			harden: onLinux(memcachedHarden),
			pitfalls: [
				{ on: outsideContainers, text: 'Without any -l it listens on all addresses: removing the line opens it.' },
				{ on: outsideContainers, text: 'If the machine has no IPv6, leave ::1 out of the list.' },
				'PHP, Django and others may be set to the public name of the server; point them to 127.0.0.1.',
			],
		},
		sources: [
			'https://manpages.debian.org/bookworm/memcached/memcached.1.en.html',
			'https://packages.debian.org/bookworm/memcached',
			...memcachedPackages.sources,
			...memcachedImage.sources,
			'https://www.cisa.gov/news-events/alerts/2014/01/17/udp-based-amplification-attacks',
			'https://blog.cloudflare.com/memcrashed-major-amplification-attacks-from-port-11211/',
			fedoraPackage('memcached'),
		],
	},
];
