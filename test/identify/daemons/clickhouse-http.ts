import type { Access } from '../../../source/model.ts';
import { type DaemonCase, type DaemonCases, write } from '../daemon-case.ts';

export default {
	'clickhouse-http': clickHouse('', 'open'),
	'clickhouse-http-password': clickHouse('a long secret', 'protected'),
} satisfies DaemonCases;

function clickHouse(password: string, access: Access): DaemonCase {
	return {
		recipe: {
			needs: ['/usr/sbin/clickhouse-server'],
			ports: ['http'],
			async prepare({ directory, ports }) {
				await write(directory, 'users.xml', [
					'<yandex><profiles><default/></profiles><quotas><default/></quotas><users><default>',
					`<password>${password}</password><networks><ip>127.0.0.1</ip></networks>`,
					'<profile>default</profile><quota>default</quota></default></users></yandex>',
				]);
				const file = await write(directory, 'config.xml', [
					`<yandex><logger><level>warning</level><log>${directory}/log</log></logger>`,
					`<http_port>${ports.http}</http_port><listen_host>127.0.0.1</listen_host>`,
					`<path>${directory}/data/</path><tmp_path>${directory}/tmp/</tmp_path>`,
					`<users_config>${directory}/users.xml</users_config><mark_cache_size>1000000</mark_cache_size>`,
					'<default_profile>default</default_profile><default_database>default</default_database></yandex>',
				]);
				return [{ command: '/usr/sbin/clickhouse-server', args: [`--config-file=${file}`] }];
			},
		},
		doors: [
			{
				door: 'http',
				usualPort: 8123,
				identity: { service: 'clickhouse', product: 'ClickHouse', access },
				evidence: /^GET \/\?query=SELECT%20version\(\) answered: HTTP\/1\.1 \d/,
				connections: { usual: 1, elsewhere: 2 },
			},
		],
	};
}
