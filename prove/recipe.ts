import type { Place } from './look.ts';
import type { Software } from './tree.ts';

/** A service as Debian packages it, made reachable for strangers, the way people make it. */
export interface Recipe extends Software {
	/** The catalogue's id. */
	readonly service: string;
	/** The package whose version is told; the steps of the instructions that are for others are left out. */
	readonly package: string;
	/** Its doors, that which the firewall is told of first. */
	readonly doors: readonly Place[];
	/** Doors of `doors` that binding leaves open, and says so. */
	readonly unbound?: readonly number[];
	/** It speaks IPv4 only. */
	readonly ipv4Only?: boolean;
	/** An address other than loopback that binding gives it. */
	readonly boundTo?: string;
}
