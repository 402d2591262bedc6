import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Launch, Place, Recipe } from './daemons.ts';

/** The name in the certificate of those that speak TLS; it is self-signed and valid for 61 days. */
export const certificateName = 'doorcheck.test';

function run(command: string, ...args: readonly string[]): void {
	execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Writes `certificate.pem` and `key.pem`. */
export function makeCertificate(directory: string, name = certificateName, days = 61): void {
	run(
		...(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const),
		...['-keyout', join(directory, 'key.pem'), '-out', join(directory, 'certificate.pem')],
		...['-subj', `/O=Doorcheck tests/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`],
		...['-days', String(days)],
	);
}

function redisRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/redis-server'],
		ports: ['redis'],
		version: ['redis-server', ['--version'], / v=(\S+)/],
		async prepare({ directory, ports }) {
			const args = [
				'--bind',
				'127.0.0.1',
				'--port',
				String(ports.redis),
				'--dir',
				directory,
				'--save',
				'',
				...settings,
			];
			return [{ command: '/usr/bin/redis-server', args }];
		},
	};
}

const postgresBin = newestPostgres();

function newestPostgres(): string {
	const root = '/usr/lib/postgresql';
	const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
	return join(root, String(Math.max(0, ...versions)), 'bin');
}

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

function tigervncRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/Xtigervnc'],
		ports: ['vnc'],
		version: ['Xtigervnc', ['-version'], /TigerVNC (\S+)/],
		async prepare({ directory, ports }) {
			// Any eight bytes: nobody ever logs in with them.
			const password = join(directory, 'password');
			await writeFile(password, Buffer.alloc(8, 0x5a));
			const args = [`:${ports.vnc}`, '-rfbport', String(ports.vnc), '-interface', '127.0.0.1', '-geometry', '320x200'];
			return [{ command: '/usr/bin/Xtigervnc', args: [...args, '-PasswordFile', password, ...settings] }];
		},
	};
}

