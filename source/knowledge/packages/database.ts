import { contained } from '../contained.ts';
import type { Step } from '../entry.ts';
import { homebrew, packaged } from '../packaged.ts';

/** Redis and Valkey read the same file. */
export const redisLines = ['bind 127.0.0.1 -::1', 'protected-mode yes'] as const;

const redisIn = (file: string): readonly Step[] => [{ kind: 'edit', file, lines: redisLines }];

export const redisPackages = packaged({
	alpine: [
		{
			name: 'Redis',
			from: 'community/redis',
			bind: [
				{ kind: 'say', text: 'If this names another file than the one below, the lines belong there:' },
				{ kind: 'run', command: 'redis-cli info server | grep config_file' },
				...redisIn('/etc/redis.conf'),
			],
		},
		{ name: 'Valkey', from: 'main/valkey', bind: redisIn('/etc/valkey/valkey.conf') },
	],
	freebsd: [
		{ name: 'Redis', from: 'databases/redis', bind: redisIn('/usr/local/etc/redis.conf') },
		{ name: 'Valkey', from: 'databases/valkey', bind: redisIn('/usr/local/etc/valkey.conf') },
	],
	macos: [
		{ name: 'Redis', from: 'redis', bind: redisIn(`${homebrew}/etc/redis.conf`) },
		{ name: 'Valkey', from: 'valkey', bind: redisIn(`${homebrew}/etc/valkey.conf`) },
	],
});

export const redisImage = contained(
	{
		image: 'redis',
		ports: ['6379'],
		remarks: [
			'The image switches protected mode off, so that other containers can connect: published to the world it is open to everyone, without a password.',
		],
		password: {
			about: 'Give it a password; with Valkey the program is valkey-server:',
			lines: ['command: redis-server --requirepass "YOUR LONG PASSWORD"'],
		},
	},
	{ image: 'valkey/valkey', ports: ['6379'] },
);

export const memcachedPackages = packaged({
	alpine: [
		{
			name: 'Memcached',
			from: 'main/memcached',
			bind: [{ kind: 'edit', file: '/etc/conf.d/memcached', lines: ['LISTENON="127.0.0.1"', 'UDPPORT="0"'] }],
		},
	],
	freebsd: [
		{
			name: 'Memcached',
			from: 'databases/memcached',
			bind: [{ kind: 'run', command: 'sysrc memcached_flags="-l 127.0.0.1,::1 -U 0"' }],
		},
	],
	macos: [{ name: 'Memcached', from: 'memcached' }],
});

export const memcachedImage = contained({
	image: 'memcached',
	ports: ['11211'],
	remarks: ['Nothing in this image asks for a password: whoever reaches the published port may read and write.'],
});

/** What both servers read, and what MySQL alone knows and MariaDB stumbles over. */
export const mysqlLines = ['bind-address = 127.0.0.1', 'mysqlx-bind-address = 127.0.0.1'] as const;
export const mariadbLines = ['bind-address = 127.0.0.1'] as const;

const mysqlIn = (file: string, lines: readonly string[]): readonly Step[] => [
	{ kind: 'edit', file, section: ['[mysqld]'], lines },
];

export const mysqlPackages = packaged({
	alpine: [
		{
			name: 'MariaDB',
			from: 'main/mariadb',
			bind: [
				{
					kind: 'say',
					text: 'As delivered this file says skip-networking, which opens no port at all: put it back instead, if every application uses the socket.',
				},
				...mysqlIn('/etc/my.cnf.d/mariadb-server.cnf', mariadbLines),
			],
		},
	],
	freebsd: [
		{
			name: 'MySQL',
			from: 'databases/mysql84-server',
			services: ['mysql-server'],
			bind: mysqlIn('/usr/local/etc/mysql/my.cnf', mysqlLines),
		},
		{
			name: 'MariaDB',
			from: 'databases/mariadb114-server',
			services: ['mysql-server'],
			bind: mysqlIn('/usr/local/etc/mysql/conf.d/server.cnf', mariadbLines),
		},
	],
	macos: [
		{ name: 'MySQL', from: 'mysql', bind: mysqlIn(`${homebrew}/etc/my.cnf`, mysqlLines) },
		{ name: 'MariaDB', from: 'mariadb', bind: mysqlIn(`${homebrew}/etc/my.cnf`, mariadbLines) },
	],
});

