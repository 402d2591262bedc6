import { type GuardedPort, isIpv6, type Recipe, run, say } from './recipe.ts';

/**
 * A provider's firewall, shown with the AWS command line. It is an allow-list: to close is to revoke. The two families
 * are revoked apart, because a call that names one rule too many revokes none (RevokeSecurityGroupIngress).
 */
export const cloud: Recipe = {
	close: (guarded) => [group, look, ...revokeAll(guarded), ...notes],

	allowOnly: (allowed) => [
		group,
		look,
		run(change('authorize', allowed, allowed.from)),
		...revokeAll(allowed),
		...notes,
	],

	undo: (guarded) => [
		run(
			...everyone.map((network) => change('authorize', guarded, network)),
			...(guarded.from === undefined ? [] : [change('revoke', guarded, guarded.from)]),
		),
	],
};

const everyone = ['0.0.0.0/0', '::/0'] as const;

const group = say("For AWS. GROUP stands for the id of the server's security group, which begins with sg-.");

const look = run('aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP');

const notes = [
	say(
		'Rules of all groups on a server add up, so look at each group. It takes effect at once and lasts; connections that exist already may stay until they end.',
	),
	say(
		'Google Cloud, Azure, Hetzner, DigitalOcean and others keep such a list of what is allowed too: remove the rule that lets 0.0.0.0/0 and ::/0 reach this port, or narrow its source to your address.',
	),
] as const;

function revokeAll(guarded: GuardedPort) {
	return [
		say('A rule must be named exactly as it stands: one for a range of ports is revoked as that range.'),
		run(...everyone.map((network) => change('revoke', guarded, network))),
		say('InvalidPermission.NotFound means that there was no such rule for that family.'),
	];
}

function change(verb: 'authorize' | 'revoke', { port, protocol }: GuardedPort, from: string): string {
	const network = from.includes('/') ? from : `${from}${isIpv6(from) ? '/128' : '/32'}`;
	const source = isIpv6(from) ? `Ipv6Ranges=[{CidrIpv6=${network}}]` : `IpRanges=[{CidrIp=${network}}]`;
	const permission = `IpProtocol=${protocol},FromPort=${port},ToPort=${port},${source}`;
	return `aws ec2 ${verb}-security-group-ingress --group-id GROUP --ip-permissions '${permission}'`;
}
