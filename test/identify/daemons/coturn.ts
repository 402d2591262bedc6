import type { DaemonCases } from '../daemon-case.ts';

export default {
	coturn: {
		recipe: {
			needs: ['/usr/bin/turnserver'],
			ports: ['stun'],
			udpPorts: ['stun'],
			version: ['/usr/bin/turnserver', ['--version'], /(\d+\.\d+\.\d+)/],
			prepare: async ({ directory, ports }) => [
				{
					command: '/usr/bin/turnserver',
					args: [
						...['-n', '-S', '-L', '127.0.0.1', '-p', String(ports.stun), '--no-cli', '--log-file=stdout'],
						...['--pidfile', `${directory}/pid`, '--userdb', `${directory}/users`],
					],
				},
			],
		},
		doors: [
			{
				door: 'stun',
				protocol: 'udp',
				usualPort: 3478,
				identity: { service: 'stun', product: 'Coturn', access: 'unknown' },
				evidence: /^software: Coturn-/,
				tellsVersion: true,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
