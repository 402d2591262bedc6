import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	fingerd: {
		recipe: {
			needs: ['/usr/sbin/inetd', '/usr/sbin/in.fingerd', '/usr/bin/finger'],
			needsRoot: true,
			ports: ['finger'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'inetd.conf', [
					`127.0.0.1:${ports.finger} stream tcp nowait nobody /usr/sbin/in.fingerd in.fingerd`,
				]);
				return [{ command: '/usr/sbin/inetd', args: ['-i', file] }];
			},
		},
		doors: [
			{
				door: 'finger',
				usualPort: 79,
				identity: { service: 'finger', access: 'unknown', remark: 'tells who has an account' },
				evidence: /^(?:doorcheck answered:|answered) finger: \w+: no such user\.$/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
	oidentd: {
		recipe: {
			needs: ['/usr/sbin/oidentd'],
			needsRoot: true,
			ports: ['ident'],
			async prepare({ ports }) {
				const args = ['--nosyslog', '-i', '-a', '127.0.0.1', '-p', String(ports.ident), '-u', 'root', '-g', 'root'];
				return [{ command: '/usr/sbin/oidentd', args }];
			},
		},
		doors: [
			{
				door: 'ident',
				usualPort: 113,
				identity: { service: 'ident', access: 'unknown' },
				evidence: /^0, 0 answered: 0,0:ERROR:INVALID-PORT$/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;
