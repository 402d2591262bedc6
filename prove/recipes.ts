import type { Recipe } from './recipe.ts';

/** Every service that is proven, by its package. */
export const recipes: readonly Recipe[] = [
	{
		service: 'redis',
		package: 'redis-server',
		packages: ['redis-server'],
		setUp: "sed -i 's/^bind .*/bind * -::*/; s/^protected-mode .*/protected-mode no/' /etc/redis/redis.conf",
		doors: [{ port: 6379, protocol: 'tcp' }],
	},
];
