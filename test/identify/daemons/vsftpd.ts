import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DaemonCases, makeCertificate, once, type Recipe, write } from '../daemon-case.ts';

export default {
	vsftpd: {
		recipe: vsftpdRecipe('ssl_enable=NO'),
		doors: [
			{
				door: 'ftp',
				usualPort: 21,
				identity: { service: 'ftp', product: 'vsftpd', remark: 'takes passwords without encryption' },
				tellsVersion: true,
				connections: once,
			},
		],
	},
	'vsftpd-tls': {
		recipe: vsftpdRecipe('ssl_enable=YES', 'rsa_cert_file=certificate.pem', 'rsa_private_key_file=key.pem'),
		doors: [
			{
				door: 'ftp',
				usualPort: 21,
				identity: { service: 'ftp', product: 'vsftpd', access: 'unknown', remark: undefined },
				evidence: /^FEAT answered: AUTH TLS$/,
				connections: once,
			},
		],
	},
} satisfies DaemonCases;

function vsftpdRecipe(...settings: readonly string[]): Recipe {
	return {
		needs: ['/usr/sbin/vsftpd', '/usr/bin/openssl'],
		needsRoot: true,
		ports: ['ftp'],
		version: ['/usr/sbin/vsftpd', ['-v'], /version (\S+)/],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			await mkdir(join(directory, 'empty'));
			const file = await write(directory, 'vsftpd.conf', [
				...['listen=YES', 'listen_address=127.0.0.1', `listen_port=${ports.ftp}`, 'background=NO'],
				...['anonymous_enable=NO', 'local_enable=YES', `secure_chroot_dir=${directory}/empty`, ...settings],
			]);
			return [{ command: '/usr/sbin/vsftpd', args: [file] }];
		},
	};
}
