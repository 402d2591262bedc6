import type { DaemonCases, Recipe } from '../daemon-case.ts';

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
} satisfies DaemonCases;

function redisRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/redis-server'],
		ports: ['redis'],
		version: ['redis-server', ['--version'], / v=(\S+)/],
		async prepare({ directory, ports }) {
			const args = [
				'--bind',
				'127.0.0.1',
				'--port',
				String(ports.redis),
				'--dir',
				directory,
				'--save',
				'',
				...settings,
			];
			return [{ command: '/usr/bin/redis-server', args }];
		},
	};
}
