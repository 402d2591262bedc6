import type { Way } from '../source/knowledge/proof.ts';
import type { Place } from './look.ts';
import type { Release } from './releases.ts';
import type { Software } from './tree.ts';

/** A service as Debian packages it, made reachable for strangers, the way people make it. */
export interface Recipe extends Software {
	/** The catalogue's id. */
	readonly service: string;
	/** The package that is named; the steps of the instructions that are for others are left out. */
	readonly package: string;
	/** The package whose version is told, where that is another one, as a pattern. */
	readonly versionOf?: string;
	/** Where not all of them have it. */
	readonly releases?: readonly Release[];
	/** Its doors, that which the firewall is told of first. */
	readonly doors: readonly Door[];
	/** Why an instruction takes a person, where its steps don't say so themselves. */
	readonly byHand?: Readonly<Partial<Record<Way, string>>>;
	/** An address other than loopback that binding gives it. */
	readonly boundTo?: string;
}

/** A door that is seen open before anything is done. */
export interface Door extends Place {
	/** What binding makes of it, and says so, where it is not what the machine itself can go on using. */
	readonly bound?: 'open to all' | 'gone';
	/** It is shut over IPv6 as delivered. */
	readonly ipv4Only?: boolean;
}

export function tcp(port: number, more: Omit<Door, keyof Place> = {}): Door {
	return { port, protocol: 'tcp', ...more };
}

export function udp(port: number, more: Omit<Door, keyof Place> = {}): Door {
	return { port, protocol: 'udp', ...more };
}
