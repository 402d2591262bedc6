import type { Protocol } from '../../model.ts';
import type { Platform, Step } from '../entry.ts';

/** The port a firewall is told about. */
export interface GuardedPort {
	readonly port: number;
	readonly protocol: Protocol;
	/** Where the firewall runs; it decides which file makes a rule last. */
	readonly platform: Platform;
	/** Leave connections alone that exist already, because the reader may be sitting in one of them. */
	readonly keepSessions: boolean;
}

/** A guarded port and the one address (`203.0.113.10`) or network (`2001:db8::/32`) that may reach it. */
export interface AllowedPort extends GuardedPort {
	readonly from: string;
}

/** How one firewall is told. Each list of steps is complete: both families, and what makes it last over a reboot. */
export interface Recipe {
	/** Shut the port for everyone. */
	readonly close: (guarded: GuardedPort) => readonly Step[];
	/** Let one address in first, then shut the port for everyone else. */
	readonly allowOnly: (allowed: AllowedPort) => readonly Step[];
	/** Take `close` back, or `allowOnly` where an address is given: the port is then open to everyone again. */
	readonly undo: (guarded: GuardedPort & { readonly from?: string }) => readonly Step[];
}

/** A sentence. */
export function say(text: string): Step {
	return { kind: 'say', text };
}

/** Command lines that belong together. */
export function run(...lines: readonly string[]): Step {
	return { kind: 'run', command: lines.join('\n') };
}

/** A command line for a machine that reaches the server over the network. */
export function runElsewhere(command: string): Step {
	return { kind: 'run', command, elsewhere: true };
}

/** What the reader should see. */
export function expect(text: string): Step {
	return { kind: 'expect', text };
}

/** How Docker is told to publish a port on this machine only: `127.0.0.1:3306:3306`, `127.0.0.1:53:53/udp`. */
export function publishedLocally({ port, protocol }: Pick<GuardedPort, 'port' | 'protocol'>): string {
	return `127.0.0.1:${port}:${port}${protocol === 'udp' ? '/udp' : ''}`;
}

/** What allows everyone, over IPv4 and IPv6, in a provider's list of what is allowed. */
export const everyone = ['0.0.0.0/0', '::/0'] as const;

/** An address as the network that holds it alone, as providers want it; a network stays as it is. */
export function asNetwork(from: string): string {
	return from.includes('/') ? from : `${from}${isIpv6(from) ? '/128' : '/32'}`;
}

/** The name of what is added for a port, where such things have names: `doorcheck-allow-3306-tcp`. */
export function ruleName(what: string, { port, protocol }: Pick<GuardedPort, 'port' | 'protocol'>): string {
	return `doorcheck-${what}-${port}-${protocol}`;
}

/** Every provider's firewall stands in front of the machine, and a rule in it holds by itself. */
export const providerNotes = [
	say(
		'It takes effect within moments and lasts over a reboot. Connections that exist already may stay until they end. What the machine itself filters stays as it is.',
	),
	say(
		'Other providers keep such a list of what is allowed too: remove the rule that lets 0.0.0.0/0 and ::/0 reach this port, or narrow its source to your address.',
	),
] as const;

/** Whether an address or network is written in IPv6. */
export function isIpv6(from: string): boolean {
	return from.includes(':');
}
