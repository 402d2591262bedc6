import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	'php-fpm': {
		recipe: {
			needs: ['/usr/sbin/php-fpm8.2'],
			needsRoot: true,
			ports: ['fastcgi'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'php-fpm.conf', [
					'[global]',
					`error_log = ${directory}/log`,
					'daemonize = no',
					'[www]',
					`listen = 127.0.0.1:${ports.fastcgi}`,
					'user = nobody',
					'group = nogroup',
					'pm = static',
					'pm.max_children = 1',
				]);
				return [{ command: '/usr/sbin/php-fpm8.2', args: ['-n', '-y', file] }];
			},
		},
		doors: [
			{
				door: 'fastcgi',
				usualPort: 9000,
				identity: { service: 'php-fpm', access: 'open', remark: 'answers without a password' },
				evidence: /^FCGI_GET_VALUES answered: FCGI_MPXS_CONNS=0$/,
				connections: { usual: 2, elsewhere: 13 },
			},
		],
	},
} satisfies DaemonCases;
