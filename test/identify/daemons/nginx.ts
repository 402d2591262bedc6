import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, makeCertificate, write } from '../daemon-case.ts';

export default {
	nginx: {
		recipe: {
			needs: ['/usr/sbin/nginx', '/usr/bin/openssl'],
			ports: ['http', 'https', 'redirect'],
			version: ['/usr/sbin/nginx', ['-v'], /nginx\/(\S+)/],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				await mkdir(join(directory, 'web'));
				await write(join(directory, 'web'), 'index.html', [
					'<html><head><title>Doors &amp; locks</title></head></html>',
				]);
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
		doors: [
			{
				door: 'http',
				usualPort: 80,
				identity: { service: 'http', product: 'nginx', access: 'unknown', remark: 'Doors & locks' },
				tellsVersion: true,
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'redirect',
				usualPort: 8080,
				identity: { service: 'http', product: 'nginx', remark: 'redirects to https://www.example.com/' },
				connections: { usual: 1, elsewhere: 2 },
			},
			{
				door: 'https',
				usualPort: 443,
				identity: { service: 'https', product: 'nginx', remark: 'self-signed certificate' },
				evidence: /title: Doors & locks/,
				tellsVersion: true,
				// One for the old versions.
				connections: { usual: 2, elsewhere: 3 },
			},
		],
	},
} satisfies DaemonCases;
