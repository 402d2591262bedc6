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

/** What the reader should see. */
export function expect(text: string): Step {
	return { kind: 'expect', text };
}

/** How Docker is told to publish a port on this machine only: `127.0.0.1:3306:3306`, `127.0.0.1:53:53/udp`. */
export function publishedLocally({ port, protocol }: Pick<GuardedPort, 'port' | 'protocol'>): string {
	return `127.0.0.1:${port}:${port}${protocol === 'udp' ? '/udp' : ''}`;
}

/** Whether an address or network is written in IPv6. */
export function isIpv6(from: string): boolean {
	return from.includes(':');
}
