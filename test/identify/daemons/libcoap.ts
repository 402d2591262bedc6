import type { DaemonCases } from '../daemon-case.ts';

export default {
	libcoap: {
		recipe: {
			needs: ['/usr/bin/coap-server-notls'],
			ports: ['coap'],
			udpPorts: ['coap'],
			prepare: async ({ ports }) => [
				{ command: '/usr/bin/coap-server-notls', args: ['-A', '127.0.0.1', '-p', String(ports.coap)] },
			],
		},
		doors: [
			{
				door: 'coap',
				protocol: 'udp',
				usualPort: 5683,
				identity: { service: 'coap', access: 'unknown' },
				evidence: /^ping answered: reset/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
