import { allowList } from './allow-list.ts';
import { asNetwork, type GuardedPort, isIpv6, run, say } from './recipe.ts';

/**
 * A security group. The two families are revoked apart, because outside a default VPC a call that names one rule too
 * many revokes none (RevokeSecurityGroupIngress).
 */
export const aws = allowList({
	introduction: say(
		"On any computer with AWS's command line. GROUP stands for the id of the server's security group, which begins with sg-.",
	),
	look: run('aws ec2 describe-security-group-rules --filters Name=group-id,Values=GROUP'),
	add: (port, networks) => networks.map((network) => change('authorize', port, network)),
	remove: (port, networks) => networks.map((network) => change('revoke', port, network)),
	beforeRemoving: [
		say('A rule must be named exactly as it stands: one for a range of ports is revoked as that range.'),
	],
	afterRemoving: [
		say(
			'InvalidPermission.NotFound, or UnknownIpPermissions in the answer (that is how a default VPC says it), means that there was no such rule for that family.',
		),
		say('Rules of all groups on a server add up, so look at each group.'),
	],
});

function change(verb: 'authorize' | 'revoke', { port, protocol }: GuardedPort, from: string): string {
	const source = isIpv6(from) ? `Ipv6Ranges=[{CidrIpv6=${asNetwork(from)}}]` : `IpRanges=[{CidrIp=${asNetwork(from)}}]`;
	const permission = `IpProtocol=${protocol},FromPort=${port},ToPort=${port},${source}`;
	return `aws ec2 ${verb}-security-group-ingress --group-id GROUP --ip-permissions '${permission}'`;
}
