import { type AllowedPort, type GuardedPort, isIpv6, publishedLocally, type Recipe, run, say } from './recipe.ts';

/** iptables and ip6tables know nothing of each other, so every rule is given to both. */
export const iptables: Recipe = {
	close: (guarded) => [
		...installed(guarded),
		run(...commands.flatMap((command) => inserted(command, rulesFor(command, guarded)))),
		...lasting(guarded),
		docker(guarded),
	],

	allowOnly: (allowed) => {
		const [own, other] = isIpv6(allowed.from) ? (['ip6tables', 'iptables'] as const) : commands;
		return [
			...installed(allowed),
			run(...[own, other].flatMap((command) => inserted(command, rulesFor(command, allowed)))),
			...lasting(allowed),
			docker(allowed),
		];
	},

	undo: (guarded) => {
		const shut = drop(guarded);
		const rules = commands.flatMap((command) => rulesFor(command, guarded).map((rule) => ({ command, rule })));
		const shutFirst = [...rules.filter(({ rule }) => rule === shut), ...rules.filter(({ rule }) => rule !== shut)];
		return [run(...shutFirst.map(({ command, rule }) => `${command} -D INPUT ${rule}`), ...save(guarded))];
	},
};

type Command = (typeof commands)[number];

const commands = ['iptables', 'ip6tables'] as const;

/** The rules for one family, the first to be obeyed first. */
function rulesFor(command: Command, guarded: GuardedPort & { readonly from?: string }): readonly string[] {
	const { from } = guarded;
	const allowed = from !== undefined && isIpv6(from) === (command === 'ip6tables');
	return [
		...(guarded.protocol === 'udp' ? [replies(guarded)] : []),
		...(allowed ? [accept({ ...guarded, from })] : []),
		drop(guarded),
	];
}

function inserted(command: Command, rules: readonly string[]): readonly string[] {
	return rules.map((rule, index) => `${command} -I INPUT ${index + 1} ${rule}`);
}

function installed({ platform }: GuardedPort) {
	return platform === 'alpine' ? [run('apk add iptables')] : [];
}

function save({ platform }: GuardedPort): readonly string[] {
	return platform === 'alpine'
		? commands.map((command) => `rc-service ${command} save`)
		: ['netfilter-persistent save'];
}

function lasting(guarded: GuardedPort) {
	const instead = say('Where ufw or firewalld runs, use their instructions instead: they write these tables anew.');
	return guarded.platform === 'alpine'
		? [
				instead,
				say('This works until the next reboot. To keep it, save both families, and load them at boot:'),
				run(...save(guarded), ...commands.map((command) => `rc-update add ${command}`)),
			]
		: [
				instead,
				say(
					"This works until the next reboot. To keep it, save both families; Debian's package iptables-persistent does it.",
				),
				run('DEBIAN_FRONTEND=noninteractive apt-get install -y iptables-persistent', ...save(guarded)),
			];
}

/** An answer to a request of this machine's own comes to the port that the request went out from. */
function replies({ port }: GuardedPort): string {
	return `-p udp --dport ${port} -m conntrack --ctdir REPLY -j ACCEPT`;
}

function drop({ port, protocol, keepSessions }: GuardedPort): string {
	const onlyNew = keepSessions && protocol === 'tcp' ? ' --syn' : '';
	return `! -i lo -p ${protocol} --dport ${port}${onlyNew} -j DROP`;
}

function accept({ port, protocol, from }: AllowedPort): string {
	return `-s ${from} -p ${protocol} --dport ${port} -j ACCEPT`;
}

function docker(guarded: GuardedPort) {
	return say(
		`A port that Docker publishes (docker ps shows it) never reaches the INPUT chain: publish it as ${publishedLocally(guarded)} instead, or choose nftables here, or Docker as the system.`,
	);
}
