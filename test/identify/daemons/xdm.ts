import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	xdm: {
		recipe: {
			needs: ['/usr/bin/xdm'],
			needsRoot: true,
			ports: ['xdmcp'],
			udpPorts: ['xdmcp'],
			prepare: async ({ directory, ports }) => {
				const access = await write(directory, 'Xaccess', ['*']);
				const configuration = await write(directory, 'xdm-config', [
					...[`DisplayManager.requestPort: ${ports.xdmcp}`, `DisplayManager.accessFile: ${access}`],
					...['DisplayManager.servers:', `DisplayManager.authDir: ${directory}`],
					...[`DisplayManager.pidFile: ${directory}/pid`, `DisplayManager.errorLogFile: ${directory}/log`],
				]);
				return [{ command: '/usr/bin/xdm', args: ['-nodaemon', '-config', configuration] }];
			},
		},
		doors: [
			{
				door: 'xdmcp',
				protocol: 'udp',
				usualPort: 177,
				identity: { service: 'xdmcp', access: 'unknown', remark: 'offers strangers a sign-in screen, unencrypted' },
				evidence: /is willing/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