export const mysqlImage = contained(
	{
		image: 'mysql',
		ports: ['3306'],
		remarks: [
			'In these images root may sign in from any address, so that its password is all that protects a published port.',
		],
	},
	{ image: 'mariadb', ports: ['3306'] },
);

const postgresLines = ["listen_addresses = 'localhost'"] as const;

export const postgresPackages = packaged({
	alpine: [
		{
			name: 'PostgreSQL',
			from: 'main/postgresql-common',
			services: ['postgresql'],
			bind: [
				{
					kind: 'say',
					text: 'A database that an older package set up has this file in its own folder, /var/lib/postgresql/*/data.',
				},
				{ kind: 'edit', file: '/etc/postgresql/postgresql.conf', lines: postgresLines },
			],
		},
	],
	freebsd: [
		{
			name: 'PostgreSQL',
			from: 'databases/postgresql17-server',
			services: ['postgresql'],
			bind: [{ kind: 'edit', file: '/var/db/postgres/data*/postgresql.conf', lines: postgresLines }],
		},
	],
	macos: [
		{
			name: 'PostgreSQL',
			from: 'postgresql@17',
			note: '17 stands for the version you have; brew services list shows it.',
			bind: [{ kind: 'edit', file: `${homebrew}/var/postgresql@*/postgresql.conf`, lines: postgresLines }],
		},
	],
});

export const postgresImage = contained({
	image: 'postgres',
	ports: ['5432'],
	remarks: [
		'With POSTGRES_HOST_AUTH_METHOD=trust this image asks nobody for a password; take that variable out, and the line with trust for all addresses from pg_hba.conf in the data folder.',
	],
});

export const clickhousePackages = packaged({
	freebsd: [
		{
			name: 'ClickHouse',
			from: 'databases/clickhouse',
			bind: [
				{ kind: 'say', text: 'Find every place that opens the server, and remove those listen_host lines:' },
				{ kind: 'run', command: 'grep -rn listen_host /usr/local/etc/clickhouse-server/' },
				{
					kind: 'write',
					file: '/usr/local/etc/clickhouse-server/config.d/listen.xml',
					lines: [
						'<clickhouse>',
						'    <listen_host>127.0.0.1</listen_host>',
						'    <listen_host>::1</listen_host>',
						'</clickhouse>',
					],
				},
			],
		},
	],
});

export const clickhouseImage = contained({
	image: 'clickhouse/clickhouse-server',
	ports: ['8123', '9000'],
	password: {
		about: 'Give it a user with a password; the user default, which may have none, then goes:',
		lines: ['environment:', '  CLICKHOUSE_USER: app', '  CLICKHOUSE_PASSWORD: YOUR LONG PASSWORD'],
	},
});

const mongoIn = (file: string): readonly Step[] => [
	{ kind: 'edit', file, section: ['net:'], lines: ['port: 27017', 'bindIp: 127.0.0.1'] },
];

export const mongodbPackages = packaged({
	freebsd: [
		{
			name: 'MongoDB',
			from: 'databases/mongodb80',
			services: ['mongod'],
			bind: mongoIn('/usr/local/etc/mongodb.conf'),
		},
	],
	macos: [
		{
			name: 'MongoDB',
			from: 'mongodb-community',
			bind: mongoIn(`${homebrew}/etc/mongod.conf`),
			source: 'https://www.mongodb.com/docs/manual/tutorial/install-mongodb-on-os-x/',
		},
	],
});

export const mongodbImage = contained({
	image: 'mongo',
	ports: ['27017'],
	remarks: ['As delivered this image asks nobody for a password, not even for administration.'],
	password: {
		about:
			'These lines make the first administrator, but only where the data folder is still empty; in an existing one make the user in mongosh, and add command: --auth.',
		lines: ['environment:', '  MONGO_INITDB_ROOT_USERNAME: admin', '  MONGO_INITDB_ROOT_PASSWORD: YOUR LONG PASSWORD'],
	},
});

