import { onLinux, outsideContainers, type ServiceEntry, type Step } from '../entry.ts';
import {
	couchdbImage,
	couchdbPackages,
	mongodbImage,
	mongodbPackages,
	neo4jImage,
	neo4jPackages,
} from '../packages/database.ts';
import { asked } from '../usage.ts';

const mongodbStop: readonly Step[] = [
	{ kind: 'say', text: 'A router for a sharded cluster (mongos) has a unit of its own.' },
	{ kind: 'run', command: 'systemctl disable --now mongod' },
];

const mongodbBind: readonly Step[] = [
	{ kind: 'edit', file: '/etc/mongod.conf', section: ['net:'], lines: ['port: 27017', 'bindIp: 127.0.0.1'] },
	{ kind: 'say', text: 'Remove bindIpAll if it is there, and keep the port your file already has.' },
	{ kind: 'run', command: 'systemctl restart mongod' },
];

const mongodbHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'Create an administrator first, in mongosh on the server itself; it asks for the password:',
	},
	{
		kind: 'run',
		command: `mongosh admin --eval "db.createUser({user: 'admin', pwd: passwordPrompt(), roles: ['root']})"`,
	},
	{ kind: 'edit', file: '/etc/mongod.conf', section: ['security:'], lines: ['authorization: enabled'] },
	{ kind: 'run', command: 'systemctl restart mongod' },
	{
		kind: 'say',
		text: 'Update: the memory leak CVE-2025-14847 is fixed in 8.2.3, 8.0.17, 7.0.28, 6.0.27, 5.0.32 and 4.4.30; 4.2 and older get no fix. Replica sets also need a key file for their members before authorization can be switched on.',
	},
];

const couchdbStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now couchdb' }];

const couchdbBind: readonly Step[] = [
	{ kind: 'say', text: 'Files in local.d are read after local.ini and win; look where the address is set now:' },
	{ kind: 'run', command: 'grep -rn bind_address /opt/couchdb/etc/' },
	{ kind: 'edit', file: '/opt/couchdb/etc/local.ini', section: ['[chttpd]'], lines: ['bind_address = 127.0.0.1'] },
	{ kind: 'run', command: 'systemctl restart couchdb' },
];

const couchdbHarden: readonly Step[] = [
	{ kind: 'edit', file: '/opt/couchdb/etc/local.ini', section: ['[admins]'], lines: ['admin = YOUR LONG PASSWORD'] },
	{ kind: 'edit', file: '/opt/couchdb/etc/local.ini', section: ['[chttpd]'], lines: ['require_valid_user = true'] },
	{ kind: 'run', command: 'systemctl restart couchdb' },
	{
		kind: 'say',
		text: 'Run 3.2.2 or later: older versions let strangers in through their cluster port with a password everyone knows (CVE-2022-24706).',
	},
];

const arangodbStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now arangodb3' }];

const arangodbBind: readonly Step[] = [
	{
		kind: 'edit',
		file: '/etc/arangodb3/arangod.conf',
		section: ['[server]'],
		lines: ['endpoint = tcp://127.0.0.1:8529'],
	},
	{ kind: 'run', command: 'systemctl restart arangodb3' },
];

const neo4jStop: readonly Step[] = [{ kind: 'run', command: 'systemctl disable --now neo4j' }];

const neo4jBind: readonly Step[] = [
	{ kind: 'say', text: 'In version 4 the setting is called dbms.default_listen_address.' },
	{ kind: 'edit', file: '/etc/neo4j/neo4j.conf', lines: ['server.default_listen_address=localhost'] },
	{
		kind: 'say',
		text: 'A server.http.listen_address or server.bolt.listen_address with an address in it overrides this; leave only the port there (:7474, :7687).',
	},
	{ kind: 'run', command: 'systemctl restart neo4j' },
];

