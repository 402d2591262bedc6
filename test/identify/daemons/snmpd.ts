import { type DaemonCases, write } from '../daemon-case.ts';

export default {
	snmpd: {
		recipe: {
			needs: ['/usr/sbin/snmpd'],
			ports: ['snmp'],
			udpPorts: ['snmp'],
			prepare: async ({ directory, ports }) => {
				// Version 3 only: no community is set.
				const configuration = await write(directory, 'snmpd.conf', ['rouser somebody']);
				return [
					{
						command: '/usr/sbin/snmpd',
						args: ['-f', '-Lo', '-C', '-c', configuration, `udp:127.0.0.1:${ports.snmp}`],
						env: { SNMP_PERSISTENT_DIR: directory },
					},
				];
			},
		},
		doors: [
			{
				door: 'snmp',
				protocol: 'udp',
				usualPort: 161,
				identity: { service: 'snmp', product: 'Net-SNMP', access: 'unknown' },
				evidence: /^SNMPv3 discovery answered: engine 80001f8880[0-9a-f]+ \(Net-SNMP\)$/,
				requests: 1,
			},
		],
	},
} satisfies DaemonCases;
