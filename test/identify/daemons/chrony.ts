import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	chrony: {
		recipe: {
			needs: ['/usr/sbin/chronyd'],
			needsRoot: true,
			ports: ['ntp'],
			udpPorts: ['ntp'],
			prepare: async ({ directory, ports }) => {
				const configuration = await write(directory, 'chrony.conf', [
					...['local stratum 8', 'allow 127/8', 'bindaddress 127.0.0.1', 'cmdport 0'],
					...[`port ${ports.ntp}`, `pidfile ${directory}/chronyd.pid`],
				]);
				// -x: the system's clock is left alone.
				return [{ command: '/usr/sbin/chronyd', args: ['-x', '-d', '-u', 'root', '-f', configuration] }];
			},
		},
		doors: [
			{
				door: 'ntp',
				protocol: 'udp',
				usualPort: 123,
				identity: { service: 'ntp', access: 'unknown' },
				evidence: /^time request answered: version 4, stratum 8$/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