export const recipes = {
	sshd: {
		needs: ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'],
		ports: ['ssh'],
		version: ['ssh', ['-V'], /OpenSSH_([^\s,]+)/],
		async prepare({ directory, ports }) {
			const key = join(directory, 'host_key');
			run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key);
			if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
			const settings = [`Port ${ports.ssh}`, 'ListenAddress 127.0.0.1', `HostKey ${key}`, 'PidFile none', 'UsePAM no'];
			const file = await write(directory, 'sshd_config', settings);
			return [{ command: '/usr/sbin/sshd', args: ['-D', '-e', '-f', file] }];
		},
	},
	nginx: {
		needs: ['/usr/sbin/nginx', '/usr/bin/openssl'],
		ports: ['http', 'https', 'redirect'],
		version: ['/usr/sbin/nginx', ['-v'], /nginx\/(\S+)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			await mkdir(join(directory, 'web'));
			await write(join(directory, 'web'), 'index.html', ['<html><head><title>Doors &amp; locks</title></head></html>']);
			await chmod(directory, 0o755);
			const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
			const file = await write(directory, 'nginx.conf', [
				...[
					'daemon off;',
					'worker_processes 1;',
					`pid ${directory}/pid;`,
					`error_log ${directory}/error.log;`,
					'events {}',
				],
				...['http {', 'access_log off;', 'types { text/html html; }', `root ${directory}/web;`],
				...temporary.map((name) => `${name}_temp_path ${directory}/${name};`),
				`server { listen 127.0.0.1:${ports.http}; }`,
				`server { listen 127.0.0.1:${ports.https} ssl; ssl_certificate certificate.pem; ssl_certificate_key key.pem; }`,
				`server { listen 127.0.0.1:${ports.redirect}; return 301 https://www.example.com/; }`,
				'}',
			]);
			return [{ command: '/usr/sbin/nginx', args: ['-c', file, '-e', join(directory, 'error.log')] }];
		},
	},
	redis: redisRecipe(),
	'redis-password': redisRecipe('--requirepass', 'a long secret'),
	postgresql: {
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
	mariadb: mariadbRecipe('--skip-grant-tables'),
	/** Knows no user from 127.0.0.1, so it refuses the address (error 1130). */
	'mariadb-refusing': mariadbRecipe(),
	postfix: {
		needs: ['/usr/sbin/postconf', '/usr/lib/postfix/sbin/master'],
		needsRoot: true,
		ports: ['smtp'],
		version: ['postconf', ['-d', 'mail_version'], /= (\S+)/],
		prepare: preparePostfix,
	},
	dovecot: {
		needs: ['/usr/sbin/dovecot', '/usr/lib/dovecot/imap-login', '/usr/lib/dovecot/pop3-login'],
		needsRoot: true,
		ports: ['imap', 'pop3', 'imaps', 'pop3s'],
		version: ['dovecot', ['--version'], /(\d[\d.]*)/],
		prepare: prepareDovecot,
	},
	vsftpd: {
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
	rsync: {
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
	tigervnc: tigervncRecipe('-SecurityTypes', 'None'),
	/** As packaged: VeNCrypt with a password, and the plain VNC password. */
	'tigervnc-password': tigervncRecipe(),
	x11vnc: {
		needs: ['/usr/bin/x11vnc', '/usr/bin/Xvfb'],
		ports: ['vnc'],
		version: ['x11vnc', ['-version'], /x11vnc: (\S+)/],
		async prepare({ directory, ports }) {
			const display = `:${ports.vnc}`;
			const screen = ['-screen', '0', '320x200x16', '-nolisten', 'tcp'];
			const share = [
				'-display',
				display,
				'-rfbport',
				String(ports.vnc),
				'-localhost',
				'-nopw',
				'-forever',
				'-noipv6',
				'-noxdamage',
			];
			return [
				{ command: '/usr/bin/Xvfb', args: [display, ...screen], readyFile: `/tmp/.X11-unix/X${ports.vnc}` },
				{ command: '/usr/bin/x11vnc', args: [...share, '-o', join(directory, 'log')] },
			];
		},
	},
} satisfies Readonly<Record<string, Recipe>>;

async function preparePostfix({ directory, ports }: Place): Promise<readonly Launch[]> {
	const queue = join(directory, 'queue');
	const data = join(directory, 'data');
	const config = join(directory, 'conf');
	for (const folder of [queue, data, config]) await mkdir(folder);
	for (const folder of ['pid', 'private', 'public', 'incoming', 'active', 'deferred', 'hold', 'maildrop']) {
		await mkdir(join(queue, folder));
		if (folder !== 'pid') run('chown', 'postfix', join(queue, folder));
	}
	run('chown', 'postfix', data);
	makeCertificate(directory);
	await write(config, 'main.cf', [
		...['compatibility_level = 3.6', `queue_directory = ${queue}`, `data_directory = ${data}`],
		...['command_directory = /usr/sbin', 'daemon_directory = /usr/lib/postfix/sbin', 'mail_owner = postfix'],
		...['setgid_group = postdrop', 'myhostname = mail.example.com', 'mydestination =', 'local_recipient_maps ='],
		...['inet_interfaces = 127.0.0.1', 'inet_protocols = ipv4', 'alias_maps =', 'alias_database ='],
		...['smtpd_banner = $myhostname ESMTP $mail_name (Debian/GNU)', `maillog_file = ${directory}/log`],
		...[`maillog_file_prefixes = ${directory}`, 'smtpd_tls_security_level = may'],
		...[`smtpd_tls_cert_file = ${directory}/certificate.pem`, `smtpd_tls_key_file = ${directory}/key.pem`],
	]);
	await write(config, 'master.cf', [
		`127.0.0.1:${ports.smtp} inet n - n - - smtpd`,
		...['cleanup unix n - n - 0 cleanup', 'rewrite unix - - n - - trivial-rewrite', 'anvil unix - - n - 1 anvil'],
		...['tlsmgr unix - - n 1000? 1 tlsmgr', 'postlog unix-dgram n - n - 1 postlogd'],
	]);
	// It changes its effective user, after which the kernel no longer ends it with its parent: a shell does.
	const guard = `setsid "$@" & trap "kill $!; wait" TERM; wait`;
	return [{ command: '/bin/sh', args: ['-c', guard, 'sh', '/usr/lib/postfix/sbin/master', '-c', config, '-d'] }];
}

async function prepareDovecot({ directory, ports }: Place): Promise<readonly Launch[]> {
	makeCertificate(directory);
	const file = await write(directory, 'dovecot.conf', [
		...['protocols = imap pop3', 'listen = 127.0.0.1', `base_dir = ${directory}/run`, `state_dir = ${directory}/state`],
		...[`log_path = ${directory}/log`, 'ssl = yes', `ssl_cert = <${directory}/certificate.pem`],
		...[
			`ssl_key = <${directory}/key.pem`,
			'mail_location = maildir:~/mail',
			'login_greeting = Dovecot (Debian) ready.',
		],
		...[
			'passdb {',
			'driver = static',
			'args = password=secret',
			'}',
			'userdb {',
			'driver = static',
			'args = uid=1 gid=1 home=/',
			'}',
		],
		...[
			'service imap-login {',
			`inet_listener imap {\nport = ${ports.imap}\n}`,
			`inet_listener imaps {\nport = ${ports.imaps}\nssl = yes\n}`,
			'}',
		],
		...[
			'service pop3-login {',
			`inet_listener pop3 {\nport = ${ports.pop3}\n}`,
			`inet_listener pop3s {\nport = ${ports.pop3s}\nssl = yes\n}`,
			'}',
		],
	]);
	return [{ command: '/usr/sbin/dovecot', args: ['-F', '-c', file] }];
}

async function write(directory: string, name: string, lines: readonly string[]): Promise<string> {
	const file = join(directory, name);
	await writeFile(file, `${lines.join('\n')}\n`);
	return file;
}
