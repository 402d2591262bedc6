import { join } from 'node:path';
import { type DaemonCases, once, type Recipe, run } from '../daemon-case.ts';

export default {
	mariadb: {
		recipe: mariadbRecipe('--skip-grant-tables'),
		doors: [
			{
				door: 'mysql',
				usualPort: 3306,
				identity: { service: 'mysql', product: 'MariaDB', access: 'unknown' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
	/** Knows no user from 127.0.0.1, so it refuses the address (error 1130). */
	'mariadb-refusing': {
		recipe: mariadbRecipe(),
		doors: [
			{
				door: 'mysql',
				usualPort: 3306,
				identity: { service: 'mysql', product: 'MariaDB', access: 'protected' },
				evidence: /error 1130: Host/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;

function mariadbRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db'],
		needsRoot: true,
		ports: ['mysql'],
		version: ['/usr/sbin/mariadbd', ['--version'], /Ver (\d[\d.]*)/],
		async prepare({ directory, ports }) {
			const data = join(directory, 'data');
			run('mariadb-install-db', '--no-defaults', `--datadir=${data}`, '--user=mysql', '--skip-test-db');
			run('chown', 'mysql', directory);
			const args = [
				...['--no-defaults', `--datadir=${data}`, `--socket=${join(directory, 'sock')}`],
				...[`--port=${ports.mysql}`, '--bind-address=127.0.0.1', '--skip-name-resolve'],
				...[`--pid-file=${join(directory, 'pid')}`, '--innodb-buffer-pool-size=8M', ...settings],
			];
			return [{ command: '/usr/sbin/mariadbd', args, user: 'mysql' }];
		},
	};
}
