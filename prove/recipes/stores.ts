import type { Recipe } from '../recipe.ts';
import { tcp, udp } from '../recipe.ts';

/** Databases, caches and key-value stores. */
export const stores: readonly Recipe[] = [
	{
		service: 'redis',
		package: 'redis-server',
		packages: ['redis-server'],
		setUp: "sed -i 's/^bind .*/bind * -::*/; s/^protected-mode .*/protected-mode no/' /etc/redis/redis.conf",
		doors: [tcp(6379)],
	},
	{
		service: 'redis',
		package: 'valkey-server',
		packages: ['valkey-server'],
		releases: ['trixie'],
		setUp: "sed -i 's/^bind .*/bind * -::*/; s/^protected-mode .*/protected-mode no/' /etc/valkey/valkey.conf",
		doors: [tcp(6379)],
	},
	{
		service: 'memcached',
		package: 'memcached',
		packages: ['memcached'],
		setUp: "sed -i '/^-l /d' /etc/memcached.conf && printf '%s\\n' '-l 0.0.0.0,::' '-U 11211' >> /etc/memcached.conf",
		doors: [tcp(11211), udp(11211, { bound: 'gone' })],
	},
	{
		service: 'mysql',
		package: 'mariadb-server',
		packages: ['mariadb-server'],
		setUp: "sed -i 's/^bind-address .*/bind-address = */' /etc/mysql/mariadb.conf.d/50-server.cnf",
		doors: [tcp(3306)],
	},
	{
		service: 'postgresql',
		package: 'postgresql',
		packages: ['postgresql'],
		versionOf: 'postgresql-[0-9][0-9]',
		setUp: `sed -i "s/^#listen_addresses.*/listen_addresses = '*'/" /etc/postgresql/*/main/postgresql.conf`,
		doors: [tcp(5432)],
	},
	{
		service: 'etcd',
		package: 'etcd-server',
		packages: ['etcd-server'],
		setUp: `printf '%s\\n' 'ETCD_LISTEN_CLIENT_URLS="http://[::]:2379"' 'ETCD_ADVERTISE_CLIENT_URLS="http://203.0.113.2:2379"' 'ETCD_LISTEN_PEER_URLS="http://[::]:2380"' >> /etc/default/etcd`,
		doors: [tcp(2379), tcp(2380)],
	},
	{
		service: 'firebird',
		package: 'firebird3.0-server',
		packages: ['firebird3.0-server'],
		releases: ['bookworm'],
		setUp: "sed -i 's/^RemoteBindAddress.*/RemoteBindAddress =/' /etc/firebird/3.0/firebird.conf",
		doors: [tcp(3050)],
	},
	{
		service: 'firebird',
		package: 'firebird4.0-server',
		packages: ['firebird4.0-server'],
		releases: ['trixie'],
		setUp: "sed -i 's/^RemoteBindAddress.*/RemoteBindAddress =/' /etc/firebird/4.0/firebird.conf",
		doors: [tcp(3050)],
	},
	{
		service: 'influxdb',
		package: 'influxdb',
		packages: ['influxdb'],
		doors: [tcp(8086)],
	},
	{
		service: 'zookeeper',
		package: 'zookeeper',
		packages: ['zookeeperd'],
		doors: [tcp(2181)],
	},
];
