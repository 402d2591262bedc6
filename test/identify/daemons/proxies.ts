import { chown } from 'node:fs/promises';
import type { Identity } from '../../../source/model.ts';
import { type DaemonCase, type DaemonCases, type TcpExpectation, write } from '../daemon-case.ts';

const connections = { usual: 1, elsewhere: 2 };

export default {
	squid: {
		recipe: {
			needs: ['/usr/sbin/squid'],
			ports: ['http'],
			version: ['squid', ['--version'], /Version (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'squid.conf', [
					...[`http_port 127.0.0.1:${ports.http}`, `pid_filename ${directory}/pid`, `cache_log ${directory}/log`],
					...['access_log none', 'cache_mem 8 MB', 'netdb_filename none', 'pinger_enable off', 'http_access deny all'],
					...[`coredump_dir ${directory}`, 'shutdown_lifetime 0 seconds'],
				]);
				// As root it works for the user proxy, who writes its log.
				if (process.getuid?.() === 0) await chown(directory, 13, 13);
				return [{ command: '/usr/sbin/squid', args: ['-N', '-f', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 3128,
				identity: { service: 'squid', product: 'Squid', access: 'unknown' },
				evidence: /^GET \/ answered: HTTP\/1\.1 400 Bad Request/,
				tellsVersion: true,
				connections,
			},
		],
	},
	tinyproxy: tinyproxy(['Allow 127.0.0.1'], { access: 'unknown', remark: 'forwards requests; for whom was not tried' }),
	'tinyproxy-refusing': tinyproxy(['Allow 192.0.2.1'], { access: 'protected', remark: 'refuses this address' }),
	'tinyproxy-password': tinyproxy(['BasicAuth anna secret'], { access: 'protected', remark: 'asks for a password' }),
	privoxy: {
		recipe: {
			needs: ['/usr/sbin/privoxy', '/etc/privoxy/default.filter'],
			ports: ['http'],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'config', [
					...['confdir /etc/privoxy', `logdir ${directory}`, `listen-address 127.0.0.1:${ports.http}`],
					...['actionsfile default.action', 'filterfile default.filter'],
				]);
				return [{ command: '/usr/sbin/privoxy', args: ['--no-daemon', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8118,
				identity: { service: 'privoxy', product: 'Privoxy', access: 'unknown' },
				connections,
			},
		],
	},
	haproxy: {
		recipe: {
			needs: ['/usr/sbin/haproxy'],
			ports: ['stats', 'front', 'password'],
			version: ['haproxy', ['-v'], /version (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'haproxy.cfg', [
					...['defaults', ' mode http', ' timeout client 5s', ' timeout server 5s', ' timeout connect 5s'],
					...['frontend stats', ` bind 127.0.0.1:${ports.stats}`, ' stats enable', ' stats uri /stats'],
					...['frontend front', ` bind 127.0.0.1:${ports.front}`, ' stats enable', ' stats uri /'],
					...['frontend password', ` bind 127.0.0.1:${ports.password}`, ' stats enable', ' stats uri /'],
					' stats auth anna:secret',
				]);
				return [{ command: '/usr/sbin/haproxy', args: ['-db', '-f', file] }];
			},
		},
		doors: [{ ...haProxyDoor('front', 'open'), tellsVersion: true }, haProxyDoor('password', 'protected')],
	},
} satisfies DaemonCases;

function tinyproxy(options: readonly string[], identity: Partial<Identity>): DaemonCase {
	return {
		recipe: {
			needs: ['/usr/bin/tinyproxy'],
			ports: ['http'],
			version: ['tinyproxy', ['-v'], /tinyproxy (\d+(?:\.\d+)+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'tinyproxy.conf', [
					...[`Port ${ports.http}`, 'Listen 127.0.0.1', 'MaxClients 5', 'LogLevel Critical', ...options],
				]);
				return [{ command: '/usr/bin/tinyproxy', args: ['-d', '-c', file] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8888,
				identity: { service: 'tinyproxy', product: 'Tinyproxy', ...identity },
				tellsVersion: true,
				connections,
			},
		],
	};
}

function haProxyDoor(door: string, access: Identity['access']): TcpExpectation {
	return { door, usualPort: 8404, identity: { service: 'haproxy', product: 'HAProxy', access }, connections };
}
