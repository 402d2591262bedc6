import { onLinux, outsideContainers, type ServiceEntry, type Step, when } from '../entry.ts';
import { fedoraPackage } from '../packaged.ts';
import {
	clickhouseImage,
	clickhousePackages,
	mariadbLines,
	mysqlImage,
	mysqlLines,
	mysqlPackages,
	postgresImage,
	postgresPackages,
} from '../packages/database.ts';
import { asked, looked, onSystemd } from '../usage.ts';

/** Connections over the network; those through the socket have no address. */
const postgresClients =
	'SELECT client_addr, usename, datname, application_name FROM pg_stat_activity WHERE client_addr IS NOT NULL';

const mssqlClients = 'SELECT DISTINCT client_net_address FROM sys.dm_exec_connections';

const mysqlHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Look for accounts that may log in from anywhere: host is % or an address range you do not know.',
	},
	{ kind: 'run', command: 'mysql -e "SELECT user, host FROM mysql.user ORDER BY host"' },
	{
		kind: 'say',
		text: 'Tie each account to the address it really comes from, and drop those nobody uses (here the account app).',
	},
	{ kind: 'run', command: `mysql -e "RENAME USER 'app'@'%' TO 'app'@'203.0.113.10'"` },
	{
		kind: 'say',
		text: 'Refuse unencrypted logins: require_secure_transport=ON under [mysqld] (MySQL 5.7.8, MariaDB 10.5.2 and later), then restart. MySQL 8 makes its own certificate; MariaDB before 11.4 needs one set up first.',
	},
];

const postgresHarden: readonly Step[] = [
	{ kind: 'say', text: 'The server names the file that decides who may log in:' },
	{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SHOW hba_file'" },
	{
		kind: 'say',
		text: 'In that file remove every line that says trust, password or ident for an address other than 127.0.0.1 and ::1. Allow one database, one account and one address at a time, encrypted:',
	},
	{
		kind: 'edit',
		file: 'pg_hba.conf',
		lines: ['hostssl  shop  app  203.0.113.10/32  scram-sha-256'],
		byHand: 'The server names the file, and the addresses are your own',
	},
	{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SELECT pg_reload_conf()'" },
	{
		kind: 'say',
		text: 'hostssl needs ssl = on and a certificate in postgresql.conf. Applications should not log in as a superuser: a superuser can run commands on the server.',
	},
];

const mssqlLinuxStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now mssql-server' }];

const mssqlLinuxBind: readonly Step[] = [
	{ kind: 'run', command: '/opt/mssql/bin/mssql-conf set network.ipaddress 127.0.0.1' },
	{ kind: 'run', command: 'systemctl restart mssql-server' },
];

const mssqlWithoutSa: Step = {
	kind: 'say',
	text: 'Disable the login every attacker tries first, once another administrator login works (here admin):',
};

const mssqlRoles: Step = {
	kind: 'say',
	text: 'Give applications logins of their own without the sysadmin role, require encrypted connections and install the latest cumulative update.',
};

const mssqlLinuxHarden: readonly Step[] = [
	mssqlWithoutSa,
	{
		kind: 'run',
		command: '/opt/mssql-tools18/bin/sqlcmd -S localhost -C -U admin -Q "ALTER LOGIN sa DISABLE"',
	},
	{ kind: 'run', command: '/opt/mssql/bin/mssql-conf set network.forceencryption 1' },
	{ kind: 'run', command: 'systemctl restart mssql-server' },
	mssqlRoles,
];

const clickhouseStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now clickhouse-server' }];

const clickhouseBind: readonly Step[] = [
	{ kind: 'say', text: 'Find every place that opens the server, and remove those listen_host lines:' },
	{ kind: 'run', command: 'grep -rn listen_host /etc/clickhouse-server/' },
	{
		kind: 'write',
		file: '/etc/clickhouse-server/config.d/listen.xml',
		lines: [
			'<clickhouse>',
			'    <listen_host>127.0.0.1</listen_host>',
			'    <listen_host>::1</listen_host>',
			'</clickhouse>',
		],
	},
	{ kind: 'run', command: 'systemctl restart clickhouse-server' },
];

const clickhouseHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Give the default user a password (the SHA-256 of it goes into the file) and the addresses it may come from:',
	},
	{ kind: 'run', command: "printf '%s' 'YOUR LONG PASSWORD' | sha256sum" },
	{
		kind: 'write',
		file: '/etc/clickhouse-server/users.d/default.xml',
		lines: [
			'<clickhouse>',
			'    <users>',
			'        <default>',
			'            <password remove="1"/>',
			'            <password_sha256_hex>THE SUM</password_sha256_hex>',
			'            <networks replace="1">',
			'                <ip>127.0.0.1</ip>',
			'                <ip>::1</ip>',
			'                <ip>203.0.113.10</ip>',
			'            </networks>',
			'        </default>',
			'    </users>',
			'</clickhouse>',
		],
	},
	{ kind: 'run', command: 'systemctl restart clickhouse-server' },
];

