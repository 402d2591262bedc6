import { output } from '../bench/command.ts';
import { addNamespace, namespaceOf, removeAbandoned, removeNamespace } from '../bench/lab/namespace.ts';
import { exampleAddress } from '../source/knowledge/firewall.ts';
import { exampleIpv6Address } from '../source/knowledge/proof.ts';

/** Addresses on the network, for documentation (RFC 5737, RFC 3849). */
export interface Addresses {
	readonly ipv4: string;
	readonly ipv6: string;
}

/** A network card that stays the same through restarts, so that the others find it at once. */
interface Card extends Addresses {
	readonly mac: string;
}

/** The machine whose doors are shut. */
export const machine: Card = { ipv4: '203.0.113.2', ipv6: '2001:db8::2', mac: '02:00:00:00:00:02' };
/** Who may come in: the addresses are the ones that stand in the instructions. */
export const admin: Card = { ipv4: exampleAddress, ipv6: exampleIpv6Address, mac: '02:00:00:00:00:10' };
/** Who may not. */
export const stranger: Card = { ipv4: '203.0.113.66', ipv6: '2001:db8::66', mac: '02:00:00:00:00:66' };

/** A network with a switch, an administrator and a stranger, and a socket for one machine. */
export class Network {
	readonly admin = namespaceOf('admin');
	readonly stranger = namespaceOf('stranger');
	/** The machine's own. */
	readonly machine = namespaceOf('machine');
	readonly #switch = namespaceOf('switch');

	/** Builds it; what killed processes left is taken away first. */
	static async build(): Promise<Network> {
		await removeAbandoned();
		const network = new Network();
		await addNamespace(network.#switch, []);
		await inside(network.#switch, ['link add name bridge type bridge', 'link set dev bridge up']);
		await network.#join(network.admin, admin);
		await network.#join(network.stranger, stranger);
		return network;
	}

	/**
	 * Gives the machine a new place on the network, as after a restart: nothing that its kernel was told before, rules of
	 * a firewall above all, is left.
	 */
	async renewMachine(): Promise<void> {
		await removeNamespace(this.machine);
		await this.#join(this.machine, machine);
	}

	async remove(): Promise<void> {
		for (const name of [this.machine, this.admin, this.stranger, this.#switch]) await removeNamespace(name);
	}

	async #join(name: string, { ipv4, ipv6, mac }: Card): Promise<void> {
		await addNamespace(name, []);
		const port = name.replace(/^doorcheck-(\w+)-\d+$/, '$1');
		// What is left of the last one goes with its namespace, but not at once.
		await output('ip', ['-n', this.#switch, 'link', 'delete', port]).catch(() => {});
		await inside(this.#switch, [
			`link add name ${port} type veth peer name eth0 address ${mac} netns ${name}`,
			`link set dev ${port} master bridge up`,
		]);
		await inside(name, [
			'link set dev lo up',
			'link set dev eth0 up',
			`address add ${ipv4}/24 dev eth0`,
			`address add ${ipv6}/64 dev eth0 nodad`,
		]);
	}
}

async function inside(namespace: string, commands: readonly string[]): Promise<void> {
	await output('ip', ['-n', namespace, '-batch', '-'], { input: `${commands.join('\n')}\n` });
}
