import type { DaemonCases } from '../daemon-case.ts';

export default {
	rpcbind: {
		recipe: {
			needs: ['/usr/sbin/rpcbind', '/usr/bin/systemd-socket-activate', '/usr/bin/unshare'],
			needsRoot: true,
			ports: ['rpcbind'],
			// Beside the socket that it is given it opens port 111 and its own socket: it may have those for itself.
			async prepare({ ports }) {
				const apart = ['unshare', '--net', '--mount', 'sh', '-c', 'mount -t tmpfs none /run && exec rpcbind -f -w'];
				return [{ command: '/usr/bin/systemd-socket-activate', args: ['-l', `127.0.0.1:${ports.rpcbind}`, ...apart] }];
			},
		},
		doors: [
			{
				door: 'rpcbind',
				usualPort: 111,
				identity: { service: 'rpcbind', access: 'open' },
				evidence: /^DUMP answered: portmapper \(111\)$/,
				connections: { usual: 1, elsewhere: 8 },
			},
		],
	},
} satisfies DaemonCases;