export const couchdbPackages = packaged({
	freebsd: [
		{
			name: 'CouchDB',
			from: 'databases/couchdb3',
			bind: [
				{
					kind: 'edit',
					file: '/usr/local/etc/couchdb3/local.ini',
					section: ['[chttpd]'],
					lines: ['bind_address = 127.0.0.1'],
				},
			],
		},
	],
});

export const couchdbImage = contained({
	image: 'couchdb',
	ports: ['5984'],
	password: {
		about: 'Name the administrator:',
		lines: ['environment:', '  COUCHDB_USER: admin', '  COUCHDB_PASSWORD: YOUR LONG PASSWORD'],
	},
});

export const neo4jPackages = packaged({ macos: [{ name: 'Neo4j', from: 'neo4j' }] });

export const neo4jImage = contained({
	image: 'neo4j',
	ports: ['7474', '7687'],
	remarks: ['NEO4J_AUTH=none switches the login of this image off: take it out.'],
	password: {
		about: 'The password counts only where the data folder is still empty; later it is changed in the database.',
		lines: ['environment:', '  NEO4J_AUTH: neo4j/YOUR LONG PASSWORD'],
	},
});

/** OpenSearch has the names of Elasticsearch, from which it was split off. */
export const elasticsearchLines = ['network.host: _local_', 'http.host: _local_', 'transport.host: _local_'] as const;

export const elasticsearchPackages = packaged({
	freebsd: [
		{
			name: 'OpenSearch',
			from: 'textproc/opensearch',
			bind: [{ kind: 'edit', file: '/usr/local/etc/opensearch/opensearch.yml', lines: elasticsearchLines }],
		},
	],
	macos: [
		{
			name: 'OpenSearch',
			from: 'opensearch',
			bind: [{ kind: 'edit', file: `${homebrew}/etc/opensearch/opensearch.yml`, lines: elasticsearchLines }],
		},
	],
});

export const elasticsearchImage = contained(
	{
		image: 'elasticsearch',
		ports: ['9200'],
		remarks: [
			'xpack.security.enabled=false, which many examples set for Elasticsearch, and DISABLE_SECURITY_PLUGIN=true for OpenSearch switch the login off: take them out before you publish the port to anybody else.',
			'Port 9300 is for other nodes of the cluster only: on a single machine it need not be published at all.',
		],
	},
	{ image: 'opensearchproject/opensearch', ports: ['9200'] },
);

export const cassandraPackages = packaged({
	freebsd: [{ name: 'Cassandra', from: 'databases/cassandra4', services: ['cassandra'] }],
	macos: [{ name: 'Cassandra', from: 'cassandra' }],
});

export const cassandraImage = contained({
	image: 'cassandra',
	ports: ['9042'],
	remarks: [
		'As delivered this image asks nobody for a password.',
		'Ports 7000 and 7199 are for other nodes and for Java management: they need not be published on a single machine.',
	],
});

export const influxdbPackages = packaged({
	freebsd: [
		{
			name: 'InfluxDB 1',
			from: 'databases/influxdb',
			services: ['influxd'],
			bind: [
				{
					kind: 'edit',
					file: '/usr/local/etc/influxd.conf',
					section: ['[http]'],
					lines: ['bind-address = "127.0.0.1:8086"'],
				},
			],
		},
	],
});

export const influxdbImage = contained({
	image: 'influxdb',
	ports: ['8086'],
	password: {
		about: 'For version 1, which otherwise asks nobody; later ones ask for a token:',
		lines: [
			'environment:',
			'  INFLUXDB_ADMIN_USER: admin',
			'  INFLUXDB_ADMIN_PASSWORD: YOUR LONG PASSWORD',
			'  INFLUXDB_HTTP_AUTH_ENABLED: "true"',
		],
	},
});
