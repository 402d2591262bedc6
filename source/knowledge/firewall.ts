import type { Protocol } from '../model.ts';
import type { Platform, Step } from './entry.ts';
import { aws } from './firewalls/aws.ts';
import { azure } from './firewalls/azure.ts';
import { digitalOcean } from './firewalls/digitalocean.ts';
import { dockerUser } from './firewalls/docker-user.ts';
import { firewalld } from './firewalls/firewalld.ts';
import { googleCloud } from './firewalls/google-cloud.ts';
import { hetzner } from './firewalls/hetzner.ts';
import { iptables } from './firewalls/iptables.ts';
import { nftables } from './firewalls/nftables.ts';
import { freebsdPf, macosPf } from './firewalls/pf.ts';
import { type GuardedPort, type Recipe, say } from './firewalls/recipe.ts';
import { ufw } from './firewalls/ufw.ts';
import { windows } from './firewalls/windows.ts';

/** Firewalls of providers, which stand in front of a machine: told on any computer, the same for every system. */
export const cloudFirewallIds = ['aws', 'google-cloud', 'azure', 'digitalocean', 'hetzner'] as const;

export const firewallIds = [
	'nftables',
	'ufw',
	'iptables',
	'firewalld',
	'docker-user',
	'windows',
	'macos-pf',
	'freebsd-pf',
	...cloudFirewallIds,
] as const;
export type FirewallId = (typeof firewallIds)[number];

/** A firewall doorcheck can give steps for. */
export interface Firewall {
	/** As users read it. */
	readonly name: string;
	readonly recipe: Recipe;
	/** Primary documentation that the recipe was written from (https). */
	readonly source: string;
}

/** Every firewall by its id. */
export const firewalls: Readonly<Record<FirewallId, Firewall>> = {
	firewalld: {
		name: 'firewalld',
		recipe: firewalld,
		source: 'https://firewalld.org/documentation/man-pages/firewalld.richlanguage.html',
	},
	nftables: {
		name: 'nftables',
		recipe: nftables,
		source: 'https://manpages.debian.org/bookworm/nftables/nft.8.en.html',
	},
	ufw: {
		name: 'ufw',
		recipe: ufw,
		source: 'https://manpages.debian.org/bookworm/ufw/ufw.8.en.html',
	},
	iptables: {
		name: 'iptables',
		recipe: iptables,
		source: 'https://manpages.debian.org/bookworm/iptables/iptables.8.en.html',
	},
	windows: {
		name: 'Windows Firewall',
		recipe: windows,
		source: 'https://learn.microsoft.com/en-us/powershell/module/netsecurity/new-netfirewallrule',
	},
	'docker-user': {
		name: 'DOCKER-USER chain',
		recipe: dockerUser,
		source: 'https://docs.docker.com/engine/network/firewall-iptables/',
	},
	'macos-pf': {
		name: 'pf',
		recipe: macosPf,
		source: 'https://developer.apple.com/library/mac/documentation/Darwin/Reference/ManPages/man8/pfctl.8.html',
	},
	'freebsd-pf': {
		name: 'pf',
		recipe: freebsdPf,
		source: 'https://man.freebsd.org/cgi/man.cgi?query=pf.conf&sektion=5',
	},
	aws: {
		name: 'AWS security group',
		recipe: aws,
		source: 'https://docs.aws.amazon.com/cli/latest/reference/ec2/revoke-security-group-ingress.html',
	},
	'google-cloud': {
		name: 'Google Cloud',
		recipe: googleCloud,
		source: 'https://cloud.google.com/firewall/docs/using-firewalls',
	},
	azure: {
		name: 'Azure network security group',
		recipe: azure,
		source: 'https://learn.microsoft.com/en-us/azure/virtual-network/network-security-groups-overview',
	},
	digitalocean: {
		name: 'DigitalOcean',
		recipe: digitalOcean,
		source: 'https://docs.digitalocean.com/reference/doctl/reference/compute/firewall/remove-rules/',
	},
	hetzner: {
		name: 'Hetzner Cloud',
		recipe: hetzner,
		source: 'https://github.com/hetznercloud/cli/blob/main/docs/reference/manual/hcloud_firewall_delete-rule.md',
	},
};

