import type { Step } from '../entry.ts';
import { type GuardedPort, isIpv6, publishedLocally, type Recipe, run, say } from './recipe.ts';

/**
 * The chain that Docker asks before its own rules. A packet gets there with the container's address and port, so the
 * published port is found by what connection tracking remembers (`--ctorigdstport`); only the direction of requests
 * counts, so that answers to what containers ask others come in. A port that Docker's proxy serves, which is how IPv6
 * reaches a container without an IPv6 address, never gets there: that is a program of this machine, behind INPUT.
 */
export const dockerUser: Recipe = {
	close: (guarded) => [...before(guarded), run(...shut(guarded).map(insert)), ...after(guarded)],

	allowOnly: (allowed) => [...before(allowed), run(...shut(allowed).map(insert)), ...after(allowed)],

	undo: (guarded) => [
		run(
			`rm -f ${dropIn(guarded)}`,
			'systemctl daemon-reload',
			...shut(guarded).map(({ command, chain, rule }) => `${command} -D ${chain} ${rule}`),
		),
	],
};

type Guarded = GuardedPort & { readonly from?: string };

interface Rule {
	readonly command: 'iptables' | 'ip6tables';
	readonly chain: 'DOCKER-USER' | 'INPUT';
	readonly position: 1 | 2;
	readonly rule: string;
}

function before(guarded: GuardedPort): readonly Step[] {
	return [
		say(
			`Better, if you can: publish it on this machine only, as ${publishedLocally(guarded)} under ports of the Compose file or after -p (the last number is the port in the container), and make the container anew. Then it needs no rule.`,
		),
		say(
			'The rest is for Docker on Linux; Docker Desktop has no such chain. WAN stands for the interface that leads to the internet; this names it after the word dev:',
		),
		run('ip route show default', 'ip -6 route show default'),
	];
}

/** Every rule in its order: what lets an address in stands above what shuts the port for the others. */
function shut({ port, protocol, keepSessions, from }: Guarded): readonly Rule[] {
	const requests = `--ctdir ORIGINAL${keepSessions ? ' --ctstate NEW' : ''} -j DROP`;
	const published = `-i WAN -p ${protocol} -m conntrack --ctorigdstport ${port}`;
	const served = `-i WAN -p ${protocol} --dport ${port}`;
	const allowedOver = (command: Rule['command']) =>
		from !== undefined && isIpv6(from) === (command === 'ip6tables') ? from : undefined;
	const inDocker = (['iptables', 'ip6tables'] as const).flatMap((command) =>
		chained(command, 'DOCKER-USER', `${published} ${requests}`, allowedOver(command), `${published} -s FROM -j RETURN`),
	);
	const inProxy = chained(
		'ip6tables',
		'INPUT',
		`${served} -m conntrack ${requests}`,
		allowedOver('ip6tables'),
		`${served} -s FROM -j ACCEPT`,
	);
	return [...inDocker, ...inProxy];
}

function chained(
	command: Rule['command'],
	chain: Rule['chain'],
	drop: string,
	from: string | undefined,
	accept: string,
): readonly Rule[] {
	return from === undefined
		? [{ command, chain, position: 1, rule: drop }]
		: [
				{ command, chain, position: 1, rule: accept.replace('FROM', from) },
				{ command, chain, position: 2, rule: drop },
			];
}

function insert({ command, chain, position, rule }: Rule): string {
	return `${command} -I ${chain} ${position} ${rule}`;
}

function dropIn({ port, protocol }: GuardedPort): string {
	return `/etc/systemd/system/docker.service.d/doorcheck-${port}-${protocol}.conf`;
}

function after(guarded: Guarded): readonly Step[] {
	return [
		say(
			'"No chain" from ip6tables means that Docker handles IPv4 only; then the last rule is the one for IPv6. From iptables it means that Docker uses nftables (an option since Docker 29): choose nftables here.',
		),
		say(
			'This holds until the next reboot; the published port goes by its number on this machine, and connections between containers stay as they are. So that it is set up whenever systemd starts Docker:',
		),
		{
			kind: 'write',
			file: dropIn(guarded),
			lines: [
				'[Service]',
				...shut(guarded).map((rule) => {
					const there = `${rule.command} -C ${rule.chain} ${rule.rule} 2>/dev/null`;
					return `ExecStartPost=-/bin/sh -c "${there} || ${insert(rule)}"`;
				}),
			],
		},
		run('systemctl daemon-reload'),
	];
}
