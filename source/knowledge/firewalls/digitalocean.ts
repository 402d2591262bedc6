import { everyone, type GuardedPort, providerNotes, type Recipe, run, say } from './recipe.ts';

/** A cloud firewall. It is an allow-list: to close is to remove what lets everyone in. */
export const digitalOcean: Recipe = {
	close: (guarded) => [firewall, look, exactly, run(change('remove', guarded, everyone)), all, ...providerNotes],

	allowOnly: (allowed) => [
		firewall,
		look,
		run(change('add', allowed, [allowed.from])),
		exactly,
		run(change('remove', allowed, everyone)),
		all,
		...providerNotes,
	],

	undo: (guarded) => [
		run(
			change('add', guarded, everyone),
			...(guarded.from === undefined ? [] : [change('remove', guarded, [guarded.from])]),
		),
	],
};

const firewall = say(
	"On any computer with DigitalOcean's command line. FIREWALL stands for the id of the firewall before the server, which this lists:",
);

const look = run('doctl compute firewall list --format ID,Name,InboundRules,DropletIDs,Tags');

const exactly = say(
	'This removes the rule that lets every IPv4 and IPv6 address in. Name it exactly as it stands in the list: with one of the two addresses alone, or with a range of ports, if it says so.',
);

const all = say(
	'Rules of all firewalls before a server add up, so look at each. A server without any is open: add it to one, with doctl compute firewall add-droplets, once that lets your own way in.',
);

function change(verb: 'add' | 'remove', { port, protocol }: GuardedPort, from: readonly string[]): string {
	const sources = from.map((address) => `address:${address}`).join(',');
	return `doctl compute firewall ${verb}-rules FIREWALL --inbound-rules "protocol:${protocol},ports:${port},${sources}"`;
}
