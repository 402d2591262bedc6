import type { DaemonCases } from '../daemon-case.ts';

export default {
	'rpcbind-udp': {
		recipe: {
			needs: ['/sbin/rpcbind', '/usr/bin/systemd-socket-activate', '/usr/bin/unshare'],
			needsRoot: true,
			ports: ['rpcbind'],
			udpPorts: ['rpcbind'],
			prepare: async ({ ports }) => {
				// It listens on its own port only, unless it is given a socket; and only one can have its lock in /run.
				const activate = `systemd-socket-activate --datagram -l 127.0.0.1:${ports.rpcbind} /sbin/rpcbind -f -w`;
				const script = `mount -t tmpfs tmpfs /run && mkdir /run/rpcbind && exec ${activate}`;
				return [{ command: '/usr/bin/unshare', args: ['--mount', 'sh', '-c', script] }];
			},
		},
		doors: [
			{
				door: 'rpcbind',
				protocol: 'udp',
				usualPort: 111,
				identity: {
					service: 'rpcbind',
					access: 'open',
					remark: 'lists its services to strangers; can be abused to flood others',
				},
				evidence: /^DUMP answered: portmapper \(111\)$/,
				requests: 2,
			},
		],
	},
} satisfies DaemonCases;
