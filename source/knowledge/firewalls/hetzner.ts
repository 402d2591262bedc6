import { asNetwork, everyone, type GuardedPort, providerNotes, type Recipe, run, say } from './recipe.ts';

/** A firewall of Hetzner Cloud. It is an allow-list: to close is to delete what lets everyone in. */
export const hetzner: Recipe = {
	close: (guarded) => [firewall, look, exactly, run(change('delete', guarded, everyone)), all, ...providerNotes],

	allowOnly: (allowed) => [
		firewall,
		look,
		run(change('add', allowed, [allowed.from])),
		exactly,
		run(change('delete', allowed, everyone)),
		all,
		...providerNotes,
	],

	undo: (guarded) => [
		run(
			change('add', guarded, everyone),
			...(guarded.from === undefined ? [] : [change('delete', guarded, [guarded.from])]),
		),
	],
};

const firewall = say(
	"On any computer with Hetzner's command line. FIREWALL stands for the name of the firewall before the server; hcloud firewall list shows them all.",
);

const look = run('hcloud firewall describe FIREWALL');

const exactly = say(
	'This deletes the rule that lets every IPv4 and IPv6 address in. Name it exactly as it is described: the same addresses, the range of ports if it has one, and --description with its description.',
);

const all = say(
	'Rules of all firewalls before a server add up, so look at each. A server without any is open: apply one to it, with hcloud firewall apply-to-resource, once that lets your own way in.',
);

function change(verb: 'add' | 'delete', { port, protocol }: GuardedPort, from: readonly string[]): string {
	const sources = from.map((address) => `--source-ips ${asNetwork(address)}`).join(' ');
	return `hcloud firewall ${verb}-rule FIREWALL --direction in --protocol ${protocol} --port ${port} ${sources}`;
}
