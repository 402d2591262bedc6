import { asNetwork, everyone, type GuardedPort, isIpv6, providerNotes, type Recipe, run, say } from './recipe.ts';

/**
 * A security group. It is an allow-list: to close is to revoke. The two families are revoked apart, because a call that
 * names one rule too many revokes none (RevokeSecurityGroupIngress).
 */
export const aws: Recipe = {
	close: (guarded) => [group, look, ...revokeAll(guarded), allGroups, ...providerNotes],

	allowOnly: (allowed) => [
		group,
		look,
		run(change('authorize', allowed, allowed.from)),
		...revokeAll(allowed),
		allGroups,
		...providerNotes,
	],

	undo: (guarded) => [
		run(
			...everyone.map((network) => change('authorize', guarded, network)),
			...(guarded.from === undefined ? [] : [change('revoke', guarded, guarded.from)]),
		),
	],
};

const group = say(
	"On any computer with AWS's command line. GROUP stands for the id of the server's security group, which begins with sg-.",
);

const look = run('aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP');

const allGroups = say('Rules of all groups on a server add up, so look at each group.');

function revokeAll(guarded: GuardedPort) {
	return [
		say('A rule must be named exactly as it stands: one for a range of ports is revoked as that range.'),
		run(...everyone.map((network) => change('revoke', guarded, network))),
		say('InvalidPermission.NotFound means that there was no such rule for that family.'),
	];
}

function change(verb: 'authorize' | 'revoke', { port, protocol }: GuardedPort, from: string): string {
	const source = isIpv6(from) ? `Ipv6Ranges=[{CidrIpv6=${asNetwork(from)}}]` : `IpRanges=[{CidrIp=${asNetwork(from)}}]`;
	const permission = `IpProtocol=${protocol},FromPort=${port},ToPort=${port},${source}`;
	return `aws ec2 ${verb}-security-group-ingress --group-id GROUP --ip-permissions '${permission}'`;
}
