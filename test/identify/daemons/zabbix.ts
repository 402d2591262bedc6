import { join } from 'node:path';
import { type DaemonCases, type Recipe, run, write } from '../daemon-case.ts';

export default {
	'zabbix-agent': {
		recipe: {
			needs: ['/usr/sbin/zabbix_agentd'],
			needsRoot: true,
			ports: ['agent'],
			version: ['/usr/sbin/zabbix_agentd', ['--version'], /\(Zabbix\) (\d[\d.]*)/],
			async prepare({ directory, ports }) {
				const file = await write(directory, 'agent.conf', [
					...['LogType=console', `PidFile=${join(directory, 'pid')}`, 'AllowRoot=1', 'Hostname=doorcheck.test'],
					...['Server=127.0.0.1', 'ListenIP=127.0.0.1', `ListenPort=${ports.agent}`],
				]);
				return [{ command: '/usr/sbin/zabbix_agentd', args: ['-f', '-c', file] }];
			},
		},
		doors: [
			{
				door: 'agent',
				usualPort: 10_050,
				identity: { service: 'zabbix-agent', product: 'Zabbix agent', access: 'open' },
				evidence: /^agent\.version answered: \d/,
				tellsVersion: true,
				connections: { usual: 1 },
			},
		],
	},
	/** A proxy takes measurements with the same code as a server, and needs no database server. */
	'zabbix-proxy': {
		recipe: zabbixProxyRecipe(),
		doors: [
			{
				door: 'trapper',
				usualPort: 10_051,
				identity: { service: 'zabbix-server', access: 'unknown' },
				evidence: /^active checks answered: \{"response":"failed"/,
				connections: { usual: 1 },
			},
		],
	},
} satisfies DaemonCases;

function zabbixProxyRecipe(): Recipe {
	const schema = '/usr/share/zabbix-proxy-sqlite3/schema.sql.gz';
	return {
		needs: ['/usr/sbin/zabbix_proxy', schema, '/usr/bin/sqlite3'],
		needsRoot: true,
		ports: ['trapper'],
		async prepare({ directory, ports }) {
			const database = join(directory, 'database');
			run('sh', '-c', `zcat ${schema} | sqlite3 ${database}`);
			const file = await write(directory, 'proxy.conf', [
				...['LogType=console', `PidFile=${join(directory, 'pid')}`, 'AllowRoot=1', 'Hostname=doorcheck.test'],
				...[`DBName=${database}`, `SocketDir=${directory}`, 'ProxyMode=1', 'Server=127.0.0.1'],
				...['ListenIP=127.0.0.1', `ListenPort=${ports.trapper}`],
			]);
			return [{ command: '/usr/sbin/zabbix_proxy', args: ['-f', '-c', file] }];
		},
	};
}
