import { type DaemonCases, once, write } from '../daemon-case.ts';

export default {
	ganglia: {
		recipe: {
			needs: ['/usr/sbin/gmond'],
			ports: ['gmond'],
			version: ['gmond', ['--version'], /gmond (\S+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'gmond.conf', [
					'globals { daemonize = no setuid = no mute = yes deaf = no }',
					'cluster { name = "doorcheck" }',
					`udp_recv_channel { port = ${ports.gmond} bind = 127.0.0.1 }`,
					`tcp_accept_channel { port = ${ports.gmond} bind = 127.0.0.1 }`,
				]);
				return [{ command: '/usr/sbin/gmond', args: ['-c', file] }];
			},
		},
		doors: [
			{
				door: 'gmond',
				usualPort: 8649,
				identity: { service: 'ganglia', product: 'Ganglia gmond', access: 'open' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
