import type { LookupAddress, LookupAllOptions } from 'node:dns';
import { lookup as systemLookup } from 'node:dns/promises';
import type { Address, Family, ResolvedTarget, Target } from '../model.ts';
import { parseAddress } from './address.ts';

/** A target without an address that could be checked, and why in a few words: `no such host`. */
export interface UnresolvedTarget {
	readonly target: string;
	readonly reason: string;
}

/** How names become addresses: `lookup` of node:dns/promises, or something that behaves like it. */
export type Lookup = (host: string, options: LookupAllOptions) => Promise<readonly LookupAddress[]>;

/** What `resolveTarget` goes by. */
export interface ResolveOptions {
	/** Address families that are wanted (both). */
	readonly families?: readonly Family[];
	/** The system's resolver, hosts file included, unless a test brings its own. */
	readonly lookup?: Lookup;
}

const reasons: Readonly<Record<string, string>> = {
	ENOTFOUND: 'no such host',
	EAI_AGAIN: 'name server did not answer',
	ETIMEOUT: 'name server did not answer',
};

/**
 * The addresses of a target in the order of the resolver, each once. An IP literal is not looked up; an IPv4-mapped
 * IPv6 address counts as the IPv4 address it holds. Never rejects: what goes wrong is the `reason`.
 */
export async function resolveTarget(
	target: Target,
	{ families = [4, 6], lookup = systemLookup }: ResolveOptions = {},
): Promise<ResolvedTarget | UnresolvedTarget> {
	let found: readonly Address[];
	try {
		found = await addressesOf(target.host, lookup);
	} catch (error) {
		const { code = 'unknown error' } = error as NodeJS.ErrnoException;
		return { target: target.target, reason: reasons[code] ?? `name lookup failed, ${code}` };
	}

	const addresses = found.filter(({ family }) => families.includes(family));
	if (addresses.length > 0) {
		return { ...target, addresses };
	}
	return {
		target: target.target,
		reason: found.length === 0 ? 'no such host' : `no IPv${families.join(' or IPv')} address`,
	};
}

async function addressesOf(host: string, lookup: Lookup): Promise<readonly Address[]> {
	const literal = parseAddress(host);
	if (literal !== null) {
		return [literal];
	}

	// Both families even where one is wanted: only so does "no IPv6 address" differ from "no such host".
	const answers = await lookup(host, { all: true, verbatim: true });
	const addresses = answers.map(({ address }) => parseAddress(address)).filter((address) => address !== null);
	return [...new Map(addresses.map((address) => [address.address, address])).values()];
}
