import { mkdir } from 'node:fs/promises';
import { type DaemonCases, write } from '../daemon-case.ts';

const connections = { usual: 1, elsewhere: 2 };

export default {
	apache: {
		recipe: {
			needs: ['/usr/sbin/apache2', '/usr/lib/apache2/modules/mod_mpm_event.so'],
			ports: ['http', 'password'],
			version: ['/usr/sbin/apache2', ['-v'], /Apache\/(\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				await mkdir(`${directory}/web`);
				await write(`${directory}/web`, 'index.html', ['<title>Doors</title>']);
				const modules = [
					'mpm_event',
					'authn_core',
					'authn_file',
					'authz_core',
					'authz_user',
					'auth_basic',
					'dir',
					'mime',
				];
				const file = await write(directory, 'apache2.conf', [
					...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`),
					...[`PidFile ${directory}/pid`, `ErrorLog ${directory}/log`, `DocumentRoot ${directory}/web`],
					...[
						'ServerName localhost',
						'DirectoryIndex index.html',
						'TypesConfig /etc/mime.types',
						'ServerTokens OS',
						'User www-data',
					],
					...[`DefaultRuntimeDir ${directory}`, `Listen 127.0.0.1:${ports.http}`, `Listen 127.0.0.1:${ports.password}`],
					...[`<VirtualHost *:${ports.password}>`, '<Location />', 'AuthType Basic', 'AuthName "Members"'],
					...[`AuthUserFile ${directory}/users`, 'Require valid-user', '</Location>', '</VirtualHost>'],
				]);
				return [{ command: '/usr/sbin/apache2', args: ['-D', 'FOREGROUND', '-f', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 80,
				identity: { service: 'http', product: 'Apache', access: 'unknown', remark: 'Doors', os: 'Debian' },
				tellsVersion: true,
				connections,
			},
			{
				door: 'password',
				usualPort: 8080,
				identity: { service: 'http', product: 'Apache', access: 'protected', remark: 'asks for a password' },
				tellsVersion: true,
				connections,
			},
		],
	},
	lighttpd: {
		recipe: {
			needs: ['/usr/sbin/lighttpd'],
			ports: ['http'],
			version: ['/usr/sbin/lighttpd', ['-v'], /lighttpd\/(\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				await write(directory, 'index.html', ['<title>Doors</title>']);
				const file = await write(directory, 'lighttpd.conf', [
					...[`server.document-root = "${directory}"`, 'server.bind = "127.0.0.1"', `server.port = ${ports.http}`],
					...['index-file.names = ("index.html")', 'mimetype.assign = (".html" => "text/html")'],
				]);
				return [{ command: '/usr/sbin/lighttpd', args: ['-D', '-f', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 80,
				identity: { service: 'http', product: 'lighttpd', access: 'unknown', remark: 'Doors' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
