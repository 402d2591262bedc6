import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, type Recipe, run } from '../daemon-case.ts';

export default {
	xvfb: {
		recipe: xvfb(() => ['-ac']),
		doors: [
			{
				door: 'x11',
				usualPort: 6000,
				identity: { service: 'x11', product: 'X.Org', access: 'open', remark: 'answers without a password' },
				evidence: /^connection setup answered: success \(The X\.Org Foundation, release \d+\)$/,
				connections: { usual: 1 },
			},
		],
	},
	'xvfb-cookie': {
		recipe: xvfb((directory) => ['-auth', join(directory, 'cookies')]),
		doors: [
			{
				door: 'x11',
				usualPort: 6001,
				identity: { service: 'x11', access: 'protected', remark: 'asks for an authorisation' },
				evidence: /Authorization required/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;

/** It would listen on every address: it gets no TCP, and a relay on loopback instead. */
function xvfb(access: (directory: string) => readonly string[]): Recipe {
	return {
		needs: ['/usr/bin/Xvfb', '/usr/bin/socat'],
		ports: ['x11'],
		async prepare({ directory, ports }) {
			await writeFile(join(directory, 'cookies'), cookie);
			const socket = `/tmp/.X11-unix/X${ports.x11}`;
			run('mkdir', '-p', '-m', '1777', '/tmp/.X11-unix');
			const screen = [`:${ports.x11}`, '-screen', '0', '320x200x16', '-nolisten', 'tcp'];
			const relay = [`TCP-LISTEN:${ports.x11},bind=127.0.0.1,reuseaddr,fork`, `UNIX-CONNECT:${socket}`];
			return [
				{ command: '/usr/bin/Xvfb', args: [...screen, ...access(directory)], readyFile: socket },
				{ command: '/usr/bin/socat', args: relay },
			];
		},
	};
}

/** One entry of an Xauthority file: for any address and display, a name and 16 bytes that nobody ever sends. */
const cookie = Buffer.concat([
	Buffer.from('ffff000000000012', 'hex'),
	Buffer.from('MIT-MAGIC-COOKIE-1'),
	Buffer.from('0010', 'hex'),
	Buffer.alloc(16, 0x5a),
]);
