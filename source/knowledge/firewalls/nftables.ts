import type { Step } from '../entry.ts';
import { type AllowedPort, type GuardedPort, isIpv6, type Recipe, run, say } from './recipe.ts';

/**
 * Each port gets a table of its own: whatever else the machine filters with stays untouched, running the steps again
 * replaces the table, and taking it back is one command. The chain stands before address translation (priority -150,
 * `dstnat` is -100), so that a port published by a container engine is shut as well; `fib daddr type` keeps it to
 * packets for this machine, so that what it merely forwards passes. Over UDP an answer to a request of this machine's own
 * comes to the port that the request went out from; connection tracking (priority -200) knows it by its direction.
 */
export const nftables: Recipe = {
	close: (guarded) => [
		...installed(guarded),
		run(...table(guarded), ...replies(guarded), dropRule(guarded)),
		publishedPorts,
		...lasting(guarded),
	],

	allowOnly: (allowed) => [
		...installed(allowed),
		run(...table(allowed), ...replies(allowed), acceptRule(allowed), dropRule(allowed)),
		say("If a ruleset of your own drops what it doesn't know, this address needs an accept rule there as well."),
		publishedPorts,
		ownRules,
		...lasting(allowed),
	],

	undo: (guarded) => {
		const { rules, boot } = files(guarded);
		return [run(`nft delete table inet ${tableName(guarded)}`, ['rm -f', rules, ...boot].join(' '))];
	},
};

const publishedPorts = say(
	'This holds for IPv4 and IPv6, and for ports that Docker publishes: it decides before Docker redirects them.',
);

const ownRules = say(
	'A rule that you write yourself with ip saddr or ip daddr, or in a table of the family ip, holds for IPv4 only: IPv6 needs one of its own, with ip6.',
);

function installed({ platform }: GuardedPort): readonly Step[] {
	return platform === 'alpine' ? [run('apk add nftables')] : [];
}

function tableName({ port, protocol }: GuardedPort): string {
	return `doorcheck_${port}_${protocol}`;
}

function table(guarded: GuardedPort): readonly string[] {
	const name = tableName(guarded);
	return [
		`nft add table inet ${name}`,
		`nft 'add chain inet ${name} prerouting { type filter hook prerouting priority -150; policy accept; }'`,
		`nft flush table inet ${name}`,
	];
}

function acceptRule(allowed: AllowedPort): string {
	const family = isIpv6(allowed.from) ? 'ip6' : 'ip';
	return addRule(allowed, `${family} saddr ${allowed.from} ${allowed.protocol} dport ${allowed.port} accept`);
}

function replies(guarded: GuardedPort): readonly string[] {
	return guarded.protocol === 'udp' ? [addRule(guarded, `udp dport ${guarded.port} ct direction reply accept`)] : [];
}

function dropRule(guarded: GuardedPort): string {
	const { port, protocol, keepSessions } = guarded;
	const onlyNew = keepSessions && protocol === 'tcp' ? ' tcp flags & (syn | ack) == syn' : '';
	return addRule(
		guarded,
		`iifname != "lo" fib daddr type { local, broadcast, multicast } ${protocol} dport ${port}${onlyNew} drop`,
	);
}

function addRule(guarded: GuardedPort, rule: string): string {
	return `nft 'add rule inet ${tableName(guarded)} prerouting ${rule}'`;
}

interface Files {
	readonly folder: string;
	/** The saved table. */
	readonly rules: string;
	/** What the system loads at boot. */
	readonly main: string;
	/** What else loads the table at boot. */
	readonly boot: readonly string[];
}

function files(guarded: GuardedPort): Files {
	const name = tableName(guarded);
	const at = (folder: string, main: string, boot: readonly string[] = []) => {
		return { folder, main, boot, rules: `${folder}/${name}.nft` };
	};
	switch (guarded.platform) {
		case 'rhel':
			return at('/etc/nftables/doorcheck', '/etc/sysconfig/nftables.conf');
		case 'alpine':
			return at('/etc/nftables.d', '/etc/nftables.nft', [`/etc/local.d/${name}.start`]);
		default:
			return at('/etc/nftables.d', '/etc/nftables.conf');
	}
}

function lasting(guarded: GuardedPort): readonly Step[] {
	const { folder, rules, main, boot } = files(guarded);
	const name = tableName(guarded);
	const save = [`mkdir -p ${folder}`, `nft list table inet ${name} > ${rules}`];
	if (guarded.platform === 'alpine') {
		return [
			say(
				"So far it lasts until the next reboot. Alpine's own nftables service loads this folder at boot, but first a ruleset that shuts every other port, yours too: unless you use that service already, let this table be loaded by itself.",
			),
			run(
				...save,
				...boot.flatMap((file) => [
					`printf '#!/bin/sh\\nnft list table inet ${name} > /dev/null 2>&1 || nft -f ${rules}\\n' > ${file}`,
					`chmod +x ${file}`,
				]),
				'rc-update add local default',
			),
		];
	}
	return [
		say(
			"So far it lasts until the next reboot. To keep it, save it and let nftables load it at boot. Don't enable that service where ufw or firewalld runs: it would empty or stop them; use their instructions instead.",
		),
		run(
			...save,
			`grep -qs '${folder}/' ${main} || echo 'include "${folder}/*.nft"' >> ${main}`,
			`nft -c -f ${main} && systemctl enable nftables`,
		),
	];
}
