import { type DaemonCases, makeCertificate, type Recipe, write } from '../daemon-case.ts';

export default {
	redis: {
		recipe: redisRecipe(),
		doors: [
			{
				door: 'redis',
				usualPort: 6379,
				identity: { service: 'redis', product: 'Redis', access: 'open', remark: 'answers without a password' },
				evidence: /redis_version:\d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'redis-password': {
		recipe: redisRecipe('--requirepass', 'a long secret'),
		doors: [
			{
				door: 'redis',
				usualPort: 6379,
				identity: { service: 'redis', access: 'protected', remark: 'asks for a password' },
				evidence: /NOAUTH/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'redis-tls': {
		recipe: recipeOf(['tls'], ({ tls }) => [
			...['--port', '0', '--tls-port', String(tls), '--tls-auth-clients', 'no'],
			...['--tls-cert-file', 'certificate.pem', '--tls-key-file', 'key.pem'],
		]),
		doors: [
			{
				door: 'tls',
				usualPort: 6380,
				identity: { service: 'redis', product: 'Redis', access: 'open' },
				evidence: /redis_version:\d/,
				tellsVersion: true,
				secure: true,
				connections: { usual: 3, elsewhere: 4 },
			},
		],
	},
	'redis-cluster': {
		recipe: recipeOf(['redis', 'bus'], ({ redis, bus }) => [
			...['--port', String(redis), '--cluster-enabled', 'yes', '--cluster-port', String(bus)],
		]),
		doors: [
			{
				door: 'redis',
				usualPort: 6379,
				identity: { service: 'redis', product: 'Redis', access: 'open' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	'redis-sentinel': {
		recipe: {
			needs: ['/usr/bin/redis-sentinel'],
			ports: ['sentinel'],
			version: ['/usr/bin/redis-sentinel', ['--version'], / v=(\S+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'sentinel.conf', [`port ${ports.sentinel}`, 'bind 127.0.0.1']);
				return [{ command: '/usr/bin/redis-sentinel', args: [file] }];
			},
		},
		doors: [
			{
				door: 'sentinel',
				usualPort: 26379,
				identity: { service: 'redis', product: 'Redis Sentinel', access: 'open' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;

function redisRecipe(...settings: readonly string[]): Recipe {
	return recipeOf(['redis'], ({ redis }) => ['--port', String(redis), ...settings]);
}

function recipeOf(
	ports: readonly string[],
	settings: (ports: Readonly<Record<string, number>>) => readonly string[],
): Recipe {
	return {
		needs: ['/usr/bin/redis-server'],
		ports,
		version: ['redis-server', ['--version'], / v=(\S+)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			const args = ['--bind', '127.0.0.1', '--dir', directory, '--save', '', ...settings(ports)];
			return [{ command: '/usr/bin/redis-server', args }];
		},
	};
}
