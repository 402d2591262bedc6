import { join } from 'node:path';
import { type DaemonCases, makeCertificate } from '../daemon-case.ts';

export default {
	'openvpn-udp': {
		recipe: {
			needs: ['/usr/sbin/openvpn', '/usr/bin/openssl'],
			ports: ['openvpn'],
			udpPorts: ['openvpn'],
			prepare: async ({ directory, ports }) => {
				makeCertificate(directory);
				const certificate = join(directory, 'certificate.pem');
				return [
					{
						command: '/usr/sbin/openvpn',
						args: [
							...['--mode', 'server', '--tls-server', '--dev', 'null', '--dev-type', 'tun', '--ifconfig-noexec'],
							...['--proto', 'udp', '--local', '127.0.0.1', '--lport', String(ports.openvpn), '--dh', 'none'],
							...['--ca', certificate, '--cert', certificate, '--key', join(directory, 'key.pem')],
						],
					},
				];
			},
		},
		doors: [
			{
				door: 'openvpn',
				protocol: 'udp',
				usualPort: 1194,
				identity: {
					service: 'openvpn',
					access: 'unknown',
					remark: 'answers strangers: no tls-auth or tls-crypt key',
				},
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
