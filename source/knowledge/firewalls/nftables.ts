import type { Step } from '../entry.ts';
import { type AllowedPort, type GuardedPort, isIpv6, type Recipe, run, say } from './recipe.ts';

/**
 * Each port gets a table of its own: whatever else the machine filters with stays untouched, running the steps again
 * replaces the table, and taking it back is one command. The chain stands before address translation (priority -150,
 * `dstnat` is -100), so that a port published by a container engine is shut as well; `fib daddr type` keeps it to
 * packets for this machine, so that what it merely forwards passes.
 */
export const nftables: Recipe = {
	close: (guarded) => [run(...table(guarded), dropRule(guarded)), publishedPorts, ...lasting(guarded)],

	allowOnly: (allowed) => [
		run(...table(allowed), acceptRule(allowed), dropRule(allowed)),
		say("If a ruleset of your own drops what it doesn't know, this address needs an accept rule there as well."),
		publishedPorts,
		...lasting(allowed),
	],

	undo: (guarded) => [run(`nft delete table inet ${tableName(guarded)}`, `rm -f ${files(guarded).rules}`)],
};

const publishedPorts = say(
	'This holds for IPv4 and IPv6, and for ports that Docker publishes: it decides before Docker redirects them.',
);

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

function files(guarded: GuardedPort): { readonly folder: string; readonly rules: string; readonly main: string } {
	const [folder, main] =
		guarded.platform === 'rhel'
			? ['/etc/nftables/doorcheck', '/etc/sysconfig/nftables.conf']
			: ['/etc/nftables.d', '/etc/nftables.conf'];
	return { folder, main, rules: `${folder}/${tableName(guarded)}.nft` };
}

function lasting(guarded: GuardedPort): readonly Step[] {
	const { folder, rules, main } = files(guarded);
	return [
		say(
			"So far it lasts until the next reboot. To keep it, save it and let nftables load it at boot. Don't enable that service where ufw or firewalld runs: it would empty or stop them; use their instructions instead.",
		),
		run(
			`mkdir -p ${folder}`,
			`nft list table inet ${tableName(guarded)} > ${rules}`,
			`grep -qs '${folder}/' ${main} || echo 'include "${folder}/*.nft"' >> ${main}`,
			`nft -c -f ${main} && systemctl enable nftables`,
		),
	];
}
