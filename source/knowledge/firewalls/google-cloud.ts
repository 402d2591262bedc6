import {
	asNetwork,
	everyone,
	type GuardedPort,
	isIpv6,
	providerNotes,
	type Recipe,
	ruleName,
	run,
	say,
} from './recipe.ts';

/**
 * VPC firewall rules. The lowest priority number decides, and where two are the same, deny wins over allow. A rule holds
 * one family's addresses only, so that everyone takes two.
 */
export const googleCloud: Recipe = {
	close: (guarded) => [network, look, run(...denyAll(guarded)), ...scope(guarded), ...providerNotes],

	allowOnly: (allowed) => [
		network,
		look,
		run(create(ruleName('allow', allowed), allowed, 'ALLOW', allowed.from, 90)),
		run(...denyAll(allowed)),
		...scope(allowed),
		...providerNotes,
	],

	undo: (guarded) => {
		const names = [...denyNames(guarded), ...(guarded.from === undefined ? [] : [ruleName('allow', guarded)])];
		return [run(`gcloud compute firewall-rules delete --quiet ${names.join(' ')}`)];
	},
};

const network = say(
	"On any computer with Google's command line, or in Cloud Shell. NETWORK stands for the name of the server's network, often default.",
);

const look = run('gcloud compute firewall-rules list --filter=network:NETWORK');

function scope(guarded: GuardedPort) {
	return [
		say(
			`This holds for every server in the network. For one alone, give it a network tag and add --target-tags and that tag to each command. A rule in the list with a priority below ${guarded.keepSessions ? 90 : 100} decides before: remove it if it lets this port in. So does a hierarchical firewall policy of your organisation.`,
		),
	];
}

function denyAll(guarded: GuardedPort): readonly string[] {
	return everyone.map((source) => create(denyNames(guarded)[isIpv6(source) ? 1 : 0], guarded, 'DENY', source, 100));
}

function denyNames(guarded: GuardedPort): readonly [string, string] {
	return [ruleName('deny', guarded), `${ruleName('deny', guarded)}-ipv6`];
}

function create(
	name: string,
	{ port, protocol }: GuardedPort,
	action: 'ALLOW' | 'DENY',
	from: string,
	priority: number,
): string {
	const what = `--direction=INGRESS --action=${action} --rules=${protocol}:${port} --source-ranges=${asNetwork(from)}`;
	return `gcloud compute firewall-rules create ${name} --network=NETWORK ${what} --priority=${priority}`;
}
