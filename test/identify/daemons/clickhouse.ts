import { join } from 'node:path';
import { type DaemonCases, write } from '../daemon-case.ts';

const identity = { service: 'clickhouse', product: 'ClickHouse', access: 'unknown' } as const;

export default {
	clickhouse: {
		recipe: {
			needs: ['/usr/sbin/clickhouse-server'],
			ports: ['native', 'http', 'replicas'],
			async prepare({ directory, ports }) {
				const users = await write(directory, 'users.xml', [
					'<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>',
					'<password/><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>',
					'</default></users></yandex>',
				]);
				const config = await write(directory, 'config.xml', [
					'<yandex><logger><level>error</level><console>1</console></logger>',
					`<tcp_port>${ports.native}</tcp_port><http_port>${ports.http}</http_port>`,
					`<interserver_http_port>${ports.replicas}</interserver_http_port><listen_host>127.0.0.1</listen_host>`,
					`<path>${join(directory, 'data')}/</path><tmp_path>${join(directory, 'tmp')}/</tmp_path>`,
					`<users_config>${users}</users_config><default_profile>default</default_profile>`,
					'<default_database>default</default_database><mark_cache_size>1048576</mark_cache_size></yandex>',
				]);
				return [{ command: '/usr/sbin/clickhouse-server', args: [`--config-file=${config}`] }];
			},
		},
		doors: [
			{
				door: 'native',
				usualPort: 9000,
				identity,
				evidence: /Port \d+ is for clickhouse-client program/,
				connections: { usual: 2, elsewhere: 2 },
			},
		],
	},
} satisfies DaemonCases;
