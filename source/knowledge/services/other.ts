import { onEverySystem, type ServiceEntry, type Step } from '../entry.ts';
import { lastWith, looked, onUnix } from '../usage.ts';

const gethBind: readonly Step[] = [
	{
		kind: 'say',
		text: 'For geth. UNIT stands for the name of its unit; this shows the file and the command line in it:',
	},
	{ kind: 'run', command: 'systemctl cat UNIT' },
	{
		kind: 'say',
		text: 'There use --http.addr 127.0.0.1, which is also what geth does without the option. Then start it again:',
	},
	{ kind: 'run', command: 'systemctl daemon-reload\nsystemctl restart UNIT' },
];

const gethHarden: readonly Step[] = [
	{
		kind: 'say',
		text: 'For geth: offer only what your program uses, for example --http.api eth,net,web3, and never run it with --unlock or --allow-insecure-unlock.',
	},
];

/** What fits nowhere else. */
export const other: readonly ServiceEntry[] = [
	{
		id: 'finger',
		name: 'Finger',
		category: 'other',
		doors: [
			{ port: 79, protocol: 'tcp', severity: 'medium', why: 'Gives account names to people who guess passwords' },
		],
		what: 'Finger tells who has an account on a machine and who is signed in.',
		risk: 'It hands strangers the account names to try passwords on, and tells when nobody is at work. The Morris worm already spread through it in 1988. Hardly anyone uses it today.',
		need: 'Nobody; it is a relic.',
		instructions: {
			stop: {
				debian: [
					{
						kind: 'say',
						text: 'inetd starts it. This comments out its line for good; a package such as fingerd can then be removed.',
					},
					{ kind: 'run', command: "update-inetd --multi --comment-chars '#' --disable finger" },
				],
			},
		},
		sources: [
			'https://manpages.debian.org/bookworm/update-inetd/update-inetd.8.en.html',
			'https://manpages.debian.org/bookworm/fingerd/in.fingerd.8.en.html',
			'https://www.rfc-editor.org/rfc/rfc1135',
		],
	},
	{
		id: 'ident',
		name: 'Ident',
		category: 'other',
		doors: [{ port: 113, protocol: 'tcp', severity: 'low', why: 'Tells which account a connection belongs to' }],
		what: 'Ident tells the other end of a connection which account on this machine opened it.',
		risk: 'Whoever is connected to this machine learns account names to try passwords on. Chat networks (IRC) once asked for it, and hardly anyone else does. Its answers prove nothing, because the machine can answer what it likes.',
		need: 'IRC users on a shared machine, if their network asks for it.',
		instructions: {
			stop: {
				debian: [
					{ kind: 'say', text: 'For oidentd:' },
					{ kind: 'run', command: 'systemctl disable --now oidentd.socket\nsystemctl disable --now oidentd.service' },
				],
			},
			pitfalls: [
				'Let the firewall refuse connections to this port rather than drop them: servers that ask here wait for an answer, and your connections to them begin slowly.',
			],
		},
		sources: ['https://packages.debian.org/bookworm/amd64/oidentd/filelist'],
	},
	{
		id: 'whois',
		name: 'WHOIS',
		category: 'other',
		doors: [{ port: 43, protocol: 'tcp', severity: 'low', why: 'Only registries of names or addresses offer it' }],
		what: 'WHOIS tells who registered a domain name or a block of addresses.',
		risk: 'Registries mean it to be public. What it tells may include names, addresses and telephone numbers of people, which programs collect. On any other server it has no purpose.',
		need: 'Everyone, if you run a registry; otherwise nobody.',
	},
	{
		id: 'ethereum',
		name: 'Ethereum JSON-RPC',
		category: 'other',
		doors: [
			{
				port: 8545,
				protocol: 'tcp',
				severity: 'high',
				why: 'Strangers use the node, and empty wallets that are unlocked',
			},
		],
		what: 'Through JSON-RPC programs use an Ethereum node: read the chain, send transactions, sometimes sign them.',
		risk: 'It has no password. If an account is unlocked on the node, strangers send its money away, and programs look for such nodes all the time. They can also overload the node until it falls behind.',
		need: 'Your own programs, on the same machine or through a proxy that asks for a password.',
		instructions: {
			bind: { debian: gethBind, rhel: gethBind },
			harden: { debian: gethHarden, rhel: gethHarden },
			pitfalls: ['The node also needs its own port 30303, which may stay open: other nodes talk to it there.'],
		},
		sources: [
			'https://geth.ethereum.org/docs/fundamentals/security',
			'https://geth.ethereum.org/docs/interacting-with-geth',
		],
	},
	{
		id: 'minecraft',
		name: 'Minecraft server',
		category: 'other',
		doors: [{ port: 25565, protocol: 'tcp', severity: 'info', why: 'A game server; fine if you mean to run one' }],
		what: 'A Minecraft server lets players into its world.',
		risk: 'An open port is how players come in. Without a list of allowed players strangers join too, and old versions or add-ons have flaws that let them run programs on the server, as in December 2021 (Log4Shell, CVE-2021-44228). Keep it up to date and under an account of its own.',
		need: 'Your players.',
		instructions: {
			usage: looked(
				{
					...onUnix(lastWith('logged in with entity id', 'logs/latest.log')),
					docker: "docker logs NAME 2>&1 | grep 'logged in with entity id' | tail -n 20",
				},
				'The players who came last, each with an address. Outside a container the file is in the folder of the server.',
			),
			bind: onEverySystem([
				{
					kind: 'say',
					text: 'In the folder of the server; players elsewhere then reach it through a tunnel or a VPN only:',
				},
				{ kind: 'edit', file: 'server.properties', lines: ['server-ip=127.0.0.1'] },
				{ kind: 'say', text: 'Give the command stop in its console, and start it again.' },
			]),
			harden: onEverySystem([
				{ kind: 'say', text: 'Let in only players you name; whitelist add NAME in the console adds one:' },
				{ kind: 'edit', file: 'server.properties', lines: ['white-list=true', 'enforce-whitelist=true'] },
				{ kind: 'say', text: 'Give the command stop in its console, and start it again.' },
			]),
		},
		sources: ['https://minecraft.wiki/w/Server.properties', 'https://logging.apache.org/security.html'],
	},
	{
		id: 'source-engine',
		name: 'Source engine game server / RCON',
		category: 'other',
		doors: [{ port: 27015, protocol: 'tcp', severity: 'medium', why: 'Remote console whose password strangers guess' }],
		what: 'Game servers such as Counter-Strike take remote console commands (RCON) on this port; players use the same port over UDP.',
		risk: 'Whoever guesses the console password controls the game server. RCON sends that password in the clear. Players do not need this port over TCP.',
		need: 'The administrators of the game server, from their own addresses.',
	},
];
