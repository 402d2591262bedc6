import { allowList } from './allow-list.ts';
import { type GuardedPort, run, say } from './recipe.ts';

/** A cloud firewall. */
export const digitalOcean = allowList({
	introduction: say(
		"On any computer with DigitalOcean's command line. FIREWALL stands for the id of the firewall before the server, which this lists:",
	),
	look: run('doctl compute firewall list --format ID,Name,InboundRules,DropletIDs,Tags'),
	add: (port, networks) => [change('add', port, networks)],
	remove: (port, networks) => [change('remove', port, networks)],
	beforeRemoving: [
		say(
			'This removes the rule that lets every IPv4 and IPv6 address in. Name it exactly as it stands in the list: with one of the two addresses alone, or with a range of ports, if it says so.',
		),
	],
	afterRemoving: [
		say(
			'Rules of all firewalls before a server add up, so look at each. A server without any is open: add it to one, with doctl compute firewall add-droplets, once that lets your own way in.',
		),
	],
});

function change(verb: 'add' | 'remove', { port, protocol }: GuardedPort, from: readonly string[]): string {
	const sources = from.map((address) => `address:${address}`).join(',');
	return `doctl compute firewall ${verb}-rules FIREWALL --inbound-rules "protocol:${protocol},ports:${port},${sources}"`;
}
