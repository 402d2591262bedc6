import { type DaemonCases, makeCertificate } from '../daemon-case.ts';

export default {
	/** As on machines that were never updated: nothing newer than TLS 1.1. */
	'tls-1.1': {
		recipe: {
			needs: ['/usr/bin/openssl'],
			ports: ['https'],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				const args = ['s_server', '-accept', `127.0.0.1:${ports.https}`, '-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'];
				return [
					{ command: '/usr/bin/openssl', args: [...args, '-key', 'key.pem', '-cert', 'certificate.pem', '-www'] },
				];
			},
		},
		doors: [
			{
				door: 'https',
				usualPort: 443,
				identity: { service: 'https', remark: 'self-signed certificate' },
				evidence: /^TLS 1\.1 is the newest$/,
				connections: { usual: 1, elsewhere: 3 },
			},
		],
	},
} satisfies DaemonCases;
