import { type DaemonCases, makeCertificate, type Recipe } from '../daemon-case.ts';

export default {
	openvpn: {
		recipe: openvpnRecipe(),
		doors: [
			{
				door: 'openvpn',
				usualPort: 1194,
				identity: { service: 'openvpn', product: 'OpenVPN', remark: 'answers strangers: no tls-auth or tls-crypt key' },
				connections: { usual: 1, elsewhere: 7 },
			},
		],
	},
} satisfies DaemonCases;

function openvpnRecipe(): Recipe {
	return {
		needs: ['/usr/sbin/openvpn', '/usr/bin/openssl', '/dev/net/tun'],
		needsRoot: true,
		ports: ['openvpn'],
		async prepare({ directory, ports }) {
			makeCertificate(directory);
			const args = [
				// A tunnel without an address: nothing of this machine's network changes.
				...['--mode', 'server', '--dev', 'doorcheck', '--dev-type', 'tun', '--ifconfig-noexec', '--route-noexec'],
				...['--proto', 'tcp-server', '--local', '127.0.0.1', '--port', String(ports.openvpn), '--tls-server'],
				...['--ca', 'certificate.pem', '--cert', 'certificate.pem', '--key', 'key.pem', '--dh', 'none'],
			];
			return [{ command: '/usr/sbin/openvpn', args }];
		},
	};
}
