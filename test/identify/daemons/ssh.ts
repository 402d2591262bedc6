import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, once, run, write } from '../daemon-case.ts';

export default {
	sshd: {
		recipe: {
			needs: ['/usr/sbin/sshd', '/usr/bin/ssh-keygen'],
			ports: ['ssh'],
			version: ['ssh', ['-V'], /OpenSSH_([^\s,]+)/],
			async prepare({ directory, ports }) {
				const key = join(directory, 'host_key');
				run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', key);
				if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
				const settings = [
					`Port ${ports.ssh}`,
					'ListenAddress 127.0.0.1',
					`HostKey ${key}`,
					'PidFile none',
					'UsePAM no',
				];
				const file = await write(directory, 'sshd_config', settings);
				return [{ command: '/usr/sbin/sshd', args: ['-D', '-e', '-f', file] }];
			},
		},
		doors: [
			{
				door: 'ssh',
				usualPort: 22,
				identity: { service: 'ssh', product: 'OpenSSH', access: 'unknown' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
	dropbear: {
		recipe: {
			needs: ['/usr/sbin/dropbear', '/usr/bin/dropbearkey'],
			ports: ['ssh'],
			version: ['/usr/sbin/dropbear', ['-V'], /Dropbear v(\S+)/],
			async prepare({ directory, ports }) {
				const key = join(directory, 'host_key');
				run('dropbearkey', '-t', 'ed25519', '-f', key);
				const args = ['-F', '-E', '-r', key, '-p', `127.0.0.1:${ports.ssh}`, '-P', join(directory, 'pid')];
				return [{ command: '/usr/sbin/dropbear', args }];
			},
		},
		doors: [
			{
				door: 'ssh',
				usualPort: 22,
				identity: { service: 'ssh', product: 'Dropbear', access: 'unknown' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;
