import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, once, write } from '../daemon-case.ts';

export default {
	vsftpd: {
		recipe: {
			needs: ['/usr/sbin/vsftpd'],
			needsRoot: true,
			ports: ['ftp'],
			version: ['/usr/sbin/vsftpd', ['-v'], /version (\S+)/],
			async prepare({ directory, ports }) {
				await mkdir(join(directory, 'empty'));
				const file = await write(directory, 'vsftpd.conf', [
					...['listen=YES', 'listen_address=127.0.0.1', `listen_port=${ports.ftp}`, 'background=NO'],
					...['anonymous_enable=NO', 'local_enable=YES', `secure_chroot_dir=${directory}/empty`],
				]);
				return [{ command: '/usr/sbin/vsftpd', args: [file] }];
			},
		},
		doors: [
			{
				door: 'ftp',
				usualPort: 21,
				identity: { service: 'ftp', product: 'vsftpd', access: 'unknown' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
