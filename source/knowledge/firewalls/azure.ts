import { type GuardedPort, providerNotes, type Recipe, ruleName, run, say } from './recipe.ts';

/**
 * A network security group. The lowest priority number decides, and a number can be used once in each direction. `*`
 * stands for every address of both families.
 */
export const azure: Recipe = {
	close: (guarded) => [group, look, numbers, run(deny(guarded)), both, ...providerNotes],

	allowOnly: (allowed) => [
		group,
		look,
		numbers,
		run(create(ruleName('allow', allowed), allowed, 'Allow', allowed.from, 100)),
		run(deny(allowed)),
		both,
		...providerNotes,
	],

	undo: (guarded) => [
		run(remove(ruleName('deny', guarded)), ...(guarded.from === undefined ? [] : [remove(ruleName('allow', guarded))])),
	],
};

const where = '-g RESOURCES --nsg-name GROUP';

const group = say(
	"On any computer with Azure's command line, or in Cloud Shell. GROUP stands for the name of the network security group before the server, RESOURCES for that of its resource group.",
);

const look = run(`az network nsg rule list ${where} --include-default -o table`);

const numbers = say(
	'A priority can be used once. If 100 or 110 is in the list, take other numbers instead: lower than that of every rule that lets this port in, the allowed address lowest.',
);

const both = say(
	'The * stands for every address, over IPv4 and IPv6. A group at the subnet and one at the network interface both count: traffic has to pass each.',
);

function deny(guarded: GuardedPort): string {
	return create(ruleName('deny', guarded), guarded, 'Deny', "'*'", 110);
}

function create(
	name: string,
	{ port, protocol }: GuardedPort,
	access: 'Allow' | 'Deny',
	from: string,
	priority: number,
): string {
	const what = `--protocol ${protocol === 'udp' ? 'Udp' : 'Tcp'} --destination-port-ranges ${port} --source-address-prefixes ${from}`;
	return `az network nsg rule create ${where} -n ${name} --priority ${priority} --direction Inbound --access ${access} ${what}`;
}

function remove(name: string): string {
	return `az network nsg rule delete ${where} -n ${name}`;
}
