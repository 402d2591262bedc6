import { join } from 'node:path';
import { type DaemonCases, makeCertificate, run, write } from '../daemon-case.ts';

export default {
	mumble: {
		recipe: {
			needs: ['/usr/sbin/murmurd'],
			needsRoot: true,
			ports: ['mumble'],
			version: ['/usr/sbin/murmurd', ['-version'], /(\d+\.\d+\.\d+)/],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				const file = await write(directory, 'murmur.ini', [
					...['host=127.0.0.1', `port=${ports.mumble}`, 'bonjour=false', `database=${join(directory, 'database')}`],
					...[`sslCert=${join(directory, 'certificate.pem')}`, `sslKey=${join(directory, 'key.pem')}`],
					...[`logfile=${join(directory, 'log')}`, `pidfile=${join(directory, 'pid')}`],
				]);
				run('chown', '-R', 'mumble-server', directory);
				return [{ command: '/usr/sbin/murmurd', args: ['-fg', '-ini', file], user: 'mumble-server' }];
			},
		},
		doors: [
			{
				door: 'mumble',
				usualPort: 64_738,
				identity: { service: 'mumble', product: 'Mumble', access: 'unknown', os: 'Debian' },
				evidence: /^greeted with version \d/,
				tellsVersion: true,
				secure: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
