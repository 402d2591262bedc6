import type { ServiceEntry, Step } from '../entry.ts';

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
		],
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
		risk: 'An open port is how players come in. Without a list of allowed players strangers join too, and old versions or add-ons have flaws that let them run programs on the server, as in December 2021 (Log4Shell). Keep it up to date and under an account of its own.',
		need: 'Your players.',
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
