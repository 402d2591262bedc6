import { type ServiceEntry, type Step, when } from '../entry.ts';

/** Of each version that Debian has; several can be installed, and each listens by itself. */
const firebird = (steps: (version: string) => readonly Step[]): readonly Step[] =>
	['3.0', '4.0'].flatMap((version) =>
		when(`firebird${version}-server`, [{ kind: 'say', text: `If it is Firebird ${version}:` }, ...steps(version)]),
	);

const firebirdSetting = (version: string, line: string): readonly Step[] => [
	{ kind: 'edit', file: `/etc/firebird/${version}/firebird.conf`, lines: [line] },
	{ kind: 'run', command: `systemctl restart firebird${version}` },
];

/** Databases that programs bring along. */
export const databaseEmbedded: readonly ServiceEntry[] = [
	{
		id: 'firebird',
		name: 'Firebird',
		category: 'database',
		doors: [
			{
				port: 3050,
				protocol: 'tcp',
				severity: 'high',
				why: 'Passwords are guessed, first the well-known one of SYSDBA',
			},
		],
		what: 'An SQL database that many business programs bring along.',
		risk: 'The administrator SYSDBA is known to everyone, and for years its password was masterkey until somebody changed it. Version 3 and later have no such password and want encryption, but for older programs that is often switched off again. Your business data is what lies behind this port.',
		need: 'The programs that keep their data in it, on known machines.',
		instructions: {
			stop: {
				debian: firebird((version) => [{ kind: 'run', command: `systemctl disable --now firebird${version}` }]),
			},
			bind: { debian: firebird((version) => firebirdSetting(version, 'RemoteBindAddress = localhost')) },
			harden: {
				debian: [
					{ kind: 'say', text: 'Refuse whoever does not encrypt; programs that cannot need a newer client library:' },
					...firebird((version) => firebirdSetting(version, 'WireCrypt = Required')),
				],
			},
			pitfalls: [
				'A program may bring a Firebird of its own, with its own firebird.conf beside it.',
				'RemoteBindAddress takes one address only; without the line Firebird listens on all.',
				{
					on: ['debian'],
					text: 'From Debian 13 on each version gets a port of its own: service-port.conf beside firebird.conf has it, and 3051 is as likely as 3050.',
				},
			],
		},
		sources: [
			'https://packages.debian.org/bookworm/firebird3.0-server',
			'https://packages.debian.org/trixie/firebird4.0-server',
			'https://raw.githubusercontent.com/FirebirdSQL/firebird/refs/heads/v5.0-release/doc/README.security_database.txt',
		],
	},
	{
		id: 'derby',
		name: 'Apache Derby',
		category: 'database',
		doors: [{ port: 1527, protocol: 'tcp', severity: 'high', why: 'As delivered it asks nobody for a password' }],
		what: 'An SQL database written in Java that programs bring along; this is its network server.',
		risk: 'As delivered it asks nobody for a password, so whoever reaches the port can read and change the databases in it. Unless told otherwise it listens on its own machine only, so somebody opened it. Nothing is encrypted unless that was switched on.',
		need: 'The programs that keep their data in it, on known machines.',
	},
	{
		id: 'rethinkdb',
		name: 'RethinkDB',
		category: 'database',
		doors: [
			{
				port: 28_015,
				protocol: 'tcp',
				severity: 'high',
				why: 'Its administrator has no password until somebody sets one',
			},
		],
		what: 'A document database that tells programs of changes; this is the port for clients.',
		risk: 'The account admin has no password until somebody sets one, and it may do everything. As delivered RethinkDB listens on its own machine only, so somebody opened it. Look at its web page (8080) and its cluster port (29015) as well.',
		need: 'Application servers inside your own network.',
	},
];
