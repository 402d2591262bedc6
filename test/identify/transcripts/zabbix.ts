import type { Transcript } from '../transcript.ts';

/** `ZBXD`, flags, length (4), reserved (4). */
function framed(data: string): string {
	return `ZBXD\x01${String.fromCharCode(data.length)}\0\0\0\0\0\0\0${data}`;
}

export default [
	{
		name: 'an agent that answers everyone',
		source: 'zabbix-agent 6.0.14, recorded',
		port: 10_050,
		answers: [[/^ZBXD\x01\x0d\0{7}agent\.version$/, framed('6.0.14'), 'hangs up']],
		identity: { service: 'zabbix-agent', product: 'Zabbix agent', version: '6.0.14', access: 'open' },
		evidence: /^agent\.version answered: 6\.0\.14$/m,
		connections: { usual: 1 },
	},
	{
		name: 'an agent that may not tell its version',
		source: 'Zabbix documentation, Passive and active agent checks (ZBX_NOTSUPPORTED)',
		port: 10_050,
		answers: [[/agent\.version$/, framed('ZBX_NOTSUPPORTED\0Unknown metric agent.version'), 'hangs up']],
		identity: { service: 'zabbix-agent', product: undefined, access: 'open' },
		connections: { usual: 1 },
	},
	{
		name: 'a server',
		source: 'zabbix-proxy-sqlite3 6.0.14, recorded',
		port: 10_051,
		answers: [
			[
				/^ZBXD\x01\x1b\0{7}\{"request":"active checks"\}$/,
				framed('{"response":"failed","info":"cannot find pair with name \\"host\\""}'),
				'hangs up',
			],
		],
		identity: { service: 'zabbix-server', access: 'unknown' },
		evidence: /^active checks answered: \{"response":"failed"/m,
		connections: { usual: 1 },
	},
] satisfies readonly Transcript[];
