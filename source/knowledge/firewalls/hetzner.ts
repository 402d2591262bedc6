import { allowList } from './allow-list.ts';
import { asNetwork, type GuardedPort, run, say } from './recipe.ts';

/** A firewall of Hetzner Cloud. */
export const hetzner = allowList({
	introduction: say(
		"On any computer with Hetzner's command line. FIREWALL stands for the name of the firewall before the server; hcloud firewall list shows them all.",
	),
	look: run('hcloud firewall describe FIREWALL'),
	add: (port, networks) => [change('add', port, networks)],
	remove: (port, networks) => [change('delete', port, networks)],
	beforeRemoving: [
		say(
			'This deletes the rule that lets every IPv4 and IPv6 address in. Name it exactly as it is described: the same addresses in the same order, the range of ports if it has one, and --description with its description.',
		),
	],
	afterRemoving: [
		say(
			'Rules of all firewalls before a server add up, so look at each. A server without any is open: apply one to it, with hcloud firewall apply-to-resource, once that lets your own way in.',
		),
	],
});

function change(verb: 'add' | 'delete', { port, protocol }: GuardedPort, from: readonly string[]): string {
	const sources = from.map((address) => `--source-ips ${asNetwork(address)}`).join(' ');
	return `hcloud firewall ${verb}-rule FIREWALL --direction in --protocol ${protocol} --port ${port} ${sources}`;
}
