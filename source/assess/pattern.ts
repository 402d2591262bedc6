import type { Circumstances, HostPattern, StateCounts } from '../model.ts';
import { isLoopback } from '../targets/address.ts';
import type { PortCounts, PortStates } from './port-table.ts';

/** What the TCP ports of one address, once all were asked, say together. */
export interface PatternReading {
	readonly pattern: HostPattern;
	/** One plain sentence on what the pattern means for the reader; empty when nothing can be said. */
	readonly notes: readonly string[];
}

/** Cloudflare's ports for HTTP and HTTPS traffic, as its documentation ("Network ports") lists them. */
const cdnPorts = [80, 443, 2052, 2053, 2082, 2083, 2086, 2087, 2095, 2096, 8080, 8443, 8880] as const;

/** Fewer of the CDN's ports than this among those asked prove nothing: a hosting panel has eight of them. */
const cdnPortsNeeded = 10;

/** With fewer ports than this nothing is said about the firewall. */
const portsNeeded = 20;

/** What "nearly all" means: a firewall's rule with a few exceptions. */
const nearlyAll = 0.9;

/** What is known about an address beside its TCP ports. */
export interface Beside extends Circumstances {
	/** It has answered otherwise, so that it can't be called unreachable. */
	readonly heard?: boolean;
}

/** Reads the pattern from the TCP ports of `address`; call it when all were asked. */
export function readPattern(
	address: string,
	ports: PortStates,
	counts: PortCounts,
	beside: Beside = {},
): PatternReading {
	const pattern = patternOf(ports, counts, beside);
	// A firewall seldom stands before the loopback address, so there is nothing to learn about it there.
	const notes = isLoopback(address) ? [] : noteOn(pattern, counts);
	return { pattern, notes: [...notes, ...(lostNote(beside.lost, counts) ?? undecidedNote(pattern, counts))] };
}

/** Whether the address itself answered on one of its UDP ports. */
export function answersOverUdp({ open, closed }: StateCounts): boolean {
	return open + closed > 0;
}

/** What to know about the UDP ports of an address, once all were asked; `pattern` is what its TCP ports say. */
export function udpNotes(pattern: HostPattern, counts: StateCounts): readonly string[] {
	const { open, closed, filtered, 'open|filtered': silent, undecided } = counts;
	// That nothing answered at all is told already.
	if (pattern === 'unreachable') {
		return [];
	}
	return [
		...(silent > 0 && open + closed + filtered === 0
			? [
					`No answer from ${ports(silent, 'UDP port')}: over UDP, a service that keeps silent and a firewall that drops look the same from here.`,
				]
			: []),
		...(undecided > 0 ? [undecidedText(ports(undecided, 'UDP port'))] : []),
	];
}

/** What to know about a check of the machine's own loopback address. */
export const loopbackNote =
	"This is the machine's own loopback address, which other machines can't reach: check the public address from elsewhere to know what is exposed.";

function patternOf(ports: PortStates, counts: PortCounts, beside: Beside): HostPattern {
	const { heard = false, answersForAll = false, rejectsSparingly = false } = beside;
	const { open, closed, filtered, undecided, rejected } = counts;
	const total = ports.size;
	const shut = total - open;
	if (total > 0 && undecided === total) {
		return heard ? 'unclear' : 'unreachable';
	}
	if (answersForAll) {
		return 'all-open';
	}
	if (total < portsNeeded) {
		return 'unclear';
	}
	if (!heard && open + closed === 0 && (rejected === 0 || rejected === total)) {
		return 'unreachable';
	}
	if (open >= total * nearlyAll) {
		return 'all-open';
	}
	if (isCdn(ports)) {
		return 'cdn';
	}
	if (undecided > total / 2) {
		return 'unclear';
	}
	if (filtered === 0) {
		return closed >= shut * nearlyAll ? 'all-closed' : 'unclear';
	}
	// Refusals that are rationed reach us for a few ports only: the silence of the others means the same.
	if (rejected >= shut * nearlyAll || (rejectsSparingly && filtered >= shut * nearlyAll)) {
		return 'rejecting';
	}
	if (filtered >= shut * nearlyAll) {
		return 'default-deny';
	}
	return closed > 0 ? 'mixed' : 'unclear';
}

function isCdn(ports: PortStates): boolean {
	const asked = cdnPorts.filter((port) => ports.get(port));
	return asked.length >= cdnPortsNeeded && asked.every((port) => ports.get(port)?.state === 'open');
}

function noteOn(pattern: HostPattern, counts: PortCounts): readonly string[] {
	switch (pattern) {
		case 'all-closed':
			return ['No firewall was seen from here: the next service that starts on this machine is exposed at once.'];
		case 'default-deny':
			return [
				counts.closed > 0
					? `A firewall drops what isn't allowed, but lets ${ports(counts.closed)} through on which nothing listens: these may be holes left for services that are gone.`
					: "A firewall drops what isn't allowed, as it should: look at the doors that are open.",
			];
		case 'rejecting':
			return ["A firewall refuses what isn't allowed and says so, as it should: look at the doors that are open."];
		case 'mixed':
			return [
				'Some ports are blocked and others are not: the firewall blocks a list instead of allowing one, or has holes left for services that are gone.',
			];
		case 'all-open':
			return [
				'Ports seem open whether or not anything listens there, so something in between answers for all of them: trust only the ports where a service was recognised.',
			];
		case 'cdn':
			return [
				"This looks like the edge of a content delivery network (Cloudflare's ports are open together), not like the server behind it: check the server's own address too.",
			];
		case 'unreachable':
			return [
				counts.rejected > 0
					? 'Everything that was heard from there is that it is unreachable: more likely there is no route from here than a firewall.'
					: 'Nothing answered on any port: from here, a firewall that drops everything looks like a machine that is off.',
			];
		case 'unclear':
			return [];
	}
}

function lostNote(lost: Circumstances['lost'], counts: PortCounts): readonly string[] | undefined {
	if (lost === undefined) {
		return undefined;
	}
	const happened =
		lost === 'silent'
			? 'In mid-check nothing answered any more, and asking again for some ten seconds was in vain: it may have blocked this machine, or the way there broke.'
			: 'In mid-check ports that had been open began to refuse: it may have blocked this machine.';
	const left = counts.undecided > 0 ? ` ${capital(ports(counts.undecided))} could not be decided.` : '';
	return [`${happened}${left} Check again later, from an address it trusts, or more slowly with --rate.`];
}

function undecidedNote(pattern: HostPattern, counts: PortCounts): readonly string[] {
	return counts.undecided > 0 && pattern !== 'unreachable' ? [undecidedText(ports(counts.undecided))] : [];
}

function undecidedText(ports: string): string {
	return `${capital(ports)} could not be decided: check again later, or more slowly with --rate.`;
}

function ports(count: number, name = 'port'): string {
	return count === 1 ? `one ${name}` : `${count.toLocaleString('en')} ${name}s`;
}

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
