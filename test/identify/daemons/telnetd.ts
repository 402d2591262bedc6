import { type DaemonCases, once } from '../daemon-case.ts';

export default {
	telnetd: {
		recipe: {
			needs: ['/usr/sbin/telnetd', '/usr/bin/socat'],
			needsRoot: true,
			ports: ['telnet'],
			async prepare({ ports }) {
				const listen = `TCP-LISTEN:${ports.telnet},bind=127.0.0.1,reuseaddr,fork`;
				return [{ command: '/usr/bin/socat', args: [listen, 'EXEC:/usr/sbin/telnetd,nofork'] }];
			},
		},
		doors: [
			{
				door: 'telnet',
				usualPort: 23,
				identity: { service: 'telnet', access: 'unknown' },
				evidence: /^negotiates .*DO terminal type/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
