import type { DaemonCases } from '../daemon-case.ts';

export default {
	'memcached-udp': {
		recipe: {
			needs: ['/usr/bin/memcached'],
			ports: ['memcached'],
			udpPorts: ['memcached'],
			version: ['/usr/bin/memcached', ['-V'], /memcached (\S+)/],
			prepare: async ({ ports }) => [
				{
					command: '/usr/bin/memcached',
					args: ['-u', 'nobody', '-l', '127.0.0.1', '-p', '0', '-U', String(ports.memcached)],
				},
			],
		},
		doors: [
			{
				door: 'memcached',
				protocol: 'udp',
				usualPort: 11211,
				identity: {
					service: 'memcached',
					product: 'Memcached',
					access: 'open',
					remark: 'answers strangers without a password; can be abused to flood others',
				},
				evidence: /^version answered: VERSION \d/,
				tellsVersion: true,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
