import type { DaemonCases } from '../daemon-case.ts';

export default {
	gearman: {
		recipe: {
			needs: ['/usr/sbin/gearmand'],
			ports: ['gearman'],
			version: ['/usr/sbin/gearmand', ['--version'], /gearmand (\d+(?:\.\d+)*)/],
			async prepare({ ports }) {
				const args = ['--listen', '127.0.0.1', '--port', String(ports.gearman), '--log-file', 'stderr'];
				return [{ command: '/usr/sbin/gearmand', args }];
			},
		},
		doors: [
			{
				door: 'gearman',
				usualPort: 4730,
				identity: { service: 'gearman', access: 'open', remark: 'answers without a password' },
				evidence: /^version answered: \d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