/** Relational databases. */
export const databaseSql: readonly ServiceEntry[] = [
	{
		id: 'mysql',
		name: 'MySQL or MariaDB',
		category: 'database',
		doors: [
			{
				port: 3306,
				protocol: 'tcp',
				severity: 'high',
				why: 'Passwords are guessed here, then the data is wiped for ransom',
			},
			{
				port: 33060,
				protocol: 'tcp',
				name: 'MySQL X Protocol',
				severity: 'high',
				why: 'A second way into MySQL 8, open on all addresses unless configured',
			},
		],
		what: 'The SQL database behind a great many websites and shops; MySQL 8 also listens on 33060 for its X Protocol.',
		risk: 'Anyone who can reach it can guess passwords around the clock, and one weak or forgotten account is enough. Attackers then copy the data, delete it and leave a ransom note. Nearly always the database only needs to be reached by an application on the same server.',
		need: 'Applications on other servers, and then only from their addresses.',
		instructions: {
			usage: asked(
				"mysql -e 'SHOW PROCESSLIST'",
				'One line for each connection: Host is where it comes from, User as whom.',
				{
					macos: "mysql -u root -e 'SHOW PROCESSLIST'",
					windows: 'mysql -u root -p -e "SHOW PROCESSLIST"',
					docker: `docker exec -it NAME sh -c '"$(command -v mariadb || command -v mysql)" -u root -p -e "SHOW PROCESSLIST"'`,
				},
			),
			stop: {
				debian: [
					{ kind: 'say', text: "MariaDB's unit is mariadb, MySQL's is mysql; this stops the one that is there." },
					{ kind: 'run', command: 'systemctl disable --now mariadb || systemctl disable --now mysql' },
				],
				rhel: [
					{ kind: 'say', text: "MariaDB's unit is mariadb, MySQL's is mysqld; this stops the one that is there." },
					{ kind: 'run', command: 'systemctl disable --now mariadb || systemctl disable --now mysqld' },
				],
				windows: [
					{
						kind: 'run',
						command:
							"Get-Service -Name 'MySQL*','MariaDB*' | Stop-Service -PassThru | Set-Service -StartupType Disabled",
					},
				],
				...mysqlPackages.stop,
			},
			bind: {
				debian: [
					...when('mariadb-server', [
						{ kind: 'say', text: 'If it is MariaDB:' },
						{
							kind: 'edit',
							file: '/etc/mysql/mariadb.conf.d/50-server.cnf',
							section: ['[mysqld]'],
							lines: mariadbLines,
						},
						{ kind: 'run', command: 'systemctl restart mariadb' },
					]),
					...when('mysql-server', [
						{ kind: 'say', text: 'If it is MySQL, with the second line for version 8 and later:' },
						{
							kind: 'edit',
							file: '/etc/mysql/mysql.conf.d/mysqld.cnf',
							section: ['[mysqld]'],
							lines: mysqlLines,
						},
						{ kind: 'run', command: 'systemctl restart mysql' },
					]),
				],
				rhel: [
					...when('mariadb-server', [
						{ kind: 'say', text: 'If it is MariaDB:' },
						{
							kind: 'edit',
							file: '/etc/my.cnf.d/mariadb-server.cnf',
							section: ['[mysqld]'],
							lines: mariadbLines,
						},
						{ kind: 'run', command: 'systemctl restart mariadb' },
					]),
					...when('mysql-server', [
						{
							kind: 'say',
							text: 'If it is MySQL, with the second line for version 8 and later (packages from mysql.com use /etc/my.cnf):',
						},
						{
							kind: 'edit',
							file: '/etc/my.cnf.d/mysql-server.cnf',
							section: ['[mysqld]'],
							lines: mysqlLines,
						},
						{ kind: 'run', command: 'systemctl restart mysqld' },
					]),
				],
				windows: [
					{
						kind: 'say',
						text: "MySQL's installer puts the file under C:\\ProgramData (a hidden folder); MariaDB's is my.ini in its data folder and has no mysqlx line.",
					},
					{
						kind: 'edit',
						file: 'C:\\ProgramData\\MySQL\\MySQL Server *\\my.ini',
						section: ['[mysqld]'],
						lines: ['bind-address=127.0.0.1', 'mysqlx-bind-address=127.0.0.1'],
					},
					{ kind: 'run', command: "Get-Service -Name 'MySQL*','MariaDB*' | Restart-Service" },
				],
				...mysqlPackages.bind,
				...mysqlImage.bind,
			},
			harden: {
				debian: mysqlHarden,
				rhel: mysqlHarden,
				windows: [
					{
						kind: 'say',
						text: 'Look for accounts that may log in from anywhere: host is % or an address range you do not know.',
					},
					{ kind: 'run', command: 'mysql -u root -p -e "SELECT user, host FROM mysql.user ORDER BY host"' },
					{
						kind: 'say',
						text: 'Tie each account to the address it really comes from (here the account app), and drop those nobody uses.',
					},
					{ kind: 'run', command: `mysql -u root -p -e "RENAME USER 'app'@'%' TO 'app'@'203.0.113.10'"` },
					{
						kind: 'say',
						text: 'Refuse unencrypted logins: require_secure_transport=ON under [mysqld] in my.ini, then restart.',
					},
				],
			},
			pitfalls: [
				{
					on: outsideContainers,
					text: 'MariaDB has no mysqlx-bind-address and refuses to start when the line is there.',
				},
				{
					on: outsideContainers,
					text: 'bind-address does not cover the X Protocol: without mysqlx-bind-address port 33060 stays open on all addresses.',
				},
				{
					on: outsideContainers,
					text: 'A later file in the same folder can set bind-address again; SELECT @@bind_address shows the value that won.',
				},
				{
					on: outsideContainers,
					text: 'skip-networking turns off TCP altogether, so applications that connect to 127.0.0.1 instead of the socket fail.',
				},
			],
		},
		sources: [
			'https://dev.mysql.com/doc/refman/8.4/en/x-plugin-options-system-variables.html',
			'https://dev.mysql.com/blog-archive/the-bind-address-option-now-supports-multiple-addresses',
			'https://docs.redhat.com/en/documentation/red_hat_enterprise_linux/9/html/configuring_and_using_database_servers/using-mariadb_configuring-and-using-database-servers',
			'https://mariadb.com/docs/reference/mdb/system-variables/skip_networking/',
			'https://packages.debian.org/bookworm/mariadb-server',
			...mysqlPackages.sources,
			...mysqlImage.sources,
		],
	},
	{
		id: 'postgresql',
		name: 'PostgreSQL',
		category: 'database',
		doors: [
			{
				port: 5432,
				protocol: 'tcp',
				severity: 'high',
				why: 'Passwords are guessed here; an administrator login runs commands',
			},
			{
				port: 5433,
				protocol: 'tcp',
				name: 'PostgreSQL, second server',
				severity: 'high',
				why: 'Often a second or older PostgreSQL that nobody looks after',
			},
		],
		what: 'A SQL database; 5433 is what a second one on the same machine usually gets.',
		risk: 'Anyone who can reach it can guess passwords. Whoever gets in as a database administrator can run programs on the server; attackers often start mining software. Most installations only serve an application on the same server.',
		need: 'Applications and replicas on other servers, and then only from their addresses.',
		instructions: {
			usage: asked(
				`su - postgres -c "psql -c '${postgresClients}'"`,
				'One line for each connection over the network: where it comes from, as whom and for which database.',
				{
					macos: `psql postgres -c '${postgresClients}'`,
					windows: `psql -U postgres -c "${postgresClients}"`,
					docker: `docker exec -u postgres NAME psql -c '${postgresClients}'`,
				},
			),
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'This stops every PostgreSQL server of this machine; pg_lsclusters lists them with their ports.',
					},
					{ kind: 'run', command: 'systemctl disable --now postgresql' },
				],
				rhel: [
					{
						kind: 'say',
						text: 'Packages from postgresql.org carry the version in the unit (postgresql-17); use that name if the first one is unknown.',
					},
					{ kind: 'run', command: 'systemctl disable --now postgresql' },
				],
				windows: [
					{
						kind: 'run',
						command: "Get-Service -Name 'postgresql*' | Stop-Service -PassThru | Set-Service -StartupType Disabled",
					},
				],
				...postgresPackages.stop,
			},
			bind: {
				debian: [
					{
						kind: 'say',
						text: 'The server names its own configuration file; change the line there (with several servers, add -p and the port):',
					},
					{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SHOW config_file'" },
					{
						kind: 'edit',
						file: '/etc/postgresql/*/main/postgresql.conf',
						lines: ["listen_addresses = 'localhost'"],
					},
					{ kind: 'run', command: 'systemctl restart postgresql' },
					{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SHOW listen_addresses'" },
					{ kind: 'expect', text: 'localhost' },
				],
				rhel: [
					{ kind: 'say', text: 'The server names its own configuration file; change the line there:' },
					{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SHOW config_file'" },
					{
						kind: 'edit',
						file: '/var/lib/pgsql/data/postgresql.conf',
						lines: ["listen_addresses = 'localhost'"],
					},
					{ kind: 'say', text: 'Packages from postgresql.org carry the version in the unit (postgresql-17).' },
					{ kind: 'run', command: 'systemctl restart postgresql' },
					{ kind: 'run', command: "runuser -u postgres -- psql -tAc 'SHOW listen_addresses'" },
					{ kind: 'expect', text: 'localhost' },
				],
				windows: [
					{
						kind: 'edit',
						file: 'C:\\Program Files\\PostgreSQL\\*\\data\\postgresql.conf',
						lines: ["listen_addresses = 'localhost'"],
					},
					{ kind: 'run', command: "Get-Service -Name 'postgresql*' | Restart-Service" },
				],
				...postgresPackages.bind,
				...postgresImage.bind,
			},
			harden: {
				debian: postgresHarden,
				rhel: postgresHarden,
				windows: [
					{
						kind: 'edit',
						file: 'C:\\Program Files\\PostgreSQL\\*\\data\\pg_hba.conf',
						lines: ['hostssl  shop  app  203.0.113.10/32  scram-sha-256'],
						replaces: [],
					},
					{ kind: 'say', text: 'Remove every line that says trust, password or ident for other addresses.' },
					{ kind: 'run', command: "Get-Service -Name 'postgresql*' | Restart-Service" },
				],
			},
			pitfalls: [
				{
					on: outsideContainers,
					text: 'A value set with ALTER SYSTEM lives in postgresql.auto.conf and wins over postgresql.conf; ALTER SYSTEM RESET listen_addresses removes it.',
				},
				{ on: outsideContainers, text: 'listen_addresses takes effect on restart only; a reload changes nothing.' },
				'pg_hba.conf decides who may log in, not who may connect: with strict rules the port is still open.',
			],
		},
		sources: [
			'https://www.postgresql.org/docs/15/runtime-config-connection.html',
			'https://www.postgresql.org/docs/15/auth-pg-hba-conf.html',
			'https://www.postgresql.org/docs/15/sql-altersystem.html',
			'https://packages.debian.org/bookworm/postgresql-common',
			...postgresPackages.sources,
			...postgresImage.sources,
			fedoraPackage('postgresql'),
		],
	},
	{
		id: 'mssql',
		name: 'Microsoft SQL Server',
		category: 'database',
		doors: [
			{
				port: 1433,
				protocol: 'tcp',
				severity: 'high',
				why: 'The sa password is guessed here, often ending in ransomware',
			},
			{
				port: 1434,
				protocol: 'udp',
				name: 'SQL Server Browser',
				severity: 'high',
				why: 'Tells strangers names, versions and ports; can flood third parties',
			},
		],
		what: 'The SQL database of Microsoft; its Browser service on 1434/udp tells clients which instances there are.',
		risk: 'The administrator login sa is known to everyone, so strangers only have to guess its password. Once in, they can run commands on the server and spread from there. The Browser service needs no login at all and can be misused to flood other networks with replies.',
		need: 'Application servers and administrators inside your own network.',
		instructions: {
			usage: looked(
				{
					...onSystemd(`/opt/mssql-tools18/bin/sqlcmd -S localhost -C -U admin -Q "${mssqlClients}"`),
					windows: `sqlcmd -S localhost -E -C -Q "${mssqlClients}"`,
				},
				'The addresses that are connected now; <local machine> is this one.',
			),
			stop: {
				debian: mssqlLinuxStop,
				rhel: mssqlLinuxStop,
				windows: [
					{
						kind: 'say',
						text: 'MSSQLSERVER is the default instance, MSSQL$NAME a named one such as MSSQL$SQLEXPRESS.',
					},
					{
						kind: 'run',
						command:
							"Get-Service -Name 'SQLBrowser','MSSQLSERVER','MSSQL$*' -ErrorAction SilentlyContinue | Stop-Service -Force -PassThru | Set-Service -StartupType Disabled",
					},
				],
			},
			bind: {
				debian: mssqlLinuxBind,
				rhel: mssqlLinuxBind,
				windows: [
					{
						kind: 'say',
						text: 'In SQL Server Configuration Manager open SQL Server Network Configuration, Protocols for your instance, and disable TCP/IP. Programs on this machine go on over shared memory.',
					},
					{ kind: 'say', text: 'Then restart the instance (a named one is MSSQL$NAME) and switch the Browser off:' },
					{ kind: 'run', command: 'Restart-Service -Name MSSQLSERVER -Force' },
					{
						kind: 'run',
						command: 'Stop-Service -Name SQLBrowser -PassThru | Set-Service -StartupType Disabled',
					},
				],
			},
			harden: {
				debian: mssqlLinuxHarden,
				rhel: mssqlLinuxHarden,
				windows: [
					mssqlWithoutSa,
					{ kind: 'run', command: 'sqlcmd -S localhost -C -U admin -Q "ALTER LOGIN sa DISABLE"' },
					mssqlRoles,
				],
			},
			pitfalls: [
				'Stopping the SQL Server service alone leaves 1434/udp open: the Browser is a service of its own.',
				'Without the Browser, clients of a named instance must be given its port.',
				'A named instance may listen on a changing port instead of 1433; look it up before you write firewall rules.',
			],
		},
		sources: [
			'https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-configure-mssql-conf',
			'https://learn.microsoft.com/en-us/sql/tools/configuration-manager/sql-server-browser-service?view=sql-server-ver16',
			'https://learn.microsoft.com/en-us/sql/database-engine/configure-windows/enable-or-disable-a-server-network-protocol',
		],
	},
	{
		id: 'oracle',
		name: 'Oracle Database',
		category: 'database',
		doors: [
			{
				port: 1521,
				protocol: 'tcp',
				name: 'Oracle listener',
				severity: 'high',
				why: 'Version and services are readable, passwords can be guessed',
			},
			{
				port: 2483,
				protocol: 'tcp',
				name: 'Oracle listener (registered port)',
				severity: 'high',
				why: "Oracle's registered listener port; passwords can be guessed",
			},
		],
		what: 'A commercial SQL database; its listener takes connections and hands them to the databases behind it.',
		risk: 'Strangers can ask the listener for its version and guess passwords of well-known accounts. Oracle publishes fixes four times a year, and an installation that missed a few rounds has flaws everyone can look up. Business data of this kind belongs behind a firewall.',
		need: 'Application servers and database administrators inside your own network.',
	},
	{
		id: 'db2',
		name: 'IBM Db2',
		category: 'database',
		doors: [
			{
				port: 523,
				protocol: 'tcp',
				name: 'Db2 administration server',
				severity: 'high',
				why: 'Tells strangers which databases there are; meant for inside use',
			},
			{
				port: 50000,
				protocol: 'tcp',
				name: 'Db2, Jenkins agents or SAP',
				severity: 'high',
				why: 'A database or build-server channel that strangers can talk to',
			},
		],
		what: 'A commercial SQL database; port 50000 is also used for Jenkins agents and by SAP systems.',
		risk: 'Db2 accepts the accounts of the operating system, so guessing a database password means guessing a server login. What stands behind port 50000 depends on what answers: a build server or an SAP system is no better off in public. Find out which one it is, then close it to the outside.',
		need: 'Application servers, build agents or SAP clients inside your own network.',
	},
	{
		id: 'cockroachdb',
		name: 'CockroachDB',
		category: 'database',
		doors: [
			{
				port: 26257,
				protocol: 'tcp',
				severity: 'high',
				why: 'SQL logins and traffic between cluster members on one port',
			},
		],
		what: 'A distributed SQL database; the port carries both SQL clients and the traffic between its nodes.',
		risk: 'A node started with --insecure lets anyone in as administrator, without a password. Even a secured one exposes logins and the channel its nodes use among themselves. Keep both inside your own network.',
		need: 'Application servers and the other nodes of the cluster.',
	},
	{
		id: 'clickhouse',
		name: 'ClickHouse',
		category: 'database',
		doors: [
			{
				port: 8123,
				protocol: 'tcp',
				name: 'ClickHouse HTTP or Home Assistant',
				severity: 'high',
				why: 'A database whose first user may have no password, or a smart home',
			},
		],
		what: 'An analytics database with an HTTP interface; Home Assistant, the smart-home software, uses the same port.',
		risk: 'The user called default may have an empty password, and then anyone can read and delete every table with a web browser. If Home Assistant answers instead, strangers are looking at the sign-in page of your home. Neither should be reachable from everywhere.',
		need: 'Applications and dashboards on known servers; Home Assistant users, better through a VPN or a proxy with TLS.',
		instructions: {
			usage: asked(
				"clickhouse-client -q 'SELECT DISTINCT user, address FROM system.query_log WHERE event_date > today() - 7'",
				'Who asked something within the last week, and from which address.',
			),
			stop: { ...onLinux(clickhouseStop), ...clickhousePackages.stop },
			bind: { ...onLinux(clickhouseBind), ...clickhousePackages.bind, ...clickhouseImage.bind },
			harden: { ...onLinux(clickhouseHarden), ...clickhouseImage.harden },
			pitfalls: [
				'These steps are for ClickHouse; check first that it is not Home Assistant that answers.',
				'Old versions, the one packaged in Debian 12 among them, have <yandex> as the outermost word in their files: write it in place of <clickhouse>.',
				'listen_host is a list: one forgotten line with :: or 0.0.0.0 keeps the server open.',
				'The same setting covers the native port 9000 and the MySQL and PostgreSQL compatible ports, so test those too.',
			],
		},
		sources: [
			'https://clickhouse.com/docs/reference/settings/server-settings/settings/listen',
			'https://clickhouse.com/docs/operations/settings/settings-users',
			'https://packages.debian.org/bookworm/clickhouse-server',
			...clickhousePackages.sources,
			...clickhouseImage.sources,
		],
	},
];
