import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, once, type Recipe } from '../daemon-case.ts';

export default {
	tigervnc: {
		recipe: tigervncRecipe('-SecurityTypes', 'None'),
		doors: [
			{
				door: 'vnc',
				usualPort: 5901,
				identity: { service: 'vnc', access: 'open', remark: 'answers without a password' },
				connections: once,
			},
		],
	},
	/** As packaged: VeNCrypt with a password, and the plain VNC password. */
	'tigervnc-password': {
		recipe: tigervncRecipe(),
		doors: [
			{
				door: 'vnc',
				usualPort: 5901,
				identity: { service: 'vnc', access: 'protected', remark: 'asks for a password' },
				evidence: /VeNCrypt subtypes: .*TLSVnc/,
				connections: once,
			},
		],
	},
	x11vnc: {
		recipe: {
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
		doors: [
			{
				door: 'vnc',
				usualPort: 5900,
				identity: { service: 'vnc', access: 'open' },
				evidence: /security types: None/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;

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
