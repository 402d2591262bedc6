import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	'caddy-udp': {
		recipe: {
			needs: ['/usr/bin/caddy'],
			ports: ['quic'],
			udpPorts: ['quic'],
			prepare: async ({ directory, ports }) => {
				const configuration = await write(directory, 'Caddyfile', [
					...['{', 'admin off', 'auto_https disable_redirects', 'skip_install_trust'],
					...[`storage file_system ${directory}`, '}'],
					...[`https://localhost:${ports.quic} {`, 'bind 127.0.0.1', 'tls internal', 'respond hello', '}'],
				]);
				return [{ command: '/usr/bin/caddy', args: ['run', '--adapter', 'caddyfile', '--config', configuration] }];
			},
		},
		doors: [
			{
				door: 'quic',
				protocol: 'udp',
				usualPort: 443,
				identity: { service: 'https', access: 'unknown' },
				evidence: /^QUIC packet of an unknown version answered: speaks version 1\b/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
