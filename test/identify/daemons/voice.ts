import { type DaemonCases, write } from '../daemon-case.ts';

const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/';

export default {
	kamailio: {
		recipe: {
			needs: ['/usr/sbin/kamailio', `${modules}textops.so`],
			ports: ['sip'],
			version: ['/usr/sbin/kamailio', ['-v'], /version: kamailio (\S+)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'kamailio.cfg', [
					...['debug=0', 'log_stderror=yes', 'children=1', 'tcp_children=1', 'auto_aliases=no'],
					...[`listen=tcp:127.0.0.1:${ports.sip}`, `mpath="${modules}"`],
					...['tm', 'sl', 'pv', 'textops', 'maxfwd', 'siputils'].map((name) => `loadmodule "${name}.so"`),
					...[
						'request_route {',
						'if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }',
					],
					...['if (is_method("OPTIONS")) { sl_send_reply("200", "Keepalive"); exit; }', '}'],
				]);
				return [
					{ command: '/usr/sbin/kamailio', args: ['-f', file, '-DD', '-E', '-Y', directory, '-P', `${directory}/pid`] },
				];
			},
		},
		doors: [
			{
				door: 'sip',
				usualPort: 5060,
				identity: { service: 'sip', product: 'Kamailio', access: 'unknown' },
				evidence: /^OPTIONS answered: SIP\/2\.0 483 Too Many Hops$/,
				tellsVersion: true,
				connections: { usual: 1 },
			},
		],
	},
	'rtsp-server': {
		recipe: {
			needs: ['/usr/bin/rtsp-server-perl'],
			ports: ['viewers', 'cameras'],
			async prepare({ ports }) {
				const args = [
					...['--clientport', String(ports.viewers), '--client_listen_address', '127.0.0.1'],
					...['--serverport', String(ports.cameras), '--source_listen_address', '127.0.0.1'],
				];
				return [{ command: '/usr/bin/rtsp-server-perl', args }];
			},
		},
		doors: [
			{
				door: 'viewers',
				usualPort: 554,
				identity: { service: 'rtsp', access: 'unknown' },
				evidence: /^Public: OPTIONS, DESCRIBE/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
