import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Identity } from '../../../source/model.ts';
import { type DaemonCase, type DaemonCases, write } from '../daemon-case.ts';

const connections = { usual: 1, elsewhere: 2 };

export default {
	cockpit: {
		recipe: {
			needs: ['/usr/lib/cockpit/cockpit-ws'],
			ports: ['http'],
			async prepare({ directory, ports }) {
				const args = ['--no-tls', '--address', '127.0.0.1', '--port', String(ports.http)];
				return [{ command: '/usr/lib/cockpit/cockpit-ws', args, env: { XDG_CONFIG_DIRS: directory } }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 9090,
				identity: { service: 'cockpit', product: 'Cockpit', access: 'protected', remark: 'asks for a password' },
				connections,
			},
		],
	},
	supervisor: supervisor([], { access: 'open', remark: 'answers without a password' }),
	'supervisor-password': supervisor(['username=anna', 'password=secret'], { access: 'protected' }),
	transmission: transmission(['--no-auth'], 'open'),
	'transmission-password': transmission(['--auth', '--username', 'anna', '--password', 'secret'], 'protected'),
	'nats-monitoring': {
		recipe: {
			needs: ['/usr/sbin/nats-server'],
			ports: ['http', 'clients'],
			version: ['nats-server', ['--version'], /v(\d+(?:\.\d+)+)/],
			async prepare({ ports }) {
				const args = ['--addr', '127.0.0.1', '--port', String(ports.clients), '--http_port', String(ports.http)];
				return [{ command: '/usr/sbin/nats-server', args }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8222,
				identity: { service: 'nats-monitoring', product: 'NATS', access: 'open' },
				evidence: /^GET \/varz answered: HTTP\/1\.1 200 OK, "version": "\d/,
				tellsVersion: true,
				connections,
			},
		],
	},
	phpmyadmin: {
		recipe: {
			needs: ['/usr/bin/php', '/usr/share/phpmyadmin/index.php'],
			needsRoot: true,
			ports: ['http'],
			async prepare({ ports }) {
				const args = ['-S', `127.0.0.1:${ports.http}`, '-t', '/usr/share/phpmyadmin'];
				return [{ command: '/usr/bin/php', args }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 80,
				identity: { service: 'phpmyadmin', product: 'phpMyAdmin', version: '5.2.1', access: 'protected' },
				connections,
			},
		],
	},
	adminer: {
		recipe: {
			needs: ['/usr/bin/php', '/usr/share/adminer/adminer.php'],
			ports: ['http'],
			async prepare({ ports }) {
				const args = ['-S', `127.0.0.1:${ports.http}`, '/usr/share/adminer/adminer.php'];
				return [{ command: '/usr/bin/php', args }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8080,
				identity: { service: 'adminer', product: 'Adminer', version: '4.8.1', access: 'protected' },
				connections,
			},
		],
	},
	'zabbix-web': {
		recipe: {
			needs: ['/usr/bin/php', '/usr/share/zabbix/index.php'],
			ports: ['http'],
			async prepare({ ports }) {
				return [{ command: '/usr/bin/php', args: ['-S', `127.0.0.1:${ports.http}`, '-t', '/usr/share/zabbix'] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 80,
				identity: {
					service: 'zabbix-web',
					product: 'Zabbix',
					access: 'unknown',
					remark: 'shows the page that sets it up',
				},
				evidence: /^Location: \/setup\.php$/,
				// PHP's own web server hangs up after each page.
				connections: { usual: 2, elsewhere: 3 },
			},
		],
	},
	cups: {
		recipe: {
			needs: ['/usr/sbin/cupsd'],
			needsRoot: true,
			ports: ['http'],
			async prepare({ directory, ports }) {
				const folders = ['etc', 'cache', 'spool', 'run', 'log'];
				for (const folder of folders) await mkdir(`${directory}/${folder}`);
				const settings = await write(`${directory}/etc`, 'cupsd.conf', [
					...[`Listen 127.0.0.1:${ports.http}`, 'WebInterface Yes', 'DefaultAuthType Basic'],
					...['ServerAlias *', '<Location />', 'Order allow,deny', 'Allow all', '</Location>'],
				]);
				const files = await write(`${directory}/etc`, 'cups-files.conf', [
					...[`ServerRoot ${directory}/etc`, `CacheDir ${directory}/cache`, `RequestRoot ${directory}/spool`],
					...[`StateDir ${directory}/run`, `TempDir ${directory}/spool`, `AccessLog ${directory}/log/access`],
					...[`ErrorLog ${directory}/log/error`, `PageLog ${directory}/log/page`],
				]);
				return [{ command: '/usr/sbin/cupsd', args: ['-f', '-c', settings, '-s', files] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 631,
				identity: { service: 'cups', product: 'CUPS', version: '2.4.2', access: 'unknown' },
				connections,
			},
		],
	},
	tomcat: {
		recipe: {
			needs: ['/usr/share/tomcat10/bin/catalina.sh', '/usr/share/tomcat10-admin/manager', '/usr/bin/java'],
			needsRoot: true,
			ports: ['http'],
			version: ['dpkg-query', ['-W', '-f', '$' + '{Version}', 'tomcat10'], /^(\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				await cp('/etc/tomcat10', `${directory}/conf`, { recursive: true, dereference: true });
				for (const folder of ['logs', 'temp', 'work', 'webapps/ROOT']) {
					await mkdir(`${directory}/${folder}`, { recursive: true });
				}
				const settings = `${directory}/conf/server.xml`;
				const text = await readFile(settings, 'utf8');
				await writeFile(
					settings,
					text
						.replace('port="8005"', 'port="-1"')
						.replace('port="8080"', `port="${ports.http}" address="127.0.0.1" bindOnInit="false"`),
				);
				const env = { CATALINA_BASE: directory, CATALINA_HOME: '/usr/share/tomcat10' };
				// Ready is when it has answered once: the first answer of a Java program takes long.
				const warmUp = [
					'/usr/share/tomcat10/bin/catalina.sh run & trap "kill $!; wait" TERM',
					'until (: < /dev/tcp/127.0.0.1/$0) 2> /dev/null; do sleep 0.1; done',
					'exec 3<> /dev/tcp/127.0.0.1/$0; printf "GET /manager/html HTTP/1.0\\r\\n\\r\\n" >&3; cat <&3 > first; mv first ready',
					'wait',
				];
				const args = ['-c', warmUp.join('\n'), String(ports.http)];
				return [{ command: '/bin/bash', args, env, readyFile: `${directory}/ready` }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8080,
				identity: { service: 'tomcat', product: 'Apache Tomcat', access: 'protected', os: 'Debian' },
				evidence: /^GET \/manager\/html answered: HTTP\/1\.1 401/,
				tellsVersion: true,
				connections,
			},
		],
	},
} satisfies DaemonCases;

function supervisor(login: readonly string[], identity: Partial<Identity>): DaemonCase {
	return {
		recipe: {
			needs: ['/usr/bin/supervisord'],
			ports: ['http'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'supervisord.conf', [
					...['[inet_http_server]', `port=127.0.0.1:${ports.http}`, ...login],
					...['[supervisord]', 'nodaemon=true', `logfile=${directory}/log`, `pidfile=${directory}/pid`],
					...['[rpcinterface:supervisor]'],
					'supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface',
				]);
				return [{ command: '/usr/bin/supervisord', args: ['-c', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 9001,
				identity: { service: 'supervisor', product: 'Supervisor', ...identity },
				connections,
			},
		],
	};
}

function transmission(options: readonly string[], access: Identity['access']): DaemonCase {
	return {
		recipe: {
			needs: ['/usr/bin/transmission-daemon'],
			ports: ['rpc', 'peer'],
			async prepare({ directory, ports }) {
				await write(directory, 'settings.json', [
					'{"rpc-host-whitelist-enabled": false, "dht-enabled": false, "lpd-enabled": false}',
				]);
				const args = [
					...[
						'--foreground',
						'--config-dir',
						directory,
						'--port',
						String(ports.rpc),
						'--rpc-bind-address',
						'127.0.0.1',
					],
					...['--allowed', '127.0.0.1', '--no-portmap', '--peerport', String(ports.peer)],
					...['--bind-address-ipv4', '127.0.0.1', '--bind-address-ipv6', '::1', ...options],
				];
				return [{ command: '/usr/bin/transmission-daemon', args }];
			},
		},
		doors: [
			{
				door: 'rpc',
				usualPort: 9091,
				identity: { service: 'transmission', product: 'Transmission', access },
				connections,
			},
		],
	};
}
