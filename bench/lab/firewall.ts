/** What happens to TCP packets to a port that is not let through: a name of the lab, and how nftables says it. */
export const refusals = {
	/** Silence. */
	drop: 'drop',
	/** ICMP port unreachable, what `reject` means in nftables. */
	reject: 'reject',
	/** ICMP communication administratively prohibited. */
	prohibit: 'reject with icmpx type admin-prohibited',
} as const;

/** `none`: the kernel answers for a port without a listener, with a reset. */
export type Firewall = keyof typeof refusals | 'none';

/** What stands before the target, for each address family. */
export interface Firewalls {
	readonly ipv4: Firewall;
	readonly ipv6: Firewall;
}

/** The rules for `nft -f` that let through the TCP ports of each family and nothing else. No connection is tracked. */
export function ruleset(
	{ ipv4, ipv6 }: Firewalls,
	ports: { ipv4: readonly number[]; ipv6: readonly number[] },
): string {
	const rules = [...rulesOf('ipv4', ipv4, ports.ipv4), ...rulesOf('ipv6', ipv6, ports.ipv6)];
	return ['table inet lab {', 'chain input {', 'type filter hook input priority 0', ...rules, '}', '}', ''].join('\n');
}

function rulesOf(family: 'ipv4' | 'ipv6', firewall: Firewall, ports: readonly number[]): readonly string[] {
	return firewall === 'none'
		? []
		: [`meta nfproto ${family} tcp dport != { ${ports.join(', ')} } ${refusals[firewall]}`];
}
