import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	'kamailio-udp': {
		recipe: {
			needs: ['/usr/sbin/kamailio'],
			ports: ['sip'],
			udpPorts: ['sip'],
			version: ['/usr/sbin/kamailio', ['-v'], /kamailio (\d[\d.]*)/],
			prepare: async ({ directory, ports }) => {
				const configuration = await write(directory, 'kamailio.cfg', [
					...['#!KAMAILIO', 'log_stderror=yes', 'children=1', `listen=udp:127.0.0.1:${ports.sip}`],
					...['loadmodule "sl.so"', 'request_route { sl_send_reply("200", "OK"); }'],
				]);
				const args = ['-DD', '-E', '-m', '16', '-M', '4', '-Y', directory, '-f', configuration];
				return [{ command: '/usr/sbin/kamailio', args }];
			},
		},
		doors: [
			{
				door: 'sip',
				protocol: 'udp',
				usualPort: 5060,
				identity: { service: 'sip', product: 'Kamailio', access: 'unknown' },
				evidence: /^OPTIONS answered: SIP\/2\.0 200 OK$/,
				tellsVersion: true,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
