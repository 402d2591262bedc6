import { type DaemonCases, once, write } from '../daemon-case.ts';

export default {
	rsync: {
		recipe: {
			needs: ['/usr/bin/rsync'],
			ports: ['rsync'],
			version: ['rsync', ['--version'], /version (\S+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'rsyncd.conf', [
					...['use chroot = no', `motd file = ${directory}/motd`, `pid file = ${directory}/pid`],
					...[
						'[backup]',
						`path = ${directory}`,
						'comment = Nightly backups',
						'[hidden]',
						`path = ${directory}`,
						'list = no',
					],
				]);
				await write(directory, 'motd', ['Welcome to the backups']);
				const args = ['--daemon', '--no-detach', `--config=${file}`, '--address=127.0.0.1', `--port=${ports.rsync}`];
				return [{ command: '/usr/bin/rsync', args: [...args, `--log-file=${directory}/log`] }];
			},
		},
		doors: [
			{
				door: 'rsync',
				usualPort: 873,
				identity: { service: 'rsync', access: 'unknown', remark: 'module list readable (1)' },
				evidence: /#list answered: backup$/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
