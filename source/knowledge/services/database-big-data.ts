import { onLinux, outsideContainers, type ServiceEntry, type Step, withSystemd } from '../entry.ts';
import { cassandraImage, cassandraPackages, influxdbImage, influxdbPackages } from '../packages/database.ts';
import { asked } from '../usage.ts';

const cassandraStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now cassandra' }];

const cassandraLines = ['listen_address: localhost', 'rpc_address: localhost'] as const;

const cassandraBind = (folder: string): readonly Step[] => [
	{
		kind: 'say',
		text: 'Only for a single server: a member of a cluster needs an address the others can reach, so use a private one there.',
	},
	{ kind: 'edit', file: `${folder}/cassandra.yaml`, lines: cassandraLines },
	{
		kind: 'say',
		text: 'Remove listen_interface and rpc_interface if they are set, and name 127.0.0.1 as the only seed.',
	},
	{ kind: 'say', text: 'Keep Java management (7199) on this machine:' },
	{ kind: 'edit', file: `${folder}/cassandra-env.sh`, lines: ['LOCAL_JMX=yes'] },
	{ kind: 'run', command: 'systemctl restart cassandra' },
];

const cassandraHarden = (folder: string): readonly Step[] => [
	{
		kind: 'edit',
		file: `${folder}/cassandra.yaml`,
		lines: ['authenticator: PasswordAuthenticator', 'authorizer: CassandraAuthorizer'],
	},
	{ kind: 'run', command: 'systemctl restart cassandra' },
	{
		kind: 'say',
		text: 'Sign in once as cassandra with the password cassandra, create an administrator of your own, then take that account its rights: ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false.',
	},
];

const influxdbStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now influxdb' }];

const influxdbBind: readonly Step[] = [
	{ kind: 'say', text: 'Version 1:' },
	{
		kind: 'edit',
		file: '/etc/influxdb/influxdb.conf',
		section: ['[http]'],
		lines: ['bind-address = "127.0.0.1:8086"'],
	},
	{ kind: 'say', text: 'Version 2:' },
	{ kind: 'edit', file: '/etc/influxdb/config.toml', lines: ['http-bind-address = "127.0.0.1:8086"'] },
	{ kind: 'run', command: 'systemctl restart influxdb' },
];

const influxdbHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Version 2 always asks for a token. In version 1 create an administrator first, then switch logins on:',
	},
	{
		kind: 'run',
		command: `influx -execute "CREATE USER admin WITH PASSWORD 'YOUR LONG PASSWORD' WITH ALL PRIVILEGES"`,
	},
	{ kind: 'edit', file: '/etc/influxdb/influxdb.conf', section: ['[http]'], lines: ['auth-enabled = true'] },
	{ kind: 'run', command: 'systemctl restart influxdb' },
];

/** Distributed stores, time series and Hadoop. */
export const databaseBigData: readonly ServiceEntry[] = [
	{
		id: 'cassandra',
		name: 'Apache Cassandra',
		category: 'database',
		doors: [
			{
				port: 7000,
				protocol: 'tcp',
				name: 'Cassandra node traffic',
				severity: 'high',
				why: 'Nodes of the cluster trust each other here; nobody else belongs',
			},
			{
				port: 7199,
				protocol: 'tcp',
				name: 'Cassandra management (JMX)',
				severity: 'high',
				why: 'Java management: without a password strangers can run code here',
			},
			{
				port: 9042,
				protocol: 'tcp',
				name: 'Cassandra clients (CQL)',
				severity: 'high',
				why: 'Data port; as delivered it asks for no password',
			},
		],
		what: 'A database spread over many servers, with separate ports for clients, node traffic and management.',
		risk: 'As delivered it lets every client in without a password. Java management on 7199 is worse: whoever reaches it without a password can usually run programs on the server. As delivered both listen on this machine only, except in a container.',
		need: 'Application servers (9042) and the other nodes of the cluster (7000).',
		instructions: {
			usage: asked(
				'nodetool clientstats --all',
				'From version 4.0 one line for each client, with its address and user.',
			),
			stop: { ...onLinux(cassandraStop), ...cassandraPackages.stop },
			bind: {
				debian: cassandraBind('/etc/cassandra'),
				rhel: cassandraBind('/etc/cassandra/conf'),
				...cassandraImage.bind,
			},
			harden: { debian: cassandraHarden('/etc/cassandra'), rhel: cassandraHarden('/etc/cassandra/conf') },
			pitfalls: [
				'The default password cassandra/cassandra is public knowledge: switching logins on without changing it protects nothing.',
				{
					on: outsideContainers,
					text: 'The file is YAML: a setting starts at the beginning of the line and stands only once.',
				},
			],
		},
		sources: [
			'https://github.com/apache/cassandra/blob/trunk/conf/cassandra-env.sh',
			'https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html',
			...cassandraPackages.sources,
			...cassandraImage.sources,
		],
	},
	{
		id: 'hadoop',
		name: 'Apache Hadoop (HDFS)',
		category: 'database',
		doors: [
			{
				port: 8020,
				protocol: 'tcp',
				name: 'HDFS NameNode',
				severity: 'high',
				why: 'Hadoop believes every client its user name, unless Kerberos is on',
			},
			{
				port: 9870,
				protocol: 'tcp',
				name: 'HDFS NameNode web page',
				severity: 'high',
				why: 'Browse and download stored files in a web browser',
			},
			{
				port: 50070,
				protocol: 'tcp',
				name: 'HDFS NameNode web page (Hadoop 2)',
				severity: 'high',
				why: 'Browse and download stored files; an old release besides',
			},
		],
		what: 'A file system spread over many servers, for large data sets.',
		risk: 'Without Kerberos, Hadoop believes whatever user name a client states, the administrator included. So anyone who reaches these ports can look through the stored files, and often read or delete them. Attackers have wiped such clusters and left a ransom note.',
		need: 'The other machines of the cluster and the people who run it.',
		sources: ['https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/SecureMode.html'],
	},
	{
		id: 'influxdb',
		name: 'InfluxDB',
		category: 'database',
		doors: [
			{
				port: 8086,
				protocol: 'tcp',
				severity: 'high',
				why: 'Version 1 lets everyone in unless logins were switched on',
			},
		],
		what: 'A database for measurements and monitoring data.',
		risk: 'Version 1 asks for no password unless somebody switched that on, so anyone can read, add and delete your measurements. Monitoring data also shows how your systems are built and how busy they are. Later versions ask for a token.',
		need: 'Machines that send measurements and dashboards that show them, by their addresses.',
		instructions: {
			stop: { ...onLinux(influxdbStop), ...influxdbPackages.stop },
			bind: { ...onLinux(influxdbBind), ...influxdbPackages.bind, ...influxdbImage.bind },
			harden: { ...onLinux(influxdbHarden), ...influxdbImage.harden },
			pitfalls: [
				{
					on: outsideContainers,
					text: 'In version 1 there are several bind-address settings: the one for port 8086 is under [http].',
				},
				'With auth-enabled and no administrator, version 1 lets anyone who reaches it create the first one: create it before.',
				{
					on: withSystemd,
					text: 'A variable INFLUXD_HTTP_BIND_ADDRESS in the environment of the unit wins over config.toml.',
				},
			],
		},
		sources: [
			'https://docs.influxdata.com/influxdb/v2.6/reference/config-options',
			'https://packages.debian.org/bookworm/influxdb',
			...influxdbPackages.sources,
			...influxdbImage.sources,
		],
	},
];
