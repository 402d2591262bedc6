import type { Protocol } from '../model.ts';
import type { Platform, ServiceEntry, Step } from './entry.ts';
import {
	allowOnlySteps,
	closeSteps,
	exampleAddress,
	type FirewallId,
	type FirewallPort,
	firewallIds,
	undoSteps,
} from './firewall.ts';
import { stepLines } from './plain.ts';

/** An instruction that can be proven: stop the service, bind it, shut its port in a firewall, or let one address in. */
export type Way = 'stop' | 'bind' | `${'firewall' | 'allow'} ${FirewallId}`;

/** That instructions were run against a real service, and its doors were then seen shut from outside. */
export interface Proof {
	/** The catalogue's id. */
	readonly service: string;
	readonly platform: Platform;
	/** As users read it: `Debian 12`. */
	readonly system: string;
	/** The package that was installed, and the version of the program in it: `redis-server`, `7.0.15`. */
	readonly package: string;
	readonly version: string;
	readonly port: number;
	readonly protocol: Protocol;
	readonly ways: Readonly<Partial<Record<Way, ProvenWay>>>;
}

export interface ProvenWay {
	/** `2026-11-25`. */
	readonly date: string;
	/** The firewall's package and the version of the program in it: `nftables 1.0.6`. */
	readonly firewall?: string;
	/** `fingerprintOf` the steps as they were. */
	readonly steps: string;
}

/** What an instruction is about. */
export interface Subject extends FirewallPort {
	readonly service: ServiceEntry;
	readonly platform: Platform;
	/** The package that the steps are followed for; those for others are left out. */
	readonly package: string;
	/** The release they are followed on: `Debian 12`. */
	readonly system: string;
}

/** The steps of an instruction, those that take it back last; empty where nobody wrote any. */
export function instruction(way: Way, subject: Subject): readonly Step[] {
	if (way === 'stop' || way === 'bind') {
		const steps = subject.service.instructions?.[way]?.[subject.platform] ?? [];
		return steps.filter((step) => isFor(step, subject));
	}
	const firewall = firewallOf(way);
	if (way.startsWith('firewall')) {
		return [...closeSteps(firewall, subject), ...undoSteps(firewall, subject)];
	}
	return [exampleAddress, exampleIpv6Address].flatMap((from) => [
		...allowOnlySteps(firewall, { ...subject, from }),
		...undoSteps(firewall, { ...subject, from }),
	]);
}

function isFor({ when, system }: Step, subject: Subject): boolean {
	return (when === undefined || when === subject.package) && (system === undefined || system === subject.system);
}

/** The firewall that a way of dealing with a port is for. */
export function firewallOf(way: Exclude<Way, 'stop' | 'bind'>): FirewallId {
	return firewallIds.find((id) => way.endsWith(` ${id}`)) ?? 'nftables';
}

/** Stands for an address over IPv6 (RFC 3849). */
export const exampleIpv6Address = '2001:db8::10';

/** Changes with every word that is to be typed or written, and with no other: 8 hexadecimal digits (FNV-1a). */
export function fingerprintOf(steps: readonly Step[]): string {
	const text = steps
		.flatMap((step) => (step.kind === 'say' || step.kind === 'expect' ? [] : stepLines(step)))
		.join('\n');
	const hash = Array.from(text).reduce(
		(sum, character) => Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193),
		0x811c9dc5,
	);
	return (hash >>> 0).toString(16).padStart(8, '0');
}
