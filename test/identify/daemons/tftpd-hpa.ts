import type { DaemonCases } from '../daemon-case.ts';

export default {
	'tftpd-hpa': {
		recipe: {
			needs: ['/usr/sbin/in.tftpd'],
			needsRoot: true,
			ports: ['tftp'],
			udpPorts: ['tftp'],
			prepare: async ({ directory, ports }) => [
				{
					command: '/usr/sbin/in.tftpd',
					args: ['--foreground', '-a', `127.0.0.1:${ports.tftp}`, '-u', 'root', '--secure', directory],
				},
			],
		},
		doors: [
			{
				door: 'tftp',
				protocol: 'udp',
				usualPort: 69,
				identity: { service: 'tftp', access: 'open' },
				evidence: /^read request for a file that is not there answered: error 1, File not found$/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
