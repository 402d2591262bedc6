import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, makeCertificate, run, write } from '../daemon-case.ts';

const postgresBin = newestPostgres();

export default {
	postgresql: {
		recipe: {
			needs: [join(postgresBin, 'postgres'), join(postgresBin, 'initdb')],
			needsRoot: true,
			ports: ['postgresql'],
			version: [join(postgresBin, 'postgres'), ['--version'], /(\d[\d.]*)/],
			async prepare({ directory, ports }) {
				const data = join(directory, 'data');
				makeCertificate(directory);
				await mkdir(data, { mode: 0o700 });
				run('chown', '-R', 'postgres', directory);
				run(
					'runuser',
					'-u',
					'postgres',
					'--',
					join(postgresBin, 'initdb'),
					'-D',
					data,
					'-A',
					'scram-sha-256',
					'-N',
					'--no-instructions',
					'-U',
					'postgres',
					'--pwfile=/proc/sys/kernel/random/uuid',
				);
				const settings = {
					listen_addresses: '127.0.0.1',
					port: String(ports.postgresql),
					unix_socket_directories: directory,
					shared_buffers: '1MB',
					fsync: 'off',
					ssl: 'on',
					ssl_cert_file: join(directory, 'certificate.pem'),
					ssl_key_file: join(directory, 'key.pem'),
				};
				const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
				return [{ command: join(postgresBin, 'postgres'), args: ['-D', data, ...args], user: 'postgres' }];
			},
		},
		doors: [
			{
				door: 'postgresql',
				usualPort: 5432,
				identity: { service: 'postgresql', access: 'unknown' },
				evidence: /offers TLS/,
				connections: { usual: 1, elsewhere: 3 },
			},
		],
	},
	pgbouncer: {
		recipe: {
			needs: ['/usr/sbin/pgbouncer'],
			needsRoot: true,
			ports: ['pgbouncer'],
			async prepare({ directory, ports }) {
				const users = await write(directory, 'users', ['"somebody" "a long secret"']);
				const config = await write(directory, 'pgbouncer.ini', [
					...['[databases]', 'shop = host=127.0.0.1', '[pgbouncer]', 'listen_addr = 127.0.0.1'],
					...[`listen_port = ${ports.pgbouncer}`, 'auth_type = md5', `auth_file = ${users}`, 'unix_socket_dir ='],
				]);
				return [{ command: '/usr/sbin/pgbouncer', args: [config], user: 'postgres' }];
			},
		},
		doors: [
			{
				door: 'pgbouncer',
				usualPort: 6432,
				identity: { service: 'postgresql', access: 'unknown', remark: 'no encryption offered' },
				secure: false,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;

function newestPostgres(): string {
	const root = '/usr/lib/postgresql';
	const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
	return join(root, String(Math.max(0, ...versions)), 'bin');
}
