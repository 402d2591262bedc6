import type { DaemonCases } from '../daemon-case.ts';

export default {
	beanstalkd: {
		recipe: {
			needs: ['/usr/bin/beanstalkd'],
			ports: ['beanstalkd'],
			version: ['beanstalkd', ['-v'], /beanstalkd (\d[\d.]*)/],
			async prepare({ ports }) {
				return [{ command: '/usr/bin/beanstalkd', args: ['-l', '127.0.0.1', '-p', String(ports.beanstalkd)] }];
			},
		},
		doors: [
			{
				door: 'beanstalkd',
				usualPort: 11_300,
				identity: { service: 'beanstalkd', access: 'open', remark: 'answers without a password' },
				evidence: /^stats answered: version \d/,
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
