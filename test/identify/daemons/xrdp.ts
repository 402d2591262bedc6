import { type DaemonCases, makeCertificate, write } from '../daemon-case.ts';

export default {
	xrdp: {
		recipe: {
			needs: ['/usr/sbin/xrdp'],
			ports: ['rdp'],
			async prepare({ directory, ports }) {
				makeCertificate(directory);
				const file = await write(directory, 'xrdp.ini', [
					'[Globals]',
					'ini_version=1',
					`port=tcp://127.0.0.1:${ports.rdp}`,
					'security_layer=negotiate',
					`certificate=${directory}/certificate.pem`,
					`key_file=${directory}/key.pem`,
					'ssl_protocols=TLSv1.2, TLSv1.3',
					'[Logging]',
					`LogFile=${directory}/log`,
					'EnableSyslog=false',
					'[Xorg]',
					'name=Xorg',
					'lib=libxup.so',
					'username=ask',
					'password=ask',
				]);
				return [{ command: '/usr/sbin/xrdp', args: ['--nodaemon', '--config', file] }];
			},
		},
		doors: [
			{
				door: 'rdp',
				usualPort: 3389,
				identity: { service: 'rdp', access: 'unknown', remark: 'login screen reachable, NLA off' },
				evidence: /^connection request without NLA answered: agreed, with TLS$/,
				secure: true,
				connections: { usual: 1, elsewhere: 3 },
			},
		],
	},
} satisfies DaemonCases;