/** Ports through which people administer a server: shutting them for everyone would lock the reader out. */
export const sessionPorts: ReadonlySet<number> = new Set([22, 2222, 3389, 5900, 5901, 5985, 5986]);

/** Stands for the reader's own address in examples (RFC 5737). */
export const exampleAddress = '203.0.113.10';

/** A port to be shut or opened in a firewall. */
export interface FirewallPort {
	readonly port: number;
	readonly protocol: Protocol;
	/** The system the firewall runs on; Debian unless told otherwise. */
	readonly platform?: Platform;
	/** Whether people administer the server through it; unless told otherwise, this is so for `sessionPorts`. */
	readonly session?: boolean;
}

/**
 * Steps that shut a port for everyone, over IPv4 and IPv6, and keep it shut over a reboot. For one that carries sessions
 * they let the reader's own address in first (`from`, or an example of one) and leave existing connections alone.
 */
export function closeSteps(firewall: FirewallId, port: FirewallPort & { readonly from?: string }): readonly Step[] {
	if (carriesSessions(port)) {
		return allowOnlySteps(firewall, { ...port, from: port.from ?? exampleAddress });
	}
	return firewalls[firewall].recipe.close(guarded(port));
}

/**
 * Steps that let one address or network in (`from`, an IP literal or CIDR, checked by the caller) and shut the port for
 * everyone else, over both families. An example address is introduced as such.
 */
export function allowOnlySteps(firewall: FirewallId, port: FirewallPort & { readonly from: string }): readonly Step[] {
	const warning = carriesSessions(port)
		? [
				say(
					"Keep a second session to this server open until a new sign-in has worked, so that a slip can't lock you out.",
				),
			]
		: [];
	const example =
		port.from === exampleAddress ? [say(`Put the address that may come in where ${exampleAddress} stands.`)] : [];
	return [...warning, ...example, ...firewalls[firewall].recipe.allowOnly({ ...guarded(port), from: port.from })];
}

/** Steps that take `closeSteps` back, or `allowOnlySteps` where `from` is given: everyone can reach the port again. */
export function undoSteps(firewall: FirewallId, port: FirewallPort & { readonly from?: string }): readonly Step[] {
	const from = port.from ?? (carriesSessions(port) ? exampleAddress : undefined);
	return firewalls[firewall].recipe.undo({
		...guarded(port),
		...(from === undefined ? {} : { from }),
	});
}

/**
 * The firewalls to offer on a platform, the default first. On Debian and Ubuntu that is nftables: it is there whether or
 * not ufw was ever enabled, one rule holds for both families, and it also shuts what Docker publishes.
 */
export function platformFirewalls(platform: Platform): readonly [FirewallId, ...FirewallId[]] {
	return offered[platform];
}

const offered: Readonly<Record<Platform, readonly [FirewallId, ...FirewallId[]]>> = {
	debian: ['nftables', 'ufw', 'iptables', 'firewalld', ...cloudFirewallIds],
	rhel: ['firewalld', 'nftables', ...cloudFirewallIds],
	alpine: ['nftables', 'iptables', 'ufw', ...cloudFirewallIds],
	windows: ['windows', ...cloudFirewallIds],
	macos: ['macos-pf', ...cloudFirewallIds],
	freebsd: ['freebsd-pf', ...cloudFirewallIds],
	docker: ['docker-user', 'nftables', ...cloudFirewallIds],
};

/** Whether a firewall is told on the machine itself, so that a slip in it can lock the reader out of it. */
export function isOnMachine(firewall: FirewallId): boolean {
	return !cloudFirewallIds.some((id) => id === firewall);
}

function guarded(place: FirewallPort): GuardedPort {
	const { port, protocol, platform = 'debian' } = place;
	return { port, protocol, platform, keepSessions: carriesSessions(place) };
}

function carriesSessions({ port, session = sessionPorts.has(port) }: FirewallPort): boolean {
	return session;
}