/** Document and graph databases. */
export const databaseDocument: readonly ServiceEntry[] = [
	{
		id: 'mongodb',
		name: 'MongoDB',
		category: 'database',
		doors: [
			{
				port: 27017,
				protocol: 'tcp',
				severity: 'high',
				why: 'Open ones are wiped for ransom; CVE-2025-14847 leaks memory',
			},
			{
				port: 27018,
				protocol: 'tcp',
				name: 'MongoDB shard member',
				severity: 'high',
				why: 'Holds part of a cluster; only its other members should reach it',
			},
			{
				port: 27019,
				protocol: 'tcp',
				name: 'MongoDB config server',
				severity: 'high',
				why: 'Knows where all data of a cluster is; only members should reach it',
			},
			{
				port: 28017,
				protocol: 'tcp',
				name: 'MongoDB status page (before 3.6)',
				severity: 'high',
				why: 'MongoDB 3.6 did away with this page, so the release is very old',
			},
		],
		what: 'A document database for web applications.',
		risk: 'If no password is set, anyone can read, change and delete everything; programs search the internet for such servers and replace the data with a ransom note. With a password, servers without the fix for CVE-2025-14847 (December 2025) still give away pieces of their memory before any login.',
		need: 'Application servers and the other members of the cluster, and only their addresses.',
		instructions: {
			usage: asked(
				"mongosh --quiet --eval 'db.currentOp(true).inprog.forEach((op) => op.client && print(op.client))'",
				'The address of each client that is connected; where a login is asked for, add -u admin.',
				{
					windows: 'mongosh --quiet --eval "db.currentOp(true).inprog.forEach((op) => op.client && print(op.client))"',
					docker:
						"docker exec NAME mongosh --quiet --eval 'db.currentOp(true).inprog.forEach((op) => op.client && print(op.client))'",
				},
			),
			stop: {
				debian: mongodbStop,
				rhel: mongodbStop,
				windows: [{ kind: 'run', command: 'Stop-Service -Name MongoDB -PassThru | Set-Service -StartupType Disabled' }],
				...mongodbPackages.stop,
			},
			bind: {
				debian: mongodbBind,
				rhel: mongodbBind,
				windows: [
					{
						kind: 'edit',
						file: 'C:\\Program Files\\MongoDB\\Server\\*\\bin\\mongod.cfg',
						section: ['net:'],
						lines: ['port: 27017', 'bindIp: 127.0.0.1'],
					},
					{ kind: 'run', command: 'Restart-Service -Name MongoDB' },
				],
				...mongodbPackages.bind,
				...mongodbImage.bind,
			},
			harden: {
				debian: mongodbHarden,
				rhel: mongodbHarden,
				windows: [
					{ kind: 'say', text: 'Create an administrator first, on the server itself; mongosh asks for the password:' },
					{
						kind: 'run',
						command: `mongosh admin --eval "db.createUser({user: 'admin', pwd: passwordPrompt(), roles: ['root']})"`,
					},
					{
						kind: 'edit',
						file: 'C:\\Program Files\\MongoDB\\Server\\*\\bin\\mongod.cfg',
						section: ['security:'],
						lines: ['authorization: enabled'],
					},
					{ kind: 'run', command: 'Restart-Service -Name MongoDB' },
				],
				...mongodbImage.harden,
			},
			pitfalls: [
				{
					on: outsideContainers,
					text: 'The file is YAML: two spaces in front, never a tab, and each section (net:, security:) only once.',
				},
				'authorization: enabled without any user leaves the server open to whoever creates the first one locally.',
				'Members of a replica set must keep an address the others can reach: bind that private address too, never 0.0.0.0.',
			],
		},
		sources: [
			'https://www.mongodb.com/docs/manual/administration/configuration/',
			'https://www.mongodb.com/docs/manual/administration/run-mongodb-windows/',
			'https://github.com/CVEProject/cvelistV5/blob/main/cves/2025/14xxx/CVE-2025-14847.json',
			...mongodbPackages.sources,
			...mongodbImage.sources,
		],
	},
	{
		id: 'couchdb',
		name: 'Apache CouchDB',
		category: 'database',
		doors: [
			{
				port: 5984,
				protocol: 'tcp',
				severity: 'high',
				why: 'Data and administration over plain HTTP; older ones ask for no password',
			},
		],
		what: 'A document database that is used and administered over HTTP.',
		risk: 'Before version 3 a fresh CouchDB made every visitor an administrator. Versions before 3.2.2 can also be taken over through a default password between cluster members (CVE-2022-24706, 2022), which has been used in real attacks. Logins travel unencrypted over this port.',
		need: 'Applications and replicating databases, better through a proxy with TLS.',
		instructions: {
			stop: { ...onLinux(couchdbStop), ...couchdbPackages.stop },
			bind: { ...onLinux(couchdbBind), ...couchdbPackages.bind, ...couchdbImage.bind },
			harden: { ...onLinux(couchdbHarden), ...couchdbImage.harden },
			pitfalls: [
				{
					on: outsideContainers,
					text: 'The section is [chttpd]; [httpd] belongs to CouchDB 1 and does nothing for this port in later versions.',
				},
				'CouchDB brings the Erlang port mapper (4369) and a cluster port with it; look at those too.',
			],
		},
		sources: [
			'https://docs.couchdb.org/en/stable/config/http.html',
			'https://docs.couchdb.org/en/stable/cve/2022-24706.html',
			...couchdbPackages.sources,
			...couchdbImage.sources,
		],
	},
	{
		id: 'couchbase',
		name: 'Couchbase Server',
		category: 'database',
		doors: [
			{
				port: 8091,
				protocol: 'tcp',
				severity: 'high',
				why: 'Administration page; before setup anyone can become administrator',
			},
		],
		what: 'A document database; this port is its administration page and API.',
		risk: 'Whoever signs in here controls all data and the whole cluster. A server that was installed but never set up lets the first visitor choose the administrator password. The page is unencrypted, so passwords can be read on the way.',
		need: 'Administrators and application servers inside your own network.',
	},
	{
		id: 'arangodb',
		name: 'ArangoDB',
		category: 'database',
		doors: [
			{
				port: 8529,
				protocol: 'tcp',
				severity: 'high',
				why: 'Database console and API; sometimes run without authentication',
			},
		],
		what: 'A document and graph database with a web console and HTTP API on one port.',
		risk: 'With authentication switched off, or with an empty root password, anyone can read and delete everything and run scripts inside the database. Even with a password, the console invites guessing. Its packages keep it on this machine; a container publishes it to everyone.',
		need: 'Application servers inside your own network.',
		instructions: {
			stop: onLinux(arangodbStop),
			bind: onLinux(arangodbBind),
		},
		sources: [
			'https://github.com/arangodb/arangodb/blob/devel/etc/arangodb3/arangod.conf.in',
			'https://github.com/arangodb/docs-hugo/blob/main/site/content/3.12/components/arangodb-server/options.md',
		],
	},
	{
		id: 'neo4j',
		name: 'Neo4j',
		category: 'database',
		doors: [
			{
				port: 7474,
				protocol: 'tcp',
				name: 'Neo4j Browser',
				severity: 'high',
				why: 'Console of a graph database, unencrypted; passwords are guessed',
			},
			{
				port: 7687,
				protocol: 'tcp',
				name: 'Neo4j Bolt',
				severity: 'high',
				why: 'Data port of a graph database; passwords are guessed',
			},
		],
		what: 'A graph database with a web console (7474) and a data port (7687).',
		risk: 'Strangers can guess the password of the user neo4j, and some installations have authentication switched off altogether. Whoever gets in can read and delete everything, and often read files of the server. Its packages keep it on this machine; a container publishes it to everyone.',
		need: 'Application servers and analysts inside your own network.',
		instructions: {
			usage: asked(
				"cypher-shell -u neo4j 'CALL dbms.listConnections()'",
				'One line for each connection, with the address of the client; it asks for the password first.',
				{
					docker: "docker exec -it NAME cypher-shell -u neo4j 'CALL dbms.listConnections()'",
				},
			),
			stop: { ...onLinux(neo4jStop), ...neo4jPackages.stop },
			bind: { ...onLinux(neo4jBind), ...neo4jImage.bind },
			harden: neo4jImage.harden,
		},
		sources: [
			'https://neo4j.com/docs/operations-manual/current/configuration/connectors',
			'https://neo4j.com/docs/operations-manual/current/configuration/ports/',
			...neo4jPackages.sources,
			...neo4jImage.sources,
		],
	},
];
