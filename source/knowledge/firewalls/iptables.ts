import { type AllowedPort, type GuardedPort, isIpv6, publishedLocally, type Recipe, run, say } from './recipe.ts';

/** iptables and ip6tables know nothing of each other, so every rule is given to both. */
export const iptables: Recipe = {
	close: (guarded) => [
		run(...commands.map((command) => `${command} -I INPUT 1 ${drop(guarded)}`)),
		...lasting,
		docker(guarded),
	],

	allowOnly: (allowed) => {
		const [own, other] = isIpv6(allowed.from) ? (['ip6tables', 'iptables'] as const) : commands;
		return [
			run(
				`${own} -I INPUT 1 ${accept(allowed)}`,
				`${own} -I INPUT 2 ${drop(allowed)}`,
				`${other} -I INPUT 1 ${drop(allowed)}`,
			),
			...lasting,
			docker(allowed),
		];
	},

	undo: (guarded) => {
		const { from } = guarded;
		const allowed =
			from === undefined ? [] : [`${isIpv6(from) ? 'ip6tables' : 'iptables'} -D INPUT ${accept({ ...guarded, from })}`];
		return [
			run(
				...commands.map((command) => `${command} -D INPUT ${drop(guarded)}`),
				...allowed,
				'netfilter-persistent save',
			),
		];
	},
};

const commands = ['iptables', 'ip6tables'] as const;

const lasting = [
	say('Where ufw or firewalld runs, use their instructions instead: they write these tables anew.'),
	say(
		"This works until the next reboot. To keep it, save both families; Debian's package iptables-persistent does it.",
	),
	run('DEBIAN_FRONTEND=noninteractive apt-get install -y iptables-persistent', 'netfilter-persistent save'),
] as const;

function drop({ port, protocol, keepSessions }: GuardedPort): string {
	const onlyNew = keepSessions && protocol === 'tcp' ? ' --syn' : '';
	return `! -i lo -p ${protocol} --dport ${port}${onlyNew} -j DROP`;
}

function accept({ port, protocol, from }: AllowedPort): string {
	return `-s ${from} -p ${protocol} --dport ${port} -j ACCEPT`;
}

function docker(guarded: GuardedPort) {
	return say(
		`A port that Docker publishes (docker ps shows it) never reaches the INPUT chain: publish it as ${publishedLocally(guarded)} instead, or choose nftables here.`,
	);
}
